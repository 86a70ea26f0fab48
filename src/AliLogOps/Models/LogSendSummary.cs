namespace AliLogOps;

/// <summary>What Send-AliLog did.</summary>
public sealed record LogSendSummary
{
    /// <summary>Project the logs went to.</summary>
    public string ProjectName { get; init; } = string.Empty;

    /// <summary>Logstore the logs went to.</summary>
    public string LogstoreName { get; init; } = string.Empty;

    /// <summary>Logs the service took.</summary>
    public long Sent { get; init; }

    /// <summary>Logs that were not sent, because they broke a rule or because their batch was refused; all of them are in <see cref="Unsent"/>.</summary>
    public long Failed { get; init; }

    /// <summary>Requests the service took.</summary>
    public int Batches { get; init; }

    /// <summary>Bytes of the logs the service took, before compression.</summary>
    public long Bytes { get; init; }

    /// <summary>Requests that had to be repeated.</summary>
    public int Retries { get; init; }

    /// <summary>Every log that was not sent, with the reason; can be mended and sent again.</summary>
    public IReadOnlyList<UnsentLog> Unsent { get; init; } = [];

    /// <summary><c>project/logstore</c> and the number of logs sent.</summary>
    public override string ToString() => $"{ProjectName}/{LogstoreName}: {Sent} sent";
}

/// <summary>A log that was not sent.</summary>
public sealed record UnsentLog
{
    /// <summary>What was piped in, or the line of the file.</summary>
    public object? InputObject { get; init; }

    /// <summary>Id of the error, such as <c>AliLog.LogTooLong</c> or <c>AliLog.WriteQuotaExceed</c>.</summary>
    public string ErrorId { get; init; } = string.Empty;

    /// <summary>What was wrong.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>The id and the reason.</summary>
    public override string ToString() => $"{ErrorId}: {Reason}";
}
