namespace AliLogOps.Client;

/// <summary>What to export, and how.</summary>
public sealed record LogExportOptions
{
    /// <summary>Project that holds the logstore.</summary>
    public required string ProjectName { get; init; }

    /// <summary>The logstore.</summary>
    public required string LogstoreName { get; init; }

    /// <summary>Full path of the folder; made when it is not there.</summary>
    public required string Folder { get; init; }

    /// <summary>How the logs are written.</summary>
    public LogExportFormat Format { get; init; }

    /// <summary>Whether to compress with gzip.</summary>
    public bool Compress { get; init; }

    /// <summary>Where reading begins, by time of arrival.</summary>
    public CursorPosition From { get; init; } = CursorPosition.Begin;

    /// <summary>Where it ends, exclusive; fixed when the export begins.</summary>
    public CursorPosition To { get; init; } = CursorPosition.End;

    /// <summary>The shards; none means all.</summary>
    public IReadOnlyList<int> Shards { get; init; } = [];

    /// <summary>The columns of CSV; none means the fields of the index.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Shards read at the same time, at least 1.</summary>
    public int Parallelism { get; init; } = 4;

    /// <summary>What to do with an export that is in the folder already.</summary>
    public ExistingExport Existing { get; init; }

    /// <summary>Bytes of output that are written, and compressed, as one. Part of the plan, so that a resumed export cuts at the same places.</summary>
    internal int ChunkBytes { get; init; } = 1024 * 1024;

    /// <summary>How often the place is noted from where an interrupted export goes on.</summary>
    internal TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Clock of intervals and of the manifest.</summary>
    internal TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary><c>project/logstore → folder</c>.</summary>
    public override string ToString() => $"{ProjectName}/{LogstoreName} → {Folder}";
}

/// <summary>What to do with an export that is in the folder already.</summary>
public enum ExistingExport
{
    /// <summary>Refuse.</summary>
    Refuse,

    /// <summary>Go on where it was interrupted; a finished one is returned as it is.</summary>
    Resume,

    /// <summary>Remove its files and begin anew.</summary>
    Replace,
}
