namespace AliLogOps;

/// <summary>A finished export.</summary>
public sealed record LogExport
{
    /// <summary>Project that holds the logstore.</summary>
    public string ProjectName { get; init; } = string.Empty;

    /// <summary>The logstore.</summary>
    public string LogstoreName { get; init; } = string.Empty;

    /// <summary>The folder with the files and the manifest.</summary>
    public string Path { get; init; } = string.Empty;

    /// <summary>How the logs are written.</summary>
    public LogExportFormat Format { get; init; }

    /// <summary>Whether the files are compressed with gzip.</summary>
    public bool Compressed { get; init; }

    /// <summary>Logs in all files.</summary>
    public long Logs { get; init; }

    /// <summary>Bytes of all files.</summary>
    public long Bytes { get; init; }

    /// <summary>Logs the service's index counts in the span of the exported logs' times; null when it did not tell.</summary>
    public long? ServiceCount { get; init; }

    /// <summary>What comparing both counts found.</summary>
    public LogExportReconciliation Reconciliation { get; init; } = LogExportReconciliation.Unknown;

    /// <summary>Fields in the <c>__extra__</c> column of CSV files, summed over all logs; 0 for other formats.</summary>
    public long ExtraFields { get; init; }

    /// <summary>One file for each shard.</summary>
    public IReadOnlyList<LogExportFile> Files { get; init; } = [];

    /// <summary>The file that lists all of this.</summary>
    public string ManifestPath { get; init; } = string.Empty;

    /// <summary>Whether an export that was interrupted was continued.</summary>
    public bool Resumed { get; init; }

    /// <summary>When the export was begun.</summary>
    public DateTimeOffset StartTime { get; init; }

    /// <summary>When it was finished.</summary>
    public DateTimeOffset EndTime { get; init; }

    /// <summary><c>project/logstore: n logs</c>.</summary>
    public override string ToString() => $"{ProjectName}/{LogstoreName}: {Logs} logs";
}

/// <summary>The file of one shard.</summary>
public sealed record LogExportFile
{
    /// <summary>Name within the export's folder.</summary>
    public string FileName { get; init; } = string.Empty;

    /// <summary>The shard.</summary>
    public int ShardId { get; init; }

    /// <summary>Logs in the file.</summary>
    public long Logs { get; init; }

    /// <summary>Bytes of the file.</summary>
    public long Bytes { get; init; }

    /// <summary>Bytes before compression.</summary>
    public long RawBytes { get; init; }

    /// <summary>SHA-256 of the file, in lower-case hexadecimal digits.</summary>
    public string Sha256 { get; init; } = string.Empty;

    /// <summary>Time of the oldest log; null without logs.</summary>
    public DateTimeOffset? FirstTime { get; init; }

    /// <summary>Time of the newest log; null without logs.</summary>
    public DateTimeOffset? LastTime { get; init; }

    /// <summary>The name and the number of logs.</summary>
    public override string ToString() => $"{FileName}: {Logs} logs";
}
