using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs;
using AliLogOps.Emulator.Logs.Api;

namespace AliLogOps.Emulator.Consumers;

/// <summary>Log Service API, consumer groups: heartbeats of consumers and checkpoints of shards.</summary>
internal sealed class ConsumptionOperations(LogServices logs)
{
    private const string Group = "/logstores/{logstore}/consumergroups/{consumergroup}";

    private readonly ConcurrentDictionary<long, (long LogstoreId, ShardAssignment Assignment)> _assignments = new();

    public void Register(OperationTable table)
    {
        Post(table, "ConsumerGroupHeartBeat", "heartbeat", Beat);
        Post(table, "ConsumerGroupUpdateCheckPoint", "checkpoint", UpdateCheckpoint);
        table.Read("GET", Group, "GetCheckPoint", GetCheckpoints);
    }

    /// <summary>Forgets who consumes for a group that has been deleted.</summary>
    public void Forget(long groupId)
    {
        _assignments.TryRemove(groupId, out _);
    }

    /// <summary>Forgets the groups of a logstore that has been deleted.</summary>
    public void ForgetLogstore(long logstoreId)
    {
        foreach ((long groupId, (long LogstoreId, ShardAssignment Assignment) known) in _assignments)
        {
            if (known.LogstoreId == logstoreId)
            {
                Forget(groupId);
            }
        }
    }

    private SlsResult Beat(OperationContext context)
    {
        (LogstoreRecord logstore, List<ShardRecord> shards) = logs.LogstoreWithShards(context);
        string consumer = Consumer(context);
        List<int> held = ReadHeld(context.Json);
        (ConsumerGroupRecord group, List<ShardCheckpoint> checkpoints) = Read(context, logstore);
        List<int> ready = [.. shards.Where(shard => !group.InOrder || IsReady(logstore, shard, shards, checkpoints)).Select(shard => shard.Id)];
        List<int> assigned = Assignment(logstore, group).Beat(consumer, held, ready, context.Request.ReceivedAt, TimeSpan.FromSeconds(group.Timeout))
            ?? throw SlsErrors.NotExistConsumerWithBody(consumer).ToException();
        return SlsResult.Json(writer =>
        {
            writer.WriteStartArray();
            assigned.ForEach(writer.WriteNumberValue);
            writer.WriteEndArray();
        });
    }

