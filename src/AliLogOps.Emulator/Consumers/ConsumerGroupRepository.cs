using AliLogOps.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace AliLogOps.Emulator.Consumers;

/// <summary>Consumer groups and their checkpoints in the database. Who consumes is not stored: consumers report themselves.</summary>
internal static class ConsumerGroupRepository
{
    public static readonly SchemaPart Part = new(
        "consumer groups",
        """
        -- ids are never used twice: who consumes is remembered by them
        CREATE TABLE consumer_group (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            logstore_id INTEGER NOT NULL REFERENCES logstore (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            timeout INTEGER NOT NULL,
            in_order INTEGER NOT NULL,
            UNIQUE (logstore_id, name));

        CREATE TABLE consumer_checkpoint (
            group_id INTEGER NOT NULL REFERENCES consumer_group (id) ON DELETE CASCADE,
            shard_id INTEGER NOT NULL,
            checkpoint TEXT NOT NULL,
            update_time INTEGER NOT NULL,
            consumer TEXT NOT NULL,
            PRIMARY KEY (group_id, shard_id)) WITHOUT ROWID;
        """)
    { Since = 2 };

    public static List<ConsumerGroupRecord> List(DatabaseSession session, long logstoreId)
    {
        return session.Query("SELECT id, name, timeout, in_order FROM consumer_group WHERE logstore_id = $1 ORDER BY name", Map, logstoreId);
    }

    public static ConsumerGroupRecord? Find(DatabaseSession session, long logstoreId, string name)
    {
        return session.QueryFirst("SELECT id, name, timeout, in_order FROM consumer_group WHERE logstore_id = $1 AND name = $2", Map, logstoreId, name);
    }

    public static void Insert(DatabaseSession session, long logstoreId, string name, int timeout, bool inOrder)
    {
        session.Execute("INSERT INTO consumer_group (logstore_id, name, timeout, in_order) VALUES ($1, $2, $3, $4)", logstoreId, name, timeout, inOrder);
    }

    public static void Update(DatabaseSession session, ConsumerGroupRecord group)
    {
        session.Execute("UPDATE consumer_group SET timeout = $2, in_order = $3 WHERE id = $1", group.Id, group.Timeout, group.InOrder);
    }

    public static void Delete(DatabaseSession session, long id)
    {
        session.Execute("DELETE FROM consumer_group WHERE id = $1", id);
    }

    public static List<ShardCheckpoint> Checkpoints(DatabaseSession session, long groupId)
    {
        return session.Query(
            "SELECT shard_id, checkpoint, update_time, consumer FROM consumer_checkpoint WHERE group_id = $1 ORDER BY shard_id",
            row => new ShardCheckpoint(row.GetInt32(0), row.GetString(1), row.GetInt64(2), row.GetString(3)),
            groupId);
    }

    public static void PutCheckpoint(DatabaseSession session, long groupId, ShardCheckpoint checkpoint)
    {
        session.Execute(
            "INSERT INTO consumer_checkpoint (group_id, shard_id, checkpoint, update_time, consumer) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (group_id, shard_id) DO UPDATE SET checkpoint = $3, update_time = $4, consumer = $5",
            groupId, checkpoint.Shard, checkpoint.Checkpoint, checkpoint.UpdateTime, checkpoint.Consumer);
    }

    private static ConsumerGroupRecord Map(SqliteDataReader row)
    {
        return new ConsumerGroupRecord(row.GetInt64(0), row.GetString(1), row.GetInt32(2), row.GetBoolean(3));
    }
}
