namespace AliLogOps.Emulator.Logs.Api;

/// <summary>What one GetLogs found, before it takes the form of one of the two answers.</summary>
/// <param name="Keys">Names in the order of their first appearance.</param>
/// <param name="ProcessedRows">Logs looked at.</param>
/// <param name="Query">Search part as it was written.</param>
internal sealed record SearchResult(
    IReadOnlyList<LogRow> Rows,
    IReadOnlyList<string> Keys,
    bool IsComplete,
    long ProcessedRows,
    long ElapsedMilliseconds,
    string Query,
    IReadOnlyList<(string Key, string Term)> Terms,
    int Line,
    bool HasPhrase)
{
    public string Progress => IsComplete ? "Complete" : "Incomplete";
}
