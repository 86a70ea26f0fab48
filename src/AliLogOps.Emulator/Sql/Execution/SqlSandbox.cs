using System.Globalization;
using AliLogOps.Emulator.Logs.Search;
using AliLogOps.Emulator.Sql.Translation;
using SQLitePCL;

namespace AliLogOps.Emulator.Sql.Execution;

/// <summary>
/// A SQLite database of its own for one statement: in memory, with the logstores it reads as tables and nothing else. Once
/// the rows are in, an authorizer lets nothing through but reading those tables and calling the functions of the statement.
/// </summary>
internal sealed partial class SqlSandbox : IDisposable
{
    /// <summary>Steps of SQLite's machine between two looks at the limits; some milliseconds.</summary>
    private const int StepsBetweenLooks = 20_000;

    /// <summary>Functions of SQLite that the translation uses by their own names.</summary>
    private static readonly HashSet<string> s_native = new(StringComparer.OrdinalIgnoreCase)
    {
        "abs", "avg", "coalesce", "count", "cume_dist", "dense_rank", "first_value", "lag", "last_value", "lead", "length", "max", "min",
        "nth_value", "ntile", "nullif", "percent_rank", "rank", "row_number", "substr", "sum",
    };

    private readonly sqlite3 _database;
    private readonly SqlStatement _statement;
    private readonly SqlRun _run;
    private readonly HashSet<string> _ours;
    private readonly HashSet<string> _tables;
    private readonly long _baseline;

    static SqlSandbox()
    {
        Batteries_V2.Init();
    }

    public SqlSandbox(SqlStatement statement, SqlRun run)
    {
        _statement = statement;
        _run = run;
        _ours = [.. statement.Functions.Select(function => function.Name)];
        _tables = [.. statement.Logs.Select(log => log.Name)];
        _baseline = raw.sqlite3_memory_used();
        Check(raw.sqlite3_open(":memory:", out _database));
        try
        {
            raw.sqlite3_limit(_database, raw.SQLITE_LIMIT_ATTACHED, 0);
            raw.sqlite3_limit(_database, raw.SQLITE_LIMIT_LENGTH, SqlRun.MaxValueLength * 4);
            raw.sqlite3_progress_handler(_database, StepsBetweenLooks, static data => ((SqlSandbox)data).MayGoOn() ? 0 : 1, this);
            Execute("PRAGMA journal_mode = OFF; PRAGMA temp_store = MEMORY");
            foreach (StatementLog log in statement.Logs)
            {
                string columns = string.Join(", ", Enumerable.Range(0, Math.Max(1, log.Columns.Count)).Select(i => $"c{i.ToString(CultureInfo.InvariantCulture)}"));
                Execute($"CREATE TABLE {log.Name} ({columns})");
            }
            foreach (UsedFunction function in statement.Functions)
            {
                Check(SqlBinding.Register(_database, function, run));
            }
        }
        catch
        {
            _database.Dispose();
            throw;
        }
    }

    /// <summary>Puts logs into the table of their logstore.</summary>
    public void Load(StatementLog table, IEnumerable<FoundLog> logs, LogRows rows)
    {
        Execute("BEGIN");
        string values = string.Join(", ", Enumerable.Repeat("?", Math.Max(1, table.Columns.Count)));
        using (sqlite3_stmt insert = Prepare($"INSERT INTO {table.Name} VALUES ({values})"))
        {
            int count = 0;
            foreach (FoundLog log in logs)
            {
                rows.Bind(insert, log);
                int result = raw.sqlite3_step(insert);
                if (result != raw.SQLITE_DONE)
                {
                    throw Failure();
                }
                raw.sqlite3_reset(insert);
                if ((++count & 0xFFF) == 0 && !MayGoOn())
                {
                    throw Failure();
                }
            }
        }
        Execute("COMMIT");
    }

    /// <summary>Runs the statement. Values are spelled as the service spells them; null is null.</summary>
    /// <exception cref="SqlRefusedException">A value the statement cannot work with, or a limit.</exception>
    public List<string?[]> Query()
    {
        List<string?[]> rows = [];
        using sqlite3_stmt select = PrepareGuarded();
        while (true)
        {
            int result = raw.sqlite3_step(select);
            if (result == raw.SQLITE_DONE)
            {
                return rows;
            }
            if (result != raw.SQLITE_ROW)
            {
                throw Failure();
            }
            rows.Add(ReadRow(select));
        }
    }

    /// <summary>Runs a statement that gives one value in any case: long, double, string or null.</summary>
    /// <exception cref="SqlRefusedException">As of <see cref="Query"/>.</exception>
    public object? Value()
    {
        using sqlite3_stmt select = PrepareGuarded();
        return raw.sqlite3_step(select) == raw.SQLITE_ROW ? SqlBinding.Value(select, 0) : throw Failure();
    }

    public void Dispose()
    {
        _ofRow?.Dispose();
        _database.Dispose();
    }

    private string?[] ReadRow(sqlite3_stmt select)
    {
        string?[] row = new string?[_statement.Columns.Count];
        try
        {
            for (int i = 0; i < row.Length; i++)
            {
                object? value = SqlBinding.Value(select, i);
                SqlType type = _statement.Columns[i].Type;
                if (value is double && type.Kind == SqlKind.Bigint)
                {
                    throw new SqlValueException("bigint overflow");
                }
                row[i] = value is null ? null : SqlText.Of(value, type);
                _run.Hold(24 + (2 * (row[i]?.Length ?? 4)));
            }
        }
        catch (SqlValueException e)
        {
            _run.Error ??= e.Message;
            throw Failure();
        }
        return row;
    }

    private bool MayGoOn()
    {
        return _run.MayGoOn(raw.sqlite3_memory_used() - _baseline);
    }

    private int Authorize(int action, string? first, string? second)
    {
        bool allowed = action switch
        {
            raw.SQLITE_SELECT or raw.SQLITE_RECURSIVE => true,
            // what the statement calls t0 or w1 is its own; everything of SQLite's begins with sqlite_ or pragma_
            raw.SQLITE_READ => first is null || _tables.Contains(first) || first == "json_each" || (first.Length > 1 && first.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0),
            raw.SQLITE_FUNCTION => second is not null && (_ours.Contains(second) || s_native.Contains(second)),
            _ => false,
        };
        return allowed ? raw.SQLITE_OK : raw.SQLITE_DENY;
    }

    private void Execute(string sql)
    {
        Check(raw.sqlite3_exec(_database, sql));
    }

    private sqlite3_stmt Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_database, sql, out sqlite3_stmt statement));
        return statement;
    }

    /// <summary>The statement, from which the authorizer keeps everything that is not its own.</summary>
    private sqlite3_stmt PrepareGuarded()
    {
        Check(raw.sqlite3_set_authorizer(_database, static (data, action, first, second, _, _) => ((SqlSandbox)data).Authorize(action, first.utf8_to_string(), second.utf8_to_string()), this));
        return Prepare(_statement.Text);
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw Failure();
        }
    }

    /// <summary>Why SQLite gave up: a limit, a value, or something the translation should have refused.</summary>
    private SqlRefusedException Failure()
    {
        _run.ThrowIfCanceled();
        string? message = _run.Exceeded ?? _run.Error;
        return new SqlRefusedException(SqlRefusedException.Runtime, -1, message ?? raw.sqlite3_errmsg(_database).utf8_to_string());
    }
}
