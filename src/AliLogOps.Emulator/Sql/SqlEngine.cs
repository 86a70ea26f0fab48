using AliLogOps.Emulator.Logs.Search;
using AliLogOps.Emulator.Sql.Execution;
using AliLogOps.Emulator.Sql.Syntax;
using AliLogOps.Emulator.Sql.Translation;

namespace AliLogOps.Emulator.Sql;

/// <summary>A statement with what it is asked of.</summary>
/// <param name="Logs">The logstores it may read.</param>
/// <param name="Now">The emulator's clock.</param>
internal sealed record SqlQuestion(string Project, string Statement, LogCatalog Logs, DateTimeOffset Now);

/// <summary>What a statement gave.</summary>
/// <param name="Rows">Values as the service spells them; null is null.</param>
/// <param name="ProcessedRows">Logs the statement saw.</param>
/// <param name="IsComplete">False if the search of one of its logstores broke off.</param>
internal sealed record SqlAnswer(IReadOnlyList<OutputColumn> Columns, IReadOnlyList<string?[]> Rows, long ProcessedRows, bool IsComplete);

/// <summary>More statements of one project at the same time than the service runs.</summary>
internal sealed class SqlConcurrencyException(string project, int limit) : Exception(
    string.Create(System.Globalization.CultureInfo.InvariantCulture, $"project {project} runs {limit} sql statements already: wait for one to end"));

/// <summary>Runs statements over what a search finds (Log Service documentation, "Log analysis overview").</summary>
internal sealed partial class SqlEngine(LogSearch search, SearchEngines engines) : IDisposable
{
    /// <summary>Statements of one project at the same time (Log Service documentation, "Limits").</summary>
    private const int MaxOfProject = 15;

    /// <summary>Statements that work at the same time; further ones wait. Our choice.</summary>
    private const int MaxWorking = 4;

    private readonly SemaphoreSlim _slots = new(MaxWorking, MaxWorking);
    private readonly Dictionary<string, int> _running = new(StringComparer.Ordinal);

    /// <summary>Time of a statement before it is broken off, waiting included (Log Service documentation, "Limits").</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(55);

    /// <summary>
    /// Bytes a statement may take for rows, groups and sorting. Our choice: the service has 3 GB for a statement, the
    /// emulator shares a small machine.
    /// </summary>
    public long MemoryLimit { get; set; } = 512L * 1024 * 1024;

    /// <exception cref="SqlRefusedException">The statement is wrong, or came to a limit.</exception>
    /// <exception cref="SqlNotBuiltException">It uses what is not built.</exception>
    /// <exception cref="SqlConcurrencyException">Too many statements of the project are running.</exception>
    /// <exception cref="OperationCanceledException">Whoever asked has gone.</exception>
    public SqlAnswer Run(SqlQuestion question, CancellationToken cancellationToken)
    {
        SqlRun run = new(question.Now, TimeLimit, MemoryLimit, cancellationToken);
        SqlStatement translated = SqlTranslator.Translate(
            SqlParser.Parse(question.Statement), question.Logs, (constant, functions) => SqlConstants.Evaluate(constant, functions, run), question.Now);
        Enter(question.Project);
        try
        {
            return InTurn(run, () => Run(translated, run), cancellationToken);
        }
        finally
        {
            Leave(question.Project);
        }
    }

    public void Dispose()
    {
        _slots.Dispose();
    }

    /// <summary>Waits until few enough others work, then works.</summary>
    private T InTurn<T>(SqlRun run, Func<T> work, CancellationToken cancellationToken)
    {
        if (!_slots.Wait(TimeLimit, cancellationToken))
        {
            run.MayGoOn(0);
            throw new SqlRefusedException(SqlRefusedException.Runtime, -1, run.Exceeded ?? "Query exceeded maximum time limit");
        }
        try
        {
            return work();
        }
        finally
        {
            _slots.Release();
        }
    }

    private SqlAnswer Run(SqlStatement translated, SqlRun run)
    {
        using SqlSandbox sandbox = new(translated, run);
        long seen = 0;
        foreach (StatementLog log in translated.Logs)
        {
            log.Source.Reading(() => seen += Load(log, sandbox));
        }
        return new SqlAnswer(translated.Columns, sandbox.Query(), seen, translated.Logs.All(log => log.Source.IsComplete));
    }

    /// <summary>Number of logs that are there now.</summary>
    private long Load(StatementLog log, SqlSandbox sandbox)
    {
        LogRows rows = new(log.Columns, log.Source.Table.MaxTextLength, engines.Groups.Get);
        long seen = 0;
        foreach (SearchRange range in log.Ranges)
        {
            IReadOnlyList<FoundLog> logs = search.FindAll(log.Source.Search with { Range = range }).Logs;
            // a search that broke off has found some of its logs
            int count = log.Source.IsComplete ? logs.Count : logs.Count / 2;
            sandbox.Load(log, logs.Take(count), rows);
            seen += count;
        }
        return seen;
    }

    private void Enter(string project)
    {
        lock (_running)
        {
            int count = _running.GetValueOrDefault(project);
            _running[project] = count < MaxOfProject ? count + 1 : throw new SqlConcurrencyException(project, MaxOfProject);
        }
    }

    private void Leave(string project)
    {
        lock (_running)
        {
            if (--_running[project] == 0)
            {
                _running.Remove(project);
            }
        }
    }
}
