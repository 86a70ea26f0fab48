using Microsoft.Data.Sqlite;

namespace AliLogOps.Emulator.Storage;

/// <summary>A connection inside a transaction, with short forms for the statements the repositories need.</summary>
internal sealed class DatabaseSession(StatementCache statements, SqliteTransaction? transaction)
{
    /// <summary>A command of this transaction for the caller to dispose; parameters are named $1, $2 … in the order given.</summary>
    public SqliteCommand Command(string sql, params ReadOnlySpan<object?> parameters)
    {
        SqliteCommand command = statements.Connection.CreateCommand();
        command.CommandText = sql;
        Bind(command, parameters);
        return command;
    }

    /// <summary>Runs a statement; returns the number of rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> parameters)
    {
        return Run(sql, parameters, static command => command.ExecuteNonQuery());
    }

    /// <summary>Runs an INSERT; returns the new row's id.</summary>
    public long Insert(string sql, params ReadOnlySpan<object?> parameters)
    {
        return Run(sql + " RETURNING rowid", parameters, static command => (long)command.ExecuteScalar()!);
    }

    /// <summary>First column of the first row; default if there is none or it is null.</summary>
    public T? Scalar<T>(string sql, params ReadOnlySpan<object?> parameters)
    {
        object? value = Run(sql, parameters, static command => command.ExecuteScalar());
        return value is null or DBNull ? default : (T)value;
    }

    /// <summary>All rows.</summary>
    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> map, params ReadOnlySpan<object?> parameters)
    {
        return Run(sql, parameters, command =>
        {
            using SqliteDataReader reader = command.ExecuteReader();
            List<T> rows = [];
            while (reader.Read())
            {
                rows.Add(map(reader));
            }
            return rows;
        });
    }

    /// <summary>First row, or null.</summary>
    public T? QueryFirst<T>(string sql, Func<SqliteDataReader, T> map, params ReadOnlySpan<object?> parameters)
        where T : class
    {
        return Run(sql, parameters, command =>
        {
            using SqliteDataReader reader = command.ExecuteReader();
            return reader.Read() ? map(reader) : null;
        });
    }

    private T Run<T>(string sql, ReadOnlySpan<object?> parameters, Func<SqliteCommand, T> work)
    {
        SqliteCommand command = statements.Rent(sql);
        try
        {
            Bind(command, parameters);
            T result = work(command);
            statements.Return(command);
            return result;
        }
        catch
        {
            command.Dispose();
            throw;
        }
    }

    private void Bind(SqliteCommand command, ReadOnlySpan<object?> parameters)
    {
        command.Transaction = transaction;
        bool isNew = command.Parameters.Count == 0;
        for (int i = 0; i < parameters.Length; i++)
        {
            object value = parameters[i] ?? DBNull.Value;
            if (isNew)
            {
                command.Parameters.AddWithValue(ParameterName(i), value);
            }
            else
            {
                command.Parameters[i].Value = value;
            }
        }
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
