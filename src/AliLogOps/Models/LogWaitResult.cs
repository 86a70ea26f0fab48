namespace AliLogOps;

/// <summary>What Wait-AliLog waited for, once it is there.</summary>
public sealed record LogWaitResult
{
    /// <summary>Project that holds the logstore.</summary>
    public string ProjectName { get; init; } = string.Empty;

    /// <summary>The logstore.</summary>
    public string LogstoreName { get; init; } = string.Empty;

    /// <summary>The search text.</summary>
    public string Query { get; init; } = string.Empty;

    /// <summary>Logs that count: found by the query and, where one was given, matching the pattern.</summary>
    public long Count { get; init; }

    /// <summary>How many were waited for.</summary>
    public long Wanted { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Where the logs' times begin that were looked at.</summary>
    public DateTimeOffset Start { get; init; }

    /// <summary>Logstore, query and count.</summary>
    public override string ToString() => $"{ProjectName}/{LogstoreName} {Query}: {Count}";
}
