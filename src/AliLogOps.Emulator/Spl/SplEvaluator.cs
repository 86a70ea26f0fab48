using AliLogOps.Emulator.Sql.Execution;
using AliLogOps.Emulator.Sql.Translation;

namespace AliLogOps.Emulator.Spl;

/// <summary>The expressions of a command, evaluated by the SQL engine over the fields of one log after the other.</summary>
internal sealed class SplEvaluator(SqlStatement statement) : IDisposable
{
    private readonly object?[] _values = new object?[statement.Parameters.Count];
    private readonly object?[] _results = new object?[statement.Columns.Count];
    private SqlSandbox? _sandbox;

    public ReadOnlySpan<object?> Results => _results;

    public void Start(SqlRun run)
    {
        _sandbox = new SqlSandbox(statement, run);
    }

    public SqlRowOutcome Evaluate(SplRecord record)
    {
        for (int i = 0; i < _values.Length; i++)
        {
            _values[i] = record.Value(statement.Parameters[i].Name);
        }
        return _sandbox!.Evaluate(_values, _results);
    }

    public void Dispose()
    {
        _sandbox?.Dispose();
    }
}
