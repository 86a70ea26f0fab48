using Microsoft.Data.Sqlite;

namespace AliLogOps.Emulator.Storage;

/// <summary>
/// The prepared statements of one connection, which is used by one thread at a time. A statement that is in use is not in the cache, so
/// that the same text may run inside itself.
/// </summary>
internal sealed class StatementCache(SqliteConnection connection)
{
    private const int MaxStatements = 128;

    private readonly Dictionary<string, SqliteCommand> _idle = new(StringComparer.Ordinal);

    /// <summary>The connection.</summary>
    public SqliteConnection Connection => connection;

    /// <summary>A command with this text, prepared if it has run before.</summary>
    public SqliteCommand Rent(string sql)
    {
        if (_idle.Remove(sql, out SqliteCommand? known))
        {
            return known;
        }
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    /// <summary>Gives a command back when its reader is closed.</summary>
    public void Return(SqliteCommand command)
    {
        command.Transaction = null;
        foreach (SqliteParameter parameter in command.Parameters)
        {
            // what may be large is not kept
            parameter.Value = DBNull.Value;
        }
        if (_idle.Count >= MaxStatements || !_idle.TryAdd(command.CommandText, command))
        {
            command.Dispose();
        }
    }

    /// <summary>Runs a statement without parameters and result.</summary>
    public void Execute(string sql)
    {
        SqliteCommand command = Rent(sql);
        command.ExecuteNonQuery();
        Return(command);
    }
}
