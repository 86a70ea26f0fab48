namespace AliLogOps;

/// <summary>One search or SQL request (Log Service API: GetLogsV2).</summary>
public sealed record LogQuery
{
    /// <summary>Project that holds the logstore.</summary>
    public string ProjectName { get; init; } = string.Empty;

    /// <summary>Logstore to search.</summary>
    public string LogstoreName { get; init; } = string.Empty;

    /// <summary>Begin of the range, inclusive; rounded down to the second.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>End of the range, exclusive; rounded up to the second.</summary>
    public DateTimeOffset To { get; init; }

    /// <summary>Search text, with an SQL part after a bar if wanted; empty or <c>*</c> finds everything.</summary>
    public string Query { get; init; } = "*";

    /// <summary>Topic the logs must have; empty for any.</summary>
    public string Topic { get; init; } = string.Empty;

    /// <summary>Rows to skip. SQL pages by its own LIMIT instead.</summary>
    public long Offset { get; init; }

    /// <summary>Rows wanted, 0 to 100; ignored with SQL.</summary>
    public int Line { get; init; } = 100;

    /// <summary>Newest first. The service orders by the minute; ignored with SQL.</summary>
    public bool Reverse { get; init; }

    /// <summary>Whether the SQL part runs on dedicated resources.</summary>
    public bool PowerSql { get; init; }

    /// <summary><c>project/logstore</c> and the query.</summary>
    public override string ToString() => $"{ProjectName}/{LogstoreName}: {Query}";
}
