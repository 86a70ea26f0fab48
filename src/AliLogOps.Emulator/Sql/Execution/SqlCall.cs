using System.Text;
using SQLitePCL;

namespace AliLogOps.Emulator.Sql.Execution;

/// <summary>The arguments of one call of a function, and its result.</summary>
internal readonly ref struct SqlCall(sqlite3_context context, sqlite3_value[] arguments, SqlRun run)
{
    public int Count => arguments.Length;

    public SqlRun Run => run;

    public bool IsNull(int index)
    {
        return raw.sqlite3_value_type(arguments[index]) == raw.SQLITE_NULL;
    }

    public long Long(int index)
    {
        return raw.sqlite3_value_int64(arguments[index]);
    }

    public double Double(int index)
    {
        return raw.sqlite3_value_double(arguments[index]);
    }

    public bool Bool(int index)
    {
        return Long(index) != 0;
    }

    public string Text(int index)
    {
        return Encoding.UTF8.GetString(raw.sqlite3_value_blob(arguments[index]));
    }

    /// <summary>The value as .NET has it: long, double, string or null.</summary>
    public object? Value(int index)
    {
        return raw.sqlite3_value_type(arguments[index]) switch
        {
            raw.SQLITE_NULL => null,
            raw.SQLITE_INTEGER => Long(index),
            raw.SQLITE_FLOAT => Double(index),
            _ => Text(index),
        };
    }

    public void Return(long value)
    {
        raw.sqlite3_result_int64(context, value);
    }

    public void Return(bool value)
    {
        raw.sqlite3_result_int(context, value ? 1 : 0);
    }

    public void Return(double value)
    {
        raw.sqlite3_result_double(context, value);
    }

    public void Return(string? value)
    {
        if (value is null)
        {
            raw.sqlite3_result_null(context);
            return;
        }
        if (value.Length > SqlRun.MaxValueLength)
        {
            throw new SqlValueException($"a text of {value.Length} characters is longer than the {SqlRun.MaxValueLength} that a value may have");
        }
        raw.sqlite3_result_text(context, Encoding.UTF8.GetBytes(value).AsSpan());
    }

    public void ReturnNull()
    {
        raw.sqlite3_result_null(context);
    }

    public void ReturnValue(object? value)
    {
        switch (value)
        {
            case null:
                ReturnNull();
                break;
            case long number:
                Return(number);
                break;
            case double number:
                Return(number);
                break;
            case bool truth:
                Return(truth);
                break;
            default:
                Return((string)value);
                break;
        }
    }
}

/// <summary>A value that a function cannot work with; the message is shown to who asked.</summary>
internal sealed class SqlValueException(string message) : Exception(message);
