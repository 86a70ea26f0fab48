using System.Text;
using AliLogOps.Emulator.Sql.Functions;
using AliLogOps.Emulator.Sql.Translation;
using SQLitePCL;

namespace AliLogOps.Emulator.Sql.Execution;

/// <summary>What joins functions of ours to SQLite. No exception may leave a call: SQLite's own frames lie below.</summary>
internal static class SqlBinding
{
    /// <summary>Makes a function known; returns SQLite's result.</summary>
    public static int Register(sqlite3 database, UsedFunction used, SqlRun run)
    {
        SqlFunction function = used.Function;
        int flags = raw.SQLITE_UTF8 | (function.IsDeterministic ? raw.SQLITE_DETERMINISTIC : 0);
        if (function.Accumulator is not null)
        {
            return raw.sqlite3_create_function(
                database,
                used.Name,
                -1,
                flags,
                null,
                (context, _, arguments) => Guard(context, used, run, () => Step(context, arguments, function, run)),
                (context, _) => Guard(context, used, run, () => Finish(context, function, run)));
        }
        return raw.sqlite3_create_function(
            database, used.Name, -1, flags, null, (context, _, arguments) => Guard(context, used, run, () => Scalar(context, arguments, function, run)));
    }

    /// <summary>A value of a result as .NET has it: long, double, string or null.</summary>
    public static object? Value(sqlite3_stmt statement, int column)
    {
        return raw.sqlite3_column_type(statement, column) switch
        {
            raw.SQLITE_NULL => null,
            raw.SQLITE_INTEGER => raw.sqlite3_column_int64(statement, column),
            raw.SQLITE_FLOAT => raw.sqlite3_column_double(statement, column),
            _ => Encoding.UTF8.GetString(raw.sqlite3_column_blob(statement, column)),
        };
    }

    private static void Scalar(sqlite3_context context, sqlite3_value[] arguments, SqlFunction function, SqlRun run)
    {
        if (!function.TakesNull && Array.Exists(arguments, argument => raw.sqlite3_value_type(argument) == raw.SQLITE_NULL))
        {
            raw.sqlite3_result_null(context);
            return;
        }
        function.Scalar!(new SqlCall(context, arguments, run));
    }

    private static void Step(sqlite3_context context, sqlite3_value[] arguments, SqlFunction function, SqlRun run)
    {
        if (!function.TakesNull && raw.sqlite3_value_type(arguments[0]) == raw.SQLITE_NULL)
        {
            return;
        }
        SqlAccumulator accumulator = (SqlAccumulator)(context.state ??= function.Accumulator!());
        accumulator.Add(new SqlCall(context, arguments, run));
    }

    private static void Finish(sqlite3_context context, SqlFunction function, SqlRun run)
    {
        SqlAccumulator accumulator = (SqlAccumulator)(context.state ?? function.Accumulator!());
        new SqlCall(context, [], run).ReturnValue(accumulator.Result());
    }

    private static void Guard(sqlite3_context context, UsedFunction used, SqlRun run, Action work)
    {
        try
        {
            work();
        }
        catch (Exception) when (used.IsTry && run.Exceeded is null)
        {
            raw.sqlite3_result_null(context);
        }
        catch (Exception e)
        {
            string message = e switch
            {
                SqlValueException => e.Message,
                System.Text.RegularExpressions.RegexMatchTimeoutException => "the regular expression takes too long on one of the values",
                OverflowException => $"the result of {used.Function.Name} is out of range",
                _ => $"{used.Function.Name} failed: {e.Message}",
            };
            run.Error ??= message;
            raw.sqlite3_result_error(context, message);
        }
    }
}
