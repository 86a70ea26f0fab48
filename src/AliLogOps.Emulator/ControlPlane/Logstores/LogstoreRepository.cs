using System.Text.Json.Nodes;
using AliLogOps.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>Logstores and their shards in the database.</summary>
internal sealed class LogstoreRepository(Database database)
{
    private const string Columns = "l.id, p.name, l.name, l.settings, l.create_time, l.last_modify_time";
    private const string From = "FROM logstore l JOIN project p ON p.id = l.project_id";

    /// <summary>Raised inside the write transaction that deletes the logstore, once its rows have gone.</summary>
    public event Action<LogstoreRecord>? Deleted;

    public LogstoreRecord? Find(long projectId, string name)
    {
        return database.Read(session => Find(session, projectId, name));
    }

    public static LogstoreRecord? Find(DatabaseSession session, long projectId, string name)
    {
        return session.QueryFirst($"SELECT {Columns} {From} WHERE l.project_id = $1 AND l.name = $2", Map, projectId, name);
    }

    /// <summary>All logstores of a project, in the order of their names.</summary>
    public List<LogstoreRecord> List(long projectId)
    {
        return database.Read(session => List(session, projectId));
    }

    /// <summary>The logstores of all projects.</summary>
    public List<LogstoreRecord> ListAll()
    {
        return database.Read(session => session.Query($"SELECT {Columns} {From}", Map));
    }

    public static List<LogstoreRecord> List(DatabaseSession session, long projectId)
    {
        return session.Query($"SELECT {Columns} {From} WHERE l.project_id = $1 ORDER BY l.name", Map, projectId);
    }

    public static int Count(DatabaseSession session, long projectId)
    {
        return (int)session.Scalar<long>("SELECT count(*) FROM logstore WHERE project_id = $1", projectId);
    }

    /// <summary>Readwrite shards of all logstores of a project.</summary>
    public static int CountOpenShards(DatabaseSession session, long projectId)
    {
        return (int)session.Scalar<long>(
            "SELECT count(*) FROM shard s JOIN logstore l ON l.id = s.logstore_id WHERE l.project_id = $1 AND s.read_write", projectId);
    }

    public List<ShardRecord> Shards(long logstoreId)
    {
        return database.Read(session => Shards(session, logstoreId));
    }

    public static List<ShardRecord> Shards(DatabaseSession session, long logstoreId)
    {
        return session.Query(
            "SELECT shard_id, read_write, begin_key, end_key, create_time FROM shard WHERE logstore_id = $1 ORDER BY shard_id",
            row => new ShardRecord(row.GetInt32(0), row.GetBoolean(1), row.GetString(2), row.GetString(3), row.GetInt64(4)),
            logstoreId);
    }

    public static void Insert(DatabaseSession session, long projectId, LogstoreRecord logstore, IReadOnlyList<ShardRecord> shards)
    {
        long id = session.Insert(
            "INSERT INTO logstore (project_id, name, settings, create_time, last_modify_time) VALUES ($1, $2, $3, $4, $5)",
            projectId, logstore.Name, logstore.Settings.ToJsonString(), logstore.CreateTime, logstore.LastModifyTime);
        PutShards(session, id, shards);
    }

    /// <summary>Adds the shards, or sets the status of those that exist.</summary>
    public static void PutShards(DatabaseSession session, long logstoreId, IReadOnlyList<ShardRecord> shards)
    {
        foreach (ShardRecord shard in shards)
        {
            session.Execute(
                "INSERT INTO shard (logstore_id, shard_id, read_write, begin_key, end_key, create_time) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO UPDATE SET read_write = $3",
                logstoreId, shard.Id, shard.IsReadWrite, shard.InclusiveBeginKey, shard.ExclusiveEndKey, shard.CreateTime);
        }
    }

    public static void DeleteShard(DatabaseSession session, long logstoreId, int shardId)
    {
        session.Execute("DELETE FROM shard WHERE logstore_id = $1 AND shard_id = $2", logstoreId, shardId);
    }

    public static void Update(DatabaseSession session, LogstoreRecord logstore)
    {
        session.Execute(
            "UPDATE logstore SET settings = $2, last_modify_time = $3 WHERE id = $1",
            logstore.Id, logstore.Settings.ToJsonString(), logstore.LastModifyTime);
    }

    /// <summary>Deletes the logstore with its shards, index and logs (foreign keys cascade), then tells the listeners.</summary>
    public void Delete(DatabaseSession session, LogstoreRecord logstore)
    {
        session.Execute("DELETE FROM logstore WHERE id = $1", logstore.Id);
        Deleted?.Invoke(logstore);
    }

    private static LogstoreRecord Map(SqliteDataReader row)
    {
        JsonObject settings = JsonNode.Parse(row.GetString(3))!.AsObject();
        return new LogstoreRecord
        {
            Id = row.GetInt64(0),
            ProjectName = row.GetString(1),
            Name = row.GetString(2),
            Settings = settings,
            TtlDays = (int)settings["ttl"]!,
            AppendMeta = (bool)settings["appendMeta"]!,
            EnableTracking = (bool)settings["enable_tracking"]!,
            Mode = (string)settings["mode"]!,
            EnableModify = LogstoreSettings.IsModifiable(settings),
            CreateTime = row.GetInt64(4),
            LastModifyTime = row.GetInt64(5),
        };
    }
}
