using AliLogOps.Emulator.Logs.Search;
using AliLogOps.Emulator.Sql.Execution;
using AliLogOps.Emulator.Sql.Syntax;
using AliLogOps.Emulator.Sql.Translation;

namespace AliLogOps.Emulator.Sql;

/// <summary>A statement with what it is asked of.</summary>
/// <param name="Request">The search whose logs it sees.</param>
/// <param name="Table">The logs as the index in force shows them.</param>
/// <param name="IsComplete">False for a search that broke off: the statement sees a part of the logs.</param>
/// <param name="Now">The emulator's clock.</param>
/// <param name="Reading">Runs the part that reads logs, which takes less time than the statement may.</param>
internal sealed record SqlQuestion(
    string Project, SearchRequest Request, string Statement, LogTable Table, bool IsComplete, DateTimeOffset Now, Action<Action> Reading);

/// <summary>What a statement gave.</summary>
/// <param name="Rows">Values as the service spells them; null is null.</param>
/// <param name="ProcessedRows">Logs the statement saw.</param>
internal sealed record SqlAnswer(IReadOnlyList<OutputColumn> Columns, IReadOnlyList<string?[]> Rows, long ProcessedRows);

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
        SqlStatement translated = SqlTranslator.Translate(SqlParser.Parse(question.Statement), question.Table, question.Request.Range);
        SqlRun run = new(question.Now, TimeLimit, MemoryLimit, cancellationToken);
        Enter(question.Project);
        try
        {
            if (!_slots.Wait(TimeLimit, cancellationToken))
            {
                run.MayGoOn(0);
                throw new SqlRefusedException(SqlRefusedException.Runtime, -1, run.Exceeded ?? "Query exceeded maximum time limit");
            }
            try
            {
                return Run(question, translated, run);
            }
            finally
            {
                _slots.Release();
            }
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

    private SqlAnswer Run(SqlQuestion question, SqlStatement translated, SqlRun run)
    {
        using SqlSandbox sandbox = new(translated, run);
        long seen = 0;
        question.Reading(() =>
        {
            IReadOnlyList<FoundLog> logs = search.FindAll(question.Request).Logs;
            int count = question.IsComplete ? logs.Count : logs.Count / 2;
            sandbox.Load(logs.Take(count), new LogRows(translated.Log, question.Table.MaxTextLength, engines.Groups.Get));
            seen = count;
        });
        return new SqlAnswer(translated.Columns, sandbox.Query(), seen);
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
