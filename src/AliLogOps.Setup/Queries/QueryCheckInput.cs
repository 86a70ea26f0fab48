namespace AliLogOps.Setup.Queries;

/// <summary>A query, and what is known of the logstore it is for.</summary>
public sealed record QueryCheckInput
{
    /// <summary>The query: search, or search and SQL with a bar between.</summary>
    public required string Query { get; init; }

    /// <summary>The index; null when the logstore has none.</summary>
    public LogIndex? Index { get; init; }

    /// <summary>The logstore's retention in days; null when it is not known.</summary>
    public int? TtlDays { get; init; }

    /// <summary>The logstore's mode; <c>query</c> has no SQL. Empty when it is not known.</summary>
    public string Mode { get; init; } = string.Empty;

    /// <summary>Begin of the range; null when none is looked at.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>End of the range, exclusive.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The time now.</summary>
    public DateTimeOffset Now { get; init; } = DateTimeOffset.UtcNow;
}
