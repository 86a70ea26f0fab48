namespace AliLogOps;

/// <summary>What one pull from a shard gave (Log Service API: PullLogs).</summary>
public sealed record PullResult
{
    /// <summary>The log groups, in the order they were received by the service.</summary>
    public IReadOnlyList<LogGroup> Groups { get; init; } = [];

    /// <summary>Cursor of the next pull; equal to the cursor of this one when the end is reached.</summary>
    public string NextCursor { get; init; } = string.Empty;

    /// <summary>Whether there was nothing after the cursor at that moment.</summary>
    public bool IsEnd { get; init; }

    /// <summary>Number of log groups as the service counted them.</summary>
    public int Count { get; init; }

    /// <summary>Identifier of the request, for support.</summary>
    public string RequestId { get; init; } = string.Empty;

    /// <summary>Number of groups and whether the end was reached.</summary>
    public override string ToString() => $"{Groups.Count} log groups{(IsEnd ? ", end of shard" : string.Empty)}";
}
