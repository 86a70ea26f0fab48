namespace AliLogOps;

/// <summary>Distribution of hits over a time range (Log Service API: GetHistograms).</summary>
public sealed record LogHistogram
{
    /// <summary>The parts, in order of time; together they cover the range.</summary>
    public IReadOnlyList<LogHistogramBucket> Buckets { get; init; } = [];

    /// <summary>False when the service had not looked at everything yet.</summary>
    public bool IsComplete { get; init; }

    /// <summary>All hits.</summary>
    public long Total { get; init; }

    /// <summary>Identifier of the request, for support.</summary>
    public string RequestId { get; init; } = string.Empty;

    /// <summary>Total and whether it is complete.</summary>
    public override string ToString() => $"{Total} hits, {(IsComplete ? "complete" : "incomplete")}";
}
