using AliLogOps.Emulator.Sql.Execution;

namespace AliLogOps.Emulator.Sql;

/// <content>Expressions outside of statements.</content>
internal sealed partial class SqlEngine
{
    /// <summary>
    /// Does work that evaluates expressions, within the time and the memory of a statement and beside as few others. It does not count
    /// among the statements of its project.
    /// </summary>
    /// <param name="now">The emulator's clock.</param>
    /// <exception cref="SqlRefusedException">The work came to a limit, or waited too long for its turn.</exception>
    /// <exception cref="OperationCanceledException">Whoever asked has gone.</exception>
    public T Evaluate<T>(DateTimeOffset now, Func<SqlRun, T> work, CancellationToken cancellationToken)
    {
        SqlRun run = new(now, TimeLimit, MemoryLimit, cancellationToken);
        return InTurn(run, () => work(run), cancellationToken);
    }
}
