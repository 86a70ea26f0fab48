using Microsoft.Data.Sqlite;

namespace AliLogOps.Emulator.Storage;

/// <summary>
/// The emulator's SQLite database. There is one connection that writes, used by one writer at a time. In memory the
/// same connection also reads; in a file, readers have connections of their own and are not held up by a writer (WAL).
/// </summary>
internal sealed class Database : IDisposable
{
    /// <summary>SQLite's own limit.</summary>
    private const long MaxPages = 4_294_967_294;

    private readonly SqliteConnection _writer;
    private readonly Lock _writeLock = new();
    private readonly string? _readerConnectionString;
    private readonly StatementCache _writerStatements;
    private readonly Stack<StatementCache> _idleReaders = new();
    private readonly DataPathLock? _pathLock;
    private bool _inWrite;

    private Database(SqliteConnection writer, string? readerConnectionString, DataPathLock? pathLock)
    {
        _writer = writer;
        _writerStatements = new StatementCache(writer);
        _readerConnectionString = readerConnectionString;
        _pathLock = pathLock;
    }

    /// <summary>Folder of the database, or null in memory.</summary>
    public string? DataPath { get; private init; }

    /// <summary>Opens the database and brings its schema into being.</summary>
    /// <param name="dataPath">Folder for a durable database, made if missing; null keeps everything in memory.</param>
    /// <param name="schema">All parts of the schema, in an order in which their statements can run.</param>
    /// <exception cref="DataPathException">The folder cannot be used: in use, unwritable, or written by a newer version.</exception>
    public static Database Open(string? dataPath, IReadOnlyList<SchemaPart> schema)
    {
        return dataPath is null ? OpenInMemory(schema) : OpenFile(Path.GetFullPath(dataPath), schema);
    }

    /// <summary>Runs one write transaction; nobody else writes meanwhile. An exception rolls back.</summary>
    /// <param name="committed">
    /// Runs after the commit and before anybody else can write: for what is kept in memory and must change together with the
    /// database. It must not throw, since nothing can be undone any more.
    /// </param>
    public T Write<T>(Func<DatabaseSession, T> work, Action<T>? committed = null)
    {
        lock (_writeLock)
        {
            if (_inWrite)
            {
                throw new InvalidOperationException("A write transaction is open already: pass its session on instead.");
            }
            _inWrite = true;
            try
            {
                using SqliteTransaction transaction = _writer.BeginTransaction(deferred: false);
                T result = work(new DatabaseSession(_writerStatements, transaction));
                transaction.Commit();
                committed?.Invoke(result);
                return result;
            }
            finally
            {
                _inWrite = false;
            }
        }
    }

    /// <inheritdoc cref="Write{T}"/>
    public void Write(Action<DatabaseSession> work)
    {
        Write<object?>(session =>
        {
            work(session);
            return null;
        });
    }

    /// <summary>Reads a consistent state. In memory this excludes writers for its duration, in a file it does not.</summary>
    public T Read<T>(Func<DatabaseSession, T> work)
    {
        if (_readerConnectionString is null)
        {
            lock (_writeLock)
            {
                return work(new DatabaseSession(_writerStatements, null));
            }
        }
        StatementCache reader = RentReader(_readerConnectionString);
        try
        {
            reader.Execute("BEGIN");
            try
            {
                return work(new DatabaseSession(reader, null));
            }
            finally
            {
                reader.Execute("ROLLBACK");
            }
        }
        finally
        {
            lock (_idleReaders)
            {
                _idleReaders.Push(reader);
            }
        }
    }

    /// <summary>Limits the size of the database, as a full disk does.</summary>
    /// <param name="pages">Pages it may have; null lifts the limit.</param>
    public void Limit(long? pages)
    {
        lock (_writeLock)
        {
            Configure(_writer, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {pages ?? MaxPages};"));
        }
    }

    /// <summary>Pages the database has now.</summary>
    public long CountPages()
    {
        return Read(session => session.Scalar<long>("PRAGMA page_count"));
    }

    /// <summary>Bytes of the database: of its pages, not of its write-ahead log.</summary>
    public long Size()
    {
        return Read(session => session.Scalar<long>("PRAGMA page_count") * session.Scalar<long>("PRAGMA page_size"));
    }

    public void Dispose()
    {
        lock (_writeLock)
        {
            lock (_idleReaders)
            {
                while (_idleReaders.TryPop(out StatementCache? reader))
                {
                    reader.Connection.Dispose();
                }
            }
            _writer.Dispose();
        }
        _pathLock?.Dispose();
    }

    private static Database OpenInMemory(IReadOnlyList<SchemaPart> schema)
    {
        SqliteConnection connection = new("Data Source=:memory:;Pooling=False");
        connection.Open();
        Configure(connection, "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;");
        Schema.Create(connection, schema);
        return new Database(connection, null, null);
    }

    private static Database OpenFile(string dataPath, IReadOnlyList<SchemaPart> schema)
    {
        DataPathLock pathLock = DataPathLock.Take(dataPath);
        try
        {
            string file = Path.Combine(dataPath, "emulator.db");
            SqliteConnectionStringBuilder builder = new() { DataSource = file, Pooling = false };
            SqliteConnection connection = new(builder.ConnectionString);
            connection.Open();
            // WAL with synchronous=FULL: what has been acknowledged survives a kill and a power cut
            Configure(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;");
            Schema.Create(connection, schema);
            builder.Mode = SqliteOpenMode.ReadWrite;
            return new Database(connection, builder.ConnectionString, pathLock) { DataPath = dataPath };
        }
        catch (SqliteException e)
        {
            pathLock.Dispose();
            throw new DataPathException($"The data path '{dataPath}' holds no usable emulator database ({e.Message}). Give another --data-path or remove its emulator.db.");
        }
        catch
        {
            pathLock.Dispose();
            throw;
        }
    }

    private StatementCache RentReader(string connectionString)
    {
        lock (_idleReaders)
        {
            if (_idleReaders.TryPop(out StatementCache? idle))
            {
                return idle;
            }
        }
        SqliteConnection reader = new(connectionString);
        reader.Open();
        Configure(reader, "PRAGMA query_only = ON; PRAGMA temp_store = MEMORY;");
        return new StatementCache(reader);
    }

    private static void Configure(SqliteConnection connection, string pragmas)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = pragmas;
        command.ExecuteNonQuery();
    }
}
