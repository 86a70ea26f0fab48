using System.Threading.Channels;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace AliLogOps.Emulator.Logs.Storage;

/// <summary>
/// Writes log groups. All that wait when a transaction begins go into it together, and each is acknowledged only after
/// its commit: one disk flush serves many requests.
/// </summary>
internal sealed class GroupWriter
{
    private const int MaxGroupsPerTransaction = 512;
    private const long MaxBytesPerTransaction = 64L * 1024 * 1024;

    /// <summary>Shards whose next number is remembered; of those that are forgotten it is read again.</summary>
    private const int MaxRemembered = 10_000;

    private readonly Channel<NewGroup> _queue = Channel.CreateBounded<NewGroup>(
        new BoundedChannelOptions(1024) { SingleReader = true });

    private readonly Database _database;
    private readonly Action<NewGroup> _stored;
    private readonly Task _loop;

    // next sequence number by logstore and shard; this is the only writer
    private readonly Dictionary<(long Logstore, int Shard), long> _next = [];

    /// <param name="stored">Told of each group after the commit, in the order of the ids.</param>
    public GroupWriter(Database database, Action<NewGroup> stored)
    {
        _database = database;
        _stored = stored;
        _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Returns when the group is durable.</summary>
    /// <exception cref="SlsException">404 LogStoreNotExist, or 503 ServerBusy while the emulator ends.</exception>
    public async Task WriteAsync(NewGroup group, CancellationToken cancellationToken)
    {
        try
        {
            await _queue.Writer.WriteAsync(group, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new SlsError(503, "ServerBusy", "the emulator is ending").ToException();
        }
        await group.Stored.ConfigureAwait(false);
    }

    /// <summary>Takes no more groups and writes those that wait.</summary>
    public async Task StopAsync()
    {
        _queue.Writer.TryComplete();
        await _loop.ConfigureAwait(false);
    }

    private void Run()
    {
        List<NewGroup> batch = [];
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            long size = 0;
            while (batch.Count < MaxGroupsPerTransaction && size < MaxBytesPerTransaction && _queue.Reader.TryRead(out NewGroup? group))
            {
                batch.Add(group);
                size += group.Compressed.Length;
            }
            Store(batch);
            batch.Clear();
        }
    }

    private void Store(List<NewGroup> batch)
    {
        List<NewGroup> written = [];
        try
        {
            _database.Write(session => Insert(session, batch, written));
        }
        catch (Exception e)
        {
            // nothing was written: the numbers given out in the transaction are free again
            _next.Clear();
            batch.ForEach(group => group.Fail(e));
            return;
        }
        foreach (NewGroup group in written)
        {
            _stored(group);
            group.Complete();
        }
    }

    /// <summary>Stores what of a batch still has a logstore.</summary>
    private void Insert(DatabaseSession session, List<NewGroup> batch, List<NewGroup> written)
    {
        Dictionary<long, (bool Exists, long? Version)> logstores = [];
        if (_next.Count > MaxRemembered)
        {
            _next.Clear();
        }
        using SqliteCommand insert = session.Command(
            """
            INSERT INTO log_group (logstore_id, shard_id, sequence, receive_time, index_version_id, min_time, max_time, log_count, raw_size, added_tags, data)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id
            """,
            0L, 0, 0L, 0L, 0L, 0L, 0L, 0, 0, Array.Empty<byte>(), Array.Empty<byte>());
        foreach (NewGroup group in batch)
        {
            if (!logstores.TryGetValue(group.LogstoreId, out (bool Exists, long? Version) logstore))
            {
                logstore = Describe(session, group.LogstoreId);
                logstores.Add(group.LogstoreId, logstore);
            }
            if (!logstore.Exists)
            {
                group.Fail(SlsErrors.LogStoreNotExist(group.LogstoreName).ToException());
                continue;
            }
            group.IndexVersionId = logstore.Version;
            group.Id = InsertGroup(insert, group, NextSequence(session, group.LogstoreId, group.ShardId));
            written.Add(group);
        }
    }

    private static long InsertGroup(SqliteCommand insert, NewGroup group, long sequence)
    {
        SqliteParameterCollection parameters = insert.Parameters;
        parameters[0].Value = group.LogstoreId;
        parameters[1].Value = group.ShardId;
        parameters[2].Value = sequence;
        parameters[3].Value = group.ReceiveTime;
        parameters[4].Value = (object?)group.IndexVersionId ?? DBNull.Value;
        parameters[5].Value = (long)group.MinTime;
        parameters[6].Value = (long)group.MaxTime;
        parameters[7].Value = group.LogCount;
        parameters[8].Value = group.Raw.Length;
        parameters[9].Value = ToArray(group.AddedTags);
        parameters[10].Value = ToArray(group.Compressed);
        return (long)insert.ExecuteScalar()!;
    }

    private long NextSequence(DatabaseSession session, long logstoreId, int shardId)
    {
        if (!_next.TryGetValue((logstoreId, shardId), out long next))
        {
            next = session.Scalar<long>(
                "SELECT coalesce(max(sequence) + 1, 0) FROM log_group WHERE logstore_id = $1 AND shard_id = $2", logstoreId, shardId);
        }
        _next[(logstoreId, shardId)] = next + 1;
        return next;
    }

    private static (bool Exists, long? Version) Describe(DatabaseSession session, long logstoreId)
    {
        if (session.Scalar<long>("SELECT count(*) FROM logstore WHERE id = $1", logstoreId) == 0)
        {
            return (false, null);
        }
        string? document = session.Scalar<string>("SELECT document FROM log_index WHERE logstore_id = $1", logstoreId);
        return (true, document is null ? null : IndexVersions.Number(session, logstoreId, document));
    }

    private static byte[] ToArray(ReadOnlyMemory<byte> memory)
    {
        return System.Runtime.InteropServices.MemoryMarshal.TryGetArray(memory, out ArraySegment<byte> array)
            && array.Offset == 0 && array.Array is { } whole && whole.Length == memory.Length
            ? whole
            : memory.ToArray();
    }
}
