using System.Globalization;
using System.Text.Json;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>Log Service API: ListShards, SplitShard, MergeShards, DeleteShard.</summary>
internal static class ShardOperations
{
    public static void Register(OperationTable table)
    {
        table.Read("GET", "/logstores/{logstore}/shards", "ListShards", List);
        table.Write("POST", "/logstores/{logstore}/shards/{shard}", "SplitShard", BodyKind.None, Change);
        table.Write("DELETE", "/logstores/{logstore}/shards/{shard}", "DeleteShard", BodyKind.None, Delete);
    }

    private static SlsResult List(OperationContext context)
    {
        LogstoreRecord logstore = LogstoreOperations.Require(context);
        return Answer(context.Services.Logstores.Shards(logstore.Id));
    }

    /// <summary>SplitShard and MergeShards share a path; the parameter action tells them apart.</summary>
    private static SlsResult Change(OperationContext context)
    {
        LogstoreRecord logstore = LogstoreOperations.Require(context);
        string action = context.Query["action"] ?? "";
        int id = ReadId(context);
        return context.Services.Database.Write(session =>
        {
            List<ShardRecord> shards = LogstoreRepository.Shards(session, logstore.Id);
            ShardRecord shard = shards.FirstOrDefault(candidate => candidate.Id == id) ?? throw SlsErrors.ParameterInvalid("invalid shard id").ToException();
            if (!shard.IsReadWrite)
            {
                throw SlsErrors.ParameterInvalid($"shard {id} is readonly: only a readwrite shard can be split or merged").ToException();
            }
            CheckQuota(session, context, action);
            return Answer(action switch
            {
                "split" => Split(session, logstore.Id, shards, shard, context),
                "merge" => Merge(session, logstore.Id, shards, shard, context.NowSeconds),
                _ => throw SlsErrors.ParameterInvalid($"parameter action is '{action}': it must be split or merge").ToException(),
            });
        });
    }

    /// <summary>
    /// Deletes a readonly shard with its logs. «unconfirmed»: only one of the official clients has the operation. A readwrite shard would
    /// leave a gap in the key space and is refused.
    /// </summary>
    private static SlsResult Delete(OperationContext context)
    {
        LogstoreRecord logstore = LogstoreOperations.Require(context);
        int id = ReadId(context);
        context.Services.Logs.Changes.DropShard(logstore.Id, id, session =>
        {
            ShardRecord shard = LogstoreRepository.Shards(session, logstore.Id).Find(candidate => candidate.Id == id)
                ?? throw SlsErrors.ParameterInvalid("invalid shard id").ToException();
            if (shard.IsReadWrite)
            {
                throw SlsErrors.ParameterInvalid($"shard {id} is readwrite: only a readonly shard can be deleted, split or merge it first").ToException();
            }
            LogstoreRepository.DeleteShard(session, logstore.Id, id);
        });
        return SlsResult.Empty;
    }

    private static int ReadId(OperationContext context)
    {
        return int.TryParse(context.Route["shard"], NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            ? id
            : throw SlsErrors.ParameterInvalid("invalid shard id").ToException();
    }

    private static List<ShardRecord> Split(DatabaseSession session, long logstoreId, List<ShardRecord> shards, ShardRecord shard, OperationContext context)
    {
        int parts = context.Query.Int("shardCount", 2, 2, 100);
        string key = context.Query["key"] ?? "";
        if (parts > 2)
        {
            return key.Length == 0
                ? SplitEvenly(session, logstoreId, shards, shard, parts, context.NowSeconds)
                // «unconfirmed» what the service makes of both together
                : throw SlsErrors.ParameterInvalid("parameter key fits shardCount 2 only: leave one of them out").ToException();
        }
        string middle = key.Length == 0
            ? ShardRanges.Middle(shard.InclusiveBeginKey, shard.ExclusiveEndKey)
            // «unconfirmed»: a short key is padded with zeros on the right, as the console does
            : key.PadRight(32, '0').ToLowerInvariant();
        if (!ShardRanges.IsKey(middle)
            || string.CompareOrdinal(middle, shard.InclusiveBeginKey) <= 0 || string.CompareOrdinal(middle, shard.ExclusiveEndKey) >= 0)
        {
            throw SlsErrors.ParameterInvalid("invalid mid hash").ToException();
        }
        int next = shards[^1].Id + 1;
        ShardRecord closed = shard with { IsReadWrite = false };
        ShardRecord left = new(next, true, shard.InclusiveBeginKey, middle, context.NowSeconds);
        ShardRecord right = new(next + 1, true, middle, shard.ExclusiveEndKey, context.NowSeconds);
        LogstoreRepository.PutShards(session, logstoreId, [closed, left, right]);
        return [closed, left, right];
    }

    private static List<ShardRecord> SplitEvenly(DatabaseSession session, long logstoreId, List<ShardRecord> shards, ShardRecord shard, int parts, long now)
    {
        int next = shards[^1].Id + 1;
        List<ShardRecord> changed = [shard with { IsReadWrite = false }];
        foreach ((string begin, string end) in ShardRanges.Divide(shard.InclusiveBeginKey, shard.ExclusiveEndKey, parts))
        {
            changed.Add(new ShardRecord(next++, true, begin, end, now));
        }
        LogstoreRepository.PutShards(session, logstoreId, changed);
        return changed;
    }

    private static List<ShardRecord> Merge(DatabaseSession session, long logstoreId, List<ShardRecord> shards, ShardRecord shard, long now)
    {
        ShardRecord neighbour = shards.FirstOrDefault(candidate => candidate.IsReadWrite && candidate.InclusiveBeginKey == shard.ExclusiveEndKey)
            ?? throw SlsErrors.ParameterInvalid("can not merge the last shard").ToException();
        ShardRecord merged = new(shards[^1].Id + 1, true, shard.InclusiveBeginKey, neighbour.ExclusiveEndKey, now);
        List<ShardRecord> changed = [merged, shard with { IsReadWrite = false }, neighbour with { IsReadWrite = false }];
        LogstoreRepository.PutShards(session, logstoreId, changed);
        return changed;
    }

    private static void CheckQuota(DatabaseSession session, OperationContext context, string action)
    {
        int open = LogstoreRepository.CountOpenShards(session, context.ProjectId);
        int more = action == "split" ? context.Query.Int("shardCount", 2, 2, 100) - 1 : 0;
        if (open + more > LogstoreOperations.ShardQuota && more > 0)
        {
            throw SlsErrors.ProjectQuotaExceed($"shard count exceed quota: {open} shards exist, {LogstoreOperations.ShardQuota} are allowed").ToException();
        }
    }

    private static SlsResult Answer(List<ShardRecord> shards)
    {
        return SlsResult.Json(writer =>
        {
            writer.WriteStartArray();
            foreach (ShardRecord shard in shards)
            {
                Write(writer, shard);
            }
            writer.WriteEndArray();
        });
    }

    private static void Write(Utf8JsonWriter writer, ShardRecord shard)
    {
        writer.WriteStartObject();
        writer.WriteNumber("shardID", shard.Id);
        writer.WriteString("status", shard.IsReadWrite ? "readwrite" : "readonly");
        writer.WriteString("inclusiveBeginKey", shard.InclusiveBeginKey);
        writer.WriteString("exclusiveEndKey", shard.ExclusiveEndKey);
        writer.WriteNumber("createTime", shard.CreateTime);
        writer.WriteEndObject();
    }
}
