using System.Globalization;
using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs.Search;
using AliLogOps.Emulator.Logs.Storage;
using AliLogOps.Emulator.Sql;

namespace AliLogOps.Emulator.Logs;

/// <summary>What the operations on log data share.</summary>
internal sealed class LogServices
{
    // the places of logs must not change between finding and reading them
    private static readonly ReaderWriterLockSlim s_searching = new(LockRecursionPolicy.SupportsRecursion);

    public LogServices(EmulatorServices services)
    {
        Services = services;
        Groups = new StoredGroups(services.Database);
        Versions = new IndexVersions(services.Database, services.Visibility);
        Engines = new SearchEngines(services.Database, Groups, Versions, services.Visibility, services.Clock);
        Changes = new GroupChanges(this);
        Retention = new RetentionSweeper(this);
        Writer = new GroupWriter(services.Database, Engines.Take);
        Search = new LogSearch(Engines);
        Sql = new SqlEngine(Search, Engines);
    }

    public EmulatorServices Services { get; }

    public StoredGroups Groups { get; }

    public IndexVersions Versions { get; }

    public SearchEngines Engines { get; }

    public GroupWriter Writer { get; }

    public GroupChanges Changes { get; }

    public RetentionSweeper Retention { get; }

    public LogSearch Search { get; }

    public SqlEngine Sql { get; }

    /// <summary>
    /// Whether a search of a logstore runs to its end. It does; a test that needs the other answer of the service, a
    /// part of the result marked Incomplete, sets this.
    /// </summary>
    public Func<LogstoreRecord, bool> IsComplete { get; set; } = _ => true;

    /// <summary>The logstore of the path.</summary>
    /// <exception cref="SlsException">404 LogStoreNotExist.</exception>
    public LogstoreRecord Logstore(OperationContext context)
    {
        return LogstoreOperations.Require(context);
    }

    /// <summary>The logstore of the path with its shards, in one look at the database.</summary>
    /// <exception cref="SlsException">404 LogStoreNotExist.</exception>
    public (LogstoreRecord Logstore, List<ShardRecord> Shards) LogstoreWithShards(OperationContext context)
    {
        string name = context.Route["logstore"];
        return Services.Database.Read(session =>
        {
            LogstoreRecord logstore = LogstoreRepository.Find(session, context.ProjectId, name)
                ?? throw SlsErrors.LogStoreNotExist(name).ToException();
            return (LogstoreOperations.Known(Services, logstore), LogstoreRepository.Shards(session, logstore.Id));
        });
    }

    /// <summary>The logstore and the shard of the path; readonly shards too.</summary>
    /// <exception cref="SlsException">404 LogStoreNotExist, 400 ShardNotExist.</exception>
    public (LogstoreRecord Logstore, ShardRecord Shard) LogstoreAndShard(OperationContext context)
    {
        (LogstoreRecord logstore, List<ShardRecord> shards) = LogstoreWithShards(context);
        string text = context.Route["shard"];
        ShardRecord? shard = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            ? shards.Find(candidate => candidate.Id == id)
            : null;
        return (logstore, shard ?? throw SlsErrors.ShardNotExist(text).ToException());
    }

    /// <summary>Receive time, in epoch seconds, of the oldest log the logstore still shows; its ttl 3650 keeps everything.</summary>
    public long OldestKept(LogstoreRecord logstore)
    {
        return logstore.TtlDays >= LogstoreSettings.MaxTtl ? 0 : Services.Clock.GetUtcNow().ToUnixTimeSeconds() - (logstore.TtlDays * 86400L);
    }

    /// <summary>Runs work during which nobody searches.</summary>
    public static T Alone<T>(Func<T> work)
    {
        s_searching.EnterWriteLock();
        try
        {
            return work();
        }
        finally
        {
            s_searching.ExitWriteLock();
        }
    }

    /// <summary>Runs a change of logs, which may be deleted with the logstore at any moment.</summary>
    /// <exception cref="SlsException">404 LogStoreNotExist if that happened.</exception>
    public static int Changing(LogstoreRecord logstore, Func<int> change)
    {
        try
        {
            return change();
        }
        catch (KeyNotFoundException)
        {
            throw SlsErrors.LogStoreNotExist(logstore.Name).ToException();
        }
    }

    /// <summary>Runs a search; what it reads may be deleted with the logstore at any moment.</summary>
    /// <exception cref="SlsException">404 LogStoreNotExist if that happened.</exception>
    public static T Reading<T>(LogstoreRecord logstore, Func<T> search)
    {
        s_searching.EnterReadLock();
        try
        {
            return search();
        }
        catch (KeyNotFoundException)
        {
            throw SlsErrors.LogStoreNotExist(logstore.Name).ToException();
        }
        finally
        {
            s_searching.ExitReadLock();
        }
    }
}
