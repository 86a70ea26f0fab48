namespace AliLogOps;

/// <summary>Number of hits in one part of the time range (Log Service API: GetHistograms).</summary>
public sealed record LogHistogramBucket
{
    /// <summary>Project that holds the logstore.</summary>
    public string ProjectName { get; init; } = string.Empty;

    /// <summary>Logstore that was searched.</summary>
    public string LogstoreName { get; init; } = string.Empty;

    /// <summary>Begin of the part, inclusive.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>End of the part, exclusive.</summary>
    public DateTimeOffset To { get; init; }

    /// <summary>Hits in it.</summary>
    public long Count { get; init; }

    /// <summary>Hits compared with the bucket that has most of them: 0 to 1; 0 where nothing was found at all.</summary>
    public double Share { get; init; }

    /// <summary>False when the count may still grow.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Begin and count.</summary>
    public override string ToString() => $"{WireTime.ToText(From)}: {Count}";
}
