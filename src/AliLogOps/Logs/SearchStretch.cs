namespace AliLogOps.Logs;

/// <summary>A part of a search's range, with the hits counted in it.</summary>
internal sealed class SearchStretch(LogQuery query, long hits)
{
    /// <summary>The search, for this part of its range.</summary>
    public LogQuery Query => query;

    /// <summary>Rows asked for so far; where the next page begins.</summary>
    public long Asked { get; set; }

    /// <summary>Whether its rows turned out to be others than were counted, so that its pages after that one are of no use.</summary>
    public bool IsAbandoned { get; set; }

    /// <summary>Whether a row lies in it.</summary>
    public bool Holds(LogRecord row) => row.Time >= query.From && row.Time < query.To;

    /// <summary>Rows not asked for yet.</summary>
    public long Unasked => Math.Max(0, hits - Asked);
}