    private SlsResult UpdateCheckpoint(OperationContext context)
    {
        (LogstoreRecord logstore, List<ShardRecord> shards) = logs.LogstoreWithShards(context);
        string consumer = Consumer(context);
        bool force = context.Query.Bool("forceSuccess", false);
        JsonMembers body = JsonMembers.OfBody(context, SlsErrors.JsonInfoInvalid);
        int shardId = body.RequiredInt("shard");
        string checkpoint = body.RequiredString("checkpoint");
        (ConsumerGroupRecord group, _) = Read(context, logstore);
        if (shards.TrueForAll(shard => shard.Id != shardId))
        {
            throw SlsErrors.CheckpointShardNotExist(shardId).ToException();
        }
        try
        {
            Cursor.Read(logstore, checkpoint, "checkpoint");
        }
        catch (SlsException)
        {
            throw SlsErrors.InvalidShardCheckPoint($"shard {shardId} checkpoint {checkpoint} is invalid: it must be a cursor of this logstore").ToException();
        }
        if (!force)
        {
            ShardAssignment assignment = Assignment(logstore, group);
            if (!assignment.Knows(consumer, context.Request.ReceivedAt, TimeSpan.FromSeconds(group.Timeout)))
            {
                throw SlsErrors.ConsumerNotExist(consumer).ToException();
            }
            if (!assignment.Owns(consumer, shardId))
            {
                throw SlsErrors.InvalidShardCheckPoint($"shard {shardId} is not held by consumer {consumer}; forceSuccess=true writes all the same").ToException();
            }
        }
        long micros = (context.Request.ReceivedAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        context.Services.Database.Write(session =>
            ConsumerGroupRepository.PutCheckpoint(session, group.Id, new ShardCheckpoint(shardId, checkpoint, micros, consumer)));
        return SlsResult.Empty;
    }

    private SlsResult GetCheckpoints(OperationContext context)
    {
        (LogstoreRecord logstore, List<ShardRecord> shards) = logs.LogstoreWithShards(context);
        (_, List<ShardCheckpoint> checkpoints) = Read(context, logstore);
        string wanted = context.Query["shard"] ?? "";
        if (wanted.Length > 0)
        {
            if (!int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out int id) || shards.TrueForAll(shard => shard.Id != id))
            {
                throw SlsErrors.CheckpointShardNotExist(wanted).ToException();
            }
            checkpoints.RemoveAll(checkpoint => checkpoint.Shard != id);
        }
        return SlsResult.Json(writer =>
        {
            writer.WriteStartArray();
            foreach (ShardCheckpoint checkpoint in checkpoints)
            {
                writer.WriteStartObject();
                writer.WriteNumber("shard", checkpoint.Shard);
                writer.WriteString("checkpoint", checkpoint.Checkpoint);
                writer.WriteNumber("updateTime", checkpoint.UpdateTime);
                writer.WriteString("consumer", checkpoint.Consumer);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        });
    }

    /// <summary>
    /// Whether all older shards that cover a part of this one's range have been read to their end: our reading of an ordered
    /// group, «unconfirmed» in detail.
    /// </summary>
    private bool IsReady(LogstoreRecord logstore, ShardRecord shard, List<ShardRecord> shards, List<ShardCheckpoint> checkpoints)
    {
        return shards.TrueForAll(older => older.IsReadWrite || older.Id >= shard.Id
            || string.CompareOrdinal(older.ExclusiveEndKey, shard.InclusiveBeginKey) <= 0
            || string.CompareOrdinal(shard.ExclusiveEndKey, older.InclusiveBeginKey) <= 0
            || IsRead(logstore, older, checkpoints));
    }

    private bool IsRead(LogstoreRecord logstore, ShardRecord shard, List<ShardCheckpoint> checkpoints)
    {
        (long first, long end) = logs.Groups.Bounds(logstore.Id, shard.Id, logs.OldestKept(logstore));
        return first == end || (checkpoints.Find(checkpoint => checkpoint.Shard == shard.Id) is { } checkpoint
            && Cursor.Read(logstore, checkpoint.Checkpoint, "checkpoint") >= end);
    }

    private ShardAssignment Assignment(LogstoreRecord logstore, ConsumerGroupRecord group)
    {
        return _assignments.GetOrAdd(group.Id, _ => (logstore.Id, new ShardAssignment())).Assignment;
    }

    private static (ConsumerGroupRecord Group, List<ShardCheckpoint> Checkpoints) Read(OperationContext context, LogstoreRecord logstore)
    {
        return context.Services.Database.Read(session =>
        {
            ConsumerGroupRecord group = ConsumerGroupOperations.Require(session, context, logstore.Id);
            return (group, ConsumerGroupRepository.Checkpoints(session, group.Id));
        });
    }

    private static string Consumer(OperationContext context)
    {
        return context.Query["consumer"] is { Length: > 0 } consumer
            ? consumer
            : throw SlsErrors.ParameterInvalid("parameter consumer is lacking").ToException();
    }

    private static List<int> ReadHeld(JsonElement json)
    {
        List<int> held = [];
        if (json.ValueKind != JsonValueKind.Array)
        {
            throw SlsErrors.JsonInfoInvalid("the body must be the list of the shards that are held, for example [0,1]").ToException();
        }
        foreach (JsonElement shard in json.EnumerateArray())
        {
            held.Add(shard.ValueKind == JsonValueKind.Number && shard.TryGetInt32(out int id)
                ? id
                : throw SlsErrors.JsonInfoInvalid($"{shard.GetRawText()} is no shard id").ToException());
        }
        return held;
    }

    /// <summary>Heartbeats and checkpoints are data, not changes of a resource.</summary>
    private static void Post(OperationTable table, string name, string type, Func<OperationContext, SlsResult> handler)
    {
        table.Add(new Operation
        {
            Name = name,
            Method = "POST",
            Path = new PathTemplate(Group),
            Host = HostForm.Project,
            TypeParameter = type,
            Body = BodyKind.Json,
            Handler = context => new ValueTask<SlsResult>(handler(context)),
        });
    }
}
