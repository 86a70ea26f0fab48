using System.Text.Json;

namespace AliLogOps.Client;

/// <summary>Shards on the wire (Log Service API: ListShards).</summary>
internal static class ShardJson
{
    public static IReadOnlyList<LogShard> Read(JsonElement json, string projectName, string logstoreName)
    {
        List<LogShard> shards = new(json.GetArrayLength());
        foreach (JsonElement shard in json.EnumerateArray())
        {
            shards.Add(new LogShard
            {
                ProjectName = projectName,
                LogstoreName = logstoreName,
                ShardId = shard.GetInt("shardID") ?? throw new JsonException("a shard has no shardID"),
                Status = shard.GetText("status") ?? string.Empty,
                InclusiveBeginKey = shard.GetText("inclusiveBeginKey") ?? string.Empty,
                ExclusiveEndKey = shard.GetText("exclusiveEndKey") ?? string.Empty,
                CreateTime = shard.GetTime("createTime"),
            });
        }

        return shards;
    }
}
