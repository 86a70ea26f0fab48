namespace AliLogOps;

/// <summary>One page of a search (Log Service API: GetLogsV2).</summary>
public sealed record LogPage
{
    /// <summary>The rows, in the order of the answer.</summary>
    public IReadOnlyList<LogRecord> Logs { get; init; } = [];

    /// <summary>False when the service had not looked at everything yet: the same request must be sent again.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Rows in this page as the service counted them.</summary>
    public int Count { get; init; }

    /// <summary>Rows the service looked at.</summary>
    public long ProcessedRows { get; init; }

    /// <summary>Bytes the service looked at.</summary>
    public long ProcessedBytes { get; init; }

    /// <summary>Milliseconds the service took.</summary>
    public long ElapsedMilliseconds { get; init; }

    /// <summary>Columns in the order of the result; needed to show SQL rows as they were asked for.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Whether the query had an SQL part.</summary>
    public bool HasSql { get; init; }

    /// <summary>The part of the query before the bar, as the service read it; null if the service did not say.</summary>
    public string? WhereQuery { get; init; }

    /// <summary>The part after the bar, as the service read it; null if the service did not say.</summary>
    public string? AggregateQuery { get; init; }

    /// <summary>The row limit that cut the result; null if the service did not say.</summary>
    public long? Limited { get; init; }

    /// <summary>False when the service says that the result is not exact.</summary>
    public bool IsAccurate { get; init; } = true;

    /// <summary>Identifier of the request, for support.</summary>
    public string RequestId { get; init; } = string.Empty;

    /// <summary>Number of rows and whether the page is complete.</summary>
    public override string ToString() => $"{Logs.Count} rows, {(IsComplete ? "complete" : "incomplete")}";
}
