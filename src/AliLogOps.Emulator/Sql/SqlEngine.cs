using AliLogOps.Emulator.Logs.Search;
using AliLogOps.Emulator.Sql.Execution;
using AliLogOps.Emulator.Sql.Syntax;
using AliLogOps.Emulator.Sql.Translation;

namespace AliLogOps.Emulator.Sql;

/// <summary>What a statement gave.</summary>
/// <param name="Rows">Values as the service spells them; null is null.</param>
/// <param name="ProcessedRows">Logs the statement saw.</param>
internal sealed record SqlAnswer(IReadOnlyList<OutputColumn> Columns, IReadOnlyList<string?[]> Rows, long ProcessedRows);

/// <summary>Runs statements over what a search finds (Log Service documentation, "Log analysis overview").</summary>
internal sealed class SqlEngine(LogSearch search, SearchEngines engines) : IDisposable
{
    /// <summary>Statements that run at the same time; further ones wait. Our choice: the service runs 15 of a project.</summary>
    private const int MaxConcurrent = 4;

    private readonly SemaphoreSlim _slots = new(MaxConcurrent, MaxConcurrent);

    /// <summary>Time of a statement before it is broken off (Log Service documentation, "Limits").</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(55);

    /// <summary>
    /// Bytes a statement may take for rows, groups and sorting. Our choice: the service has 3 GB for a statement, the
    /// emulator shares a small machine.
    /// </summary>
    public long MemoryLimit { get; set; } = 512L * 1024 * 1024;

    /// <param name="table">The logs as the index in force shows them.</param>
    /// <param name="isComplete">False for a search that broke off: the statement sees a part of the logs.</param>
    /// <param name="now">The emulator's clock.</param>
    /// <exception cref="SqlRefusedException">The statement is wrong, or came to a limit.</exception>
    /// <exception cref="SqlNotBuiltException">It uses what is not built.</exception>
    /// <exception cref="OperationCanceledException">Whoever asked has gone.</exception>
    public SqlAnswer Run(SearchRequest request, string statement, LogTable table, bool isComplete, DateTimeOffset now, CancellationToken cancellationToken)
    {
        SqlStatement translated = SqlTranslator.Translate(SqlParser.Parse(statement), table, request.Range);
        SqlRun run = new(now, TimeLimit, MemoryLimit, cancellationToken);
        _slots.Wait(cancellationToken);
        try
        {
            IReadOnlyList<FoundLog> logs = search.FindAll(request).Logs;
            int seen = isComplete ? logs.Count : logs.Count / 2;
            using SqlSandbox sandbox = new(translated, run);
            sandbox.Load(new LogRows(translated.Log, table.MaxTextLength).Read(logs.Take(seen), engines.Groups.Get));
            return new SqlAnswer(translated.Columns, sandbox.Query(), seen);
        }
        finally
        {
            _slots.Release();
        }
    }

    public void Dispose()
    {
        _slots.Dispose();
    }
}
