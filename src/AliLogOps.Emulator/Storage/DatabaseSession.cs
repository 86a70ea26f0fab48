using Microsoft.Data.Sqlite;

namespace AliLogOps.Emulator.Storage;

/// <summary>A connection inside a transaction, with short forms for the statements the repositories need.</summary>
internal sealed class DatabaseSession(SqliteConnection connection, SqliteTransaction? transaction)
{
    /// <summary>A command of this transaction; parameters are named $1, $2 … in the order given.</summary>
    public SqliteCommand Command(string sql, params ReadOnlySpan<object?> parameters)
    {
        SqliteCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        for (int i = 0; i < parameters.Length; i++)
        {
            command.Parameters.AddWithValue(ParameterName(i), parameters[i] ?? DBNull.Value);
        }
        return command;
    }

    /// <summary>Runs a statement; returns the number of rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> parameters)
    {
        using SqliteCommand command = Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>Runs an INSERT; returns the new row's id.</summary>
    public long Insert(string sql, params ReadOnlySpan<object?> parameters)
    {
        using SqliteCommand command = Command(sql + " RETURNING rowid", parameters);
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>First column of the first row; default if there is none or it is null.</summary>
    public T? Scalar<T>(string sql, params ReadOnlySpan<object?> parameters)
    {
        using SqliteCommand command = Command(sql, parameters);
        object? value = command.ExecuteScalar();
        return value is null or DBNull ? default : (T)value;
    }

    /// <summary>All rows.</summary>
    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> map, params ReadOnlySpan<object?> parameters)
    {
        using SqliteCommand command = Command(sql, parameters);
        using SqliteDataReader reader = command.ExecuteReader();
        List<T> rows = [];
        while (reader.Read())
        {
            rows.Add(map(reader));
        }
        return rows;
    }

    /// <summary>First row, or null.</summary>
    public T? QueryFirst<T>(string sql, Func<SqliteDataReader, T> map, params ReadOnlySpan<object?> parameters)
        where T : class
    {
        using SqliteCommand command = Command(sql, parameters);
        using SqliteDataReader reader = command.ExecuteReader();
        return reader.Read() ? map(reader) : null;
    }

    private static string ParameterName(int index)
    {
        return index switch
        {
            0 => "$1",
            1 => "$2",
            2 => "$3",
            3 => "$4",
            _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"${index + 1}"),
        };
    }
}
