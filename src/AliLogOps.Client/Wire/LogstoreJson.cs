using System.Text.Json;

namespace AliLogOps.Client;

/// <summary>Logstores on the wire (Log Service API: CreateLogStore, GetLogStore, UpdateLogStore).</summary>
internal static class LogstoreJson
{
    public static Logstore Read(JsonElement json, string projectName, string logstoreName) => new()
    {
        ProjectName = projectName,
        LogstoreName = json.GetText("logstoreName") ?? logstoreName,
        TtlDays = json.GetInt("ttl") ?? 0,
        ShardCount = json.GetInt("shardCount") ?? 0,
        AutoSplit = json.GetFlag("autoSplit") ?? false,
        MaxSplitShard = json.GetInt("maxSplitShard") ?? 0,
        AppendMeta = json.GetFlag("appendMeta") ?? false,
        EnableTracking = json.GetFlag("enable_tracking") ?? false,
        Mode = json.GetText("mode") ?? string.Empty,
        TelemetryType = json.GetText("telemetryType") ?? string.Empty,
        HotTtlDays = json.GetInt("hot_ttl"),
        CreateTime = json.GetTime("createTime"),
        LastModifyTime = json.GetTime("lastModifyTime"),
        Extra = ExtraMembers.From(
            json, "logstoreName", "ttl", "shardCount", "autoSplit", "maxSplitShard", "appendMeta", "enable_tracking",
            "mode", "telemetryType", "hot_ttl", "createTime", "lastModifyTime", "enableModify"),
    };

    /// <summary>The body of a creation or an update; telemetry type and shard count are fixed after creation.</summary>
    public static ReadOnlyMemory<byte> Write(Logstore logstore, bool create) =>
        JsonBytes.Object((logstore, create), static (writer, state) =>
        {
            Logstore store = state.logstore;
            writer.WriteString("logstoreName", store.LogstoreName);
            writer.WriteNumber("ttl", store.TtlDays);
            if (state.create)
            {
                writer.WriteNumber("shardCount", store.ShardCount);
            }

            writer.WriteBoolean("autoSplit", store.AutoSplit);
            if (store.AutoSplit || store.MaxSplitShard > 0)
            {
                writer.WriteNumber("maxSplitShard", store.MaxSplitShard);
            }

            writer.WriteBoolean("appendMeta", store.AppendMeta);
            writer.WriteBoolean("enable_tracking", store.EnableTracking);
            if (store.Mode.Length > 0)
            {
                writer.WriteString("mode", store.Mode);
            }

            if (state.create && store.TelemetryType.Length > 0)
            {
                writer.WriteString("telemetryType", store.TelemetryType);
            }

            if (store.HotTtlDays is { } hot)
            {
                writer.WriteNumber("hot_ttl", hot);
            }

            store.Extra.WriteTo(writer);
        });
}
