using AliLogOps.Emulator.Logs.Wire;
using AliLogOps.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace AliLogOps.Emulator.Logs.Storage;

/// <summary>Log groups that have been written.</summary>
internal sealed class StoredGroups(Database database)
{
    private const string Bytes = "data, raw_size, added_tags";

    /// <summary>Sequence numbers of a shard: the oldest one shown and the one after the newest.</summary>
    /// <param name="oldest">Receive time before which nothing is shown.</param>
    public (long First, long End) Bounds(long logstoreId, int shardId, long oldest)
    {
        if (oldest > 0)
        {
            (long _, long end) = Bounds(logstoreId, shardId, 0);
            return (FirstSince(logstoreId, shardId, oldest) ?? end, end);
        }
        // one extreme a statement: each is a single step in the index
        const string Shard = "FROM log_group WHERE logstore_id = $1 AND shard_id = $2";
        return database.Read(session => (
            session.Scalar<long?>($"SELECT min(sequence) {Shard}", logstoreId, shardId) ?? 0,
            session.Scalar<long?>($"SELECT max(sequence) + 1 {Shard}", logstoreId, shardId) ?? 0));
    }

    /// <summary>Sequence number of the first group received at or after a time, or null if none was.</summary>
    public long? FirstSince(long logstoreId, int shardId, long time)
    {
        return database.Read(session => session.Scalar<long?>(
            "SELECT sequence FROM log_group WHERE logstore_id = $1 AND shard_id = $2 AND receive_time >= $3 ORDER BY sequence LIMIT 1",
            logstoreId, shardId, time));
    }

    /// <summary>Receive time of the group at a position, or null if there is none.</summary>
    public long? ReceiveTime(long logstoreId, int shardId, long sequence)
    {
        return database.Read(session => session.Scalar<long?>(
            "SELECT receive_time FROM log_group WHERE logstore_id = $1 AND shard_id = $2 AND sequence = $3", logstoreId, shardId, sequence));
    }

    /// <summary>Groups of a shard from a position on, oldest first.</summary>
    /// <param name="end">Position before which reading stops.</param>
    /// <param name="maxBytes">Reading also stops after the group with which the messages reach this size.</param>
    public List<PulledGroup> Pull(long logstoreId, int shardId, long start, long end, int count, long maxBytes)
    {
        return database.Read(session =>
        {
            List<PulledGroup> groups = [];
            using SqliteCommand command = session.Command(
                $"SELECT {Bytes}, sequence, log_count FROM log_group WHERE logstore_id = $1 AND shard_id = $2 AND sequence >= $3 AND sequence < $4 ORDER BY sequence LIMIT $5",
                logstoreId, shardId, start, end, count);
            using SqliteDataReader row = command.ExecuteReader();
            for (long size = 0; size < maxBytes && row.Read();)
            {
                PulledGroup group = new(row.GetInt64(3), row.GetInt32(4), (byte[])row[0], row.GetInt32(1), (byte[])row[2]);
                groups.Add(group);
                size += group.Size;
            }
            return groups;
        });
    }

    /// <summary>Keys of the groups a logstore has received since a time, in the order of arrival.</summary>
    public List<long> ReceivedSince(long logstoreId, long time)
    {
        return database.Read(session => session.Query(
            "SELECT id FROM log_group WHERE logstore_id = $1 AND receive_time >= $2 ORDER BY id", row => row.GetInt64(0), logstoreId, time));
    }

    /// <summary>Keys of the groups in a shard.</summary>
    public HashSet<long> OfShard(long logstoreId, int shardId)
    {
        return [.. database.Read(session => session.Query(
            "SELECT id FROM log_group WHERE logstore_id = $1 AND shard_id = $2", row => row.GetInt64(0), logstoreId, shardId))];
    }

    /// <summary>The logstore of a group, or null if there is no such group.</summary>
    public long? LogstoreOf(long id)
    {
        return database.Read(session => session.Scalar<long?>("SELECT logstore_id FROM log_group WHERE id = $1", id));
    }

    /// <summary>The LogGroup message of a key as queries see it: added tags included, changed logs in the place of the received ones.</summary>
    /// <exception cref="KeyNotFoundException">The group has been removed.</exception>
    public byte[] Read(long id)
    {
        return database.Read(session => Read(session, id));
    }

    /// <inheritdoc cref="Read(long)"/>
    public static byte[] Read(DatabaseSession session, long id)
    {
        (byte[] group, bool isChanged) = session.QueryFirst(
            $"SELECT {Bytes}, EXISTS (SELECT 1 FROM row_change WHERE group_id = $1 AND content IS NOT NULL) FROM log_group WHERE id = $1",
            row => Tuple.Create(ReadBytes(row), row.GetBoolean(3)),
            id) ?? throw new KeyNotFoundException("A log group has been deleted.");
        return isChanged ? LogGroupReplacement.Apply(group, RowChanges.Replacements(session, id)) : group;
    }

    /// <summary>Keys, index versions and receive times (epoch seconds) of the indexed groups that arrived after a key, in the order of arrival.</summary>
    public static List<(long Id, long IndexVersionId, long ReceiveTime)> IndexedAfter(DatabaseSession session, long logstoreId, long id)
    {
        return session.Query(
            "SELECT id, index_version_id, receive_time FROM log_group WHERE logstore_id = $1 AND id > $2 AND index_version_id IS NOT NULL ORDER BY id",
            row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)),
            logstoreId, id);
    }

    private static byte[] ReadBytes(SqliteDataReader row)
    {
        return GroupBytes.Restore((byte[])row[0], row.GetInt32(1), (byte[])row[2]);
    }
}

/// <summary>A log group as PullLogs hands it out.</summary>
/// <param name="Data">LogGroup message as an LZ4 block.</param>
/// <param name="RawSize">Size of that message.</param>
/// <param name="AddedTags">LogTags fields that go on with it.</param>
internal sealed record PulledGroup(long Sequence, int LogCount, byte[] Data, int RawSize, byte[] AddedTags)
{
    /// <summary>Size of the message with the added tags.</summary>
    public int Size => RawSize + AddedTags.Length;

    /// <summary>The message with the added tags.</summary>
    public byte[] Restore()
    {
        return GroupBytes.Restore(Data, RawSize, AddedTags);
    }
}
