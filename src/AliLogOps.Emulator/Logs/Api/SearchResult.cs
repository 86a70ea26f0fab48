namespace AliLogOps.Emulator.Logs.Api;

/// <summary>What one GetLogs found, before it takes the form of one of the two answers.</summary>
internal sealed record SearchResult
{
    public required IReadOnlyList<IAnswerRow> Rows { get; init; }

    /// <summary>Names in the order of their first appearance, or of the columns of SQL.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>Types of the columns of SQL.</summary>
    public IReadOnlyList<string> ColumnTypes { get; init; } = [];

    public required bool IsComplete { get; init; }

    /// <summary>Logs looked at.</summary>
    public required long ProcessedRows { get; init; }

    public required long ElapsedMilliseconds { get; init; }

    /// <summary>Search part as it was written.</summary>
    public required string Query { get; init; }

    /// <summary>SQL part as it was written; null without one.</summary>
    public string? Analytics { get; init; }

    /// <summary>Commands of a scan as they were written, perhaps none; null if it was no scan.</summary>
    public string? Script { get; init; }

    /// <summary>Bytes of the logs that a scan has looked at.</summary>
    public long ScannedBytes { get; init; }

    public required IReadOnlyList<(string Key, string Term)> Terms { get; init; }

    /// <summary>Rows the answer can have at most.</summary>
    public required long Limited { get; init; }

    public bool HasPhrase { get; init; }

    public bool HasSql => Analytics is not null;

    /// <summary>What was written behind the bar; «unconfirmed» for a scan.</summary>
    public string AfterBar => Analytics ?? Script ?? "";

    /// <summary>The service's number for the kind of the search: 0 an index, 1 a phrase, 2 a scan.</summary>
    public int Mode => Script is not null ? 2 : HasPhrase ? 1 : 0;

    public string Progress => IsComplete ? "Complete" : "Incomplete";
}
