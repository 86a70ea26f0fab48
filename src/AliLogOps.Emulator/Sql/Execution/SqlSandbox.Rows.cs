using SQLitePCL;

namespace AliLogOps.Emulator.Sql.Execution;

/// <summary>What a statement made of one row.</summary>
internal enum SqlRowOutcome
{
    /// <summary>A row.</summary>
    Row,

    /// <summary>No row: the condition does not hold.</summary>
    None,

    /// <summary>The row has a value that the expressions cannot work with.</summary>
    Failed,
}

/// <content>A statement that is run for one row after the other; an error of one leaves the others alone.</content>
internal sealed partial class SqlSandbox
{
    private sqlite3_stmt? _ofRow;

    /// <summary>Runs the statement with the values of one row.</summary>
    /// <param name="values">A long, double, the bytes of a text or null for each column the statement names.</param>
    /// <param name="results">Takes the values of the result, in the same forms.</param>
    /// <exception cref="SqlRefusedException">The time or the memory is used up.</exception>
    /// <exception cref="OperationCanceledException">Whoever asked has gone.</exception>
    public SqlRowOutcome Evaluate(ReadOnlySpan<object?> values, Span<object?> results)
    {
        sqlite3_stmt select = _ofRow ??= PrepareGuarded();
        for (int i = 0; i < values.Length; i++)
        {
            Bind(select, i + 1, values[i]);
        }
        int result = raw.sqlite3_step(select);
        SqlRowOutcome outcome = result switch
        {
            raw.SQLITE_ROW => Read(select, results) ? SqlRowOutcome.Row : SqlRowOutcome.Failed,
            raw.SQLITE_DONE => SqlRowOutcome.None,
            // an error of a function or of SQLite's arithmetic is one of this row; everything else is none
            _ when raw.sqlite3_errcode(_database) == raw.SQLITE_ERROR || result == raw.SQLITE_TOOBIG => SqlRowOutcome.Failed,
            _ => throw Failure(),
        };
        raw.sqlite3_reset(select);
        if (outcome == SqlRowOutcome.Failed && (_run.Exceeded is not null || _run.IsCanceled))
        {
            throw Failure();
        }
        _run.Error = null;
        return outcome;
    }

    private static void Bind(sqlite3_stmt select, int parameter, object? value)
    {
        switch (value)
        {
            case null:
                raw.sqlite3_bind_null(select, parameter);
                break;
            case long number:
                raw.sqlite3_bind_int64(select, parameter, number);
                break;
            case double number:
                raw.sqlite3_bind_double(select, parameter, number);
                break;
            default:
                raw.sqlite3_bind_text(select, parameter, (byte[])value);
                break;
        }
    }

    /// <summary>False for a number that its type cannot hold.</summary>
    private bool Read(sqlite3_stmt select, Span<object?> results)
    {
        for (int i = 0; i < _statement.Columns.Count; i++)
        {
            results[i] = raw.sqlite3_column_type(select, i) switch
            {
                raw.SQLITE_NULL => null,
                raw.SQLITE_INTEGER => raw.sqlite3_column_int64(select, i),
                raw.SQLITE_FLOAT => raw.sqlite3_column_double(select, i),
                _ => raw.sqlite3_column_blob(select, i).ToArray(),
            };
            if (results[i] is double && _statement.Columns[i].Type.Kind == SqlKind.Bigint)
            {
                return false;
            }
        }
        return true;
    }
}
