using System.Globalization;
using Microsoft.Data.Sqlite;

namespace AliLogOps.Emulator.Storage;

/// <summary>The tables of one area of the emulator.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Statements">SQL that creates them.</param>
internal sealed record SchemaPart(string Name, string Statements)
{
    /// <summary>Version of the layout that brought these tables; a database of an older version gets them when it is opened.</summary>
    public int Since { get; init; } = 1;
}

/// <summary>The version of the database's layout; all areas share one number.</summary>
internal static class Schema
{
    /// <summary>Raised with every change of any part's tables. Version 2 added instances, consumer groups and saved searches, 3 system tags, sub-stores, agent configs and delete tasks, 4 objects and changes of rows.</summary>
    public const int Version = 4;

    /// <exception cref="DataPathException">The database was written by a newer emulator.</exception>
    public static void Create(SqliteConnection connection, IReadOnlyList<SchemaPart> parts)
    {
        long version = (long)Run(connection, "PRAGMA user_version;")!;
        if (version > Version)
        {
            throw new DataPathException(string.Create(
                CultureInfo.InvariantCulture,
                $"The data was written by a newer emulator (layout {version}, this one knows {Version}). Use that version or give another --data-path."));
        }
        if (version == Version)
        {
            return;
        }
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        foreach (SchemaPart part in parts.Where(part => part.Since > version))
        {
            Run(connection, part.Statements, transaction);
        }
        Run(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Version};"), transaction);
        transaction.Commit();
    }

    private static object? Run(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
