using AliLogOps.Emulator.Logs.Search;
using AliLogOps.Emulator.Sql.Translation;

namespace AliLogOps.Emulator.Sql;

/// <summary>The logs of a logstore that a statement may read.</summary>
/// <param name="table">The logs as the index in force shows them.</param>
/// <param name="search">The search whose logs are seen, in its whole range.</param>
/// <param name="isComplete">False for a search that broke off: the statement sees a part of the logs.</param>
/// <param name="reading">Runs the part that reads logs, which takes less time than the statement may.</param>
internal sealed class LogSource(LogTable table, SearchRequest search, bool isComplete, Action<Action> reading)
{
    public LogTable Table { get; } = table;

    public SearchRequest Search { get; } = search;

    public bool IsComplete { get; } = isComplete;

    public Action<Action> Reading { get; } = reading;
}
