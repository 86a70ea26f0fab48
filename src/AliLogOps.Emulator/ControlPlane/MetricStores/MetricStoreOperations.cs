using System.Text.Json.Nodes;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>
/// Log Service API, metric stores: create, get, list, update, delete. A metric store is a logstore whose telemetryType is Metrics: they
/// share names, quota, shards and («unconfirmed») error codes.
/// </summary>
internal static class MetricStoreOperations
{
    /// <summary>Setting that only metric stores have; it is not shown as a logstore's.</summary>
    public const string MetricType = "metricType";

    private const string All = "/metricstores";
    private const string One = All + "/{metricstore}";

    /// <summary>Members of a logstore that a metric store shows.</summary>
    private static readonly string[] s_shown = ["ttl", "autoSplit", "maxSplitShard", "mode", MetricType, "hot_ttl", "infrequentAccessTTL", "processorId"];

    public static void Register(OperationTable table)
    {
        table.Write("POST", All, "CreateMetricStore", BodyKind.Json, Create);
        table.Read("GET", All, "ListMetricStores", List);
        table.Read("GET", One, "GetMetricStore", Get);
        table.Write("PUT", One, "UpdateMetricStore", BodyKind.Json, Update);
        table.Write("DELETE", One, "DeleteMetricStore", BodyKind.None, Delete);
        LogstoreModeOperations.RegisterShared(table, One, "MetricStore", Require);
    }

    private static SlsResult Create(OperationContext context)
    {
        JsonMembers body = JsonMembers.OfBody(context, SlsErrors.LogStoreInfoInvalid);
        string name = body.String("name") ?? "";
        if (!ResourceNames.IsLogstore(name))
        {
            throw body.Fail($"metricstore name {name} is invalid");
        }
        JsonObject settings = LogstoreSettings.OfCreateMetrics(body);
        settings[MetricType] = body.String(MetricType) ?? "prometheus";
        Check(body, settings);
        LogstoreOperations.Create(context, body, name, settings);
        return SlsResult.Empty;
    }

    private static SlsResult List(OperationContext context)
    {
        string name = context.Query["name"] ?? "";
        string mode = context.Query["mode"] ?? "";
        List<string> names = [.. context.Services.Logstores.List(context.ProjectId)
            .Where(store => IsMetrics(store) && store.Name.Contains(name, StringComparison.Ordinal) && (mode.Length == 0 || store.Mode == mode))
            .Select(store => store.Name)];
        return Paging.Names(context, "metricstores", names, 200, 500);
    }

    private static SlsResult Get(OperationContext context)
    {
        LogstoreRecord store = Require(context);
        JsonObject answer = new()
        {
            ["name"] = store.Name,
            ["shardCount"] = context.Services.Logstores.Shards(store.Id).Count(shard => shard.IsReadWrite),
        };
        foreach (string member in s_shown.Where(store.Settings.ContainsKey))
        {
            answer[member] = store.Settings[member]?.DeepClone();
        }
        // one that was made as a logstore
        answer.TryAdd(MetricType, "prometheus");
        answer["createTime"] = store.CreateTime;
        answer["lastModifyTime"] = store.LastModifyTime;
        return SlsResult.Json(answer);
    }

    private static SlsResult Update(OperationContext context)
    {
        LogstoreRecord known = Require(context);
        JsonMembers body = JsonMembers.OfBody(context, SlsErrors.LogStoreInfoInvalid);
        if (body.String("name") is { } name && name != known.Name)
        {
            throw body.Fail($"metricstore name {name} is invalid: the path names {known.Name}");
        }
        context.Services.Database.Write(session =>
        {
            LogstoreRecord store = LogstoreRepository.Find(session, context.ProjectId, known.Name) ?? throw SlsErrors.LogStoreNotExist(known.Name).ToException();
            if (body.Int("shardCount") is { } count && count != LogstoreRepository.Shards(session, store.Id).Count(shard => shard.IsReadWrite))
            {
                throw SlsErrors.ParameterInvalid("invalid shard count,you can only modify shardCount by split& merge shard").ToException();
            }
            JsonObject settings = LogstoreSettings.OfUpdateMetrics(store.Settings, body);
            Check(body, settings);
            LogstoreModeOperations.CheckMetering(session, context.ProjectId, store, settings);
            LogstoreRepository.Update(session, store with { Settings = settings, LastModifyTime = context.NowSeconds });
        });
        return SlsResult.Empty;
    }

    private static SlsResult Delete(OperationContext context)
    {
        LogstoreOperations.Delete(context, context.Route["metricstore"], IsMetrics);
        return SlsResult.Empty;
    }

    /// <summary>The metric store of the path.</summary>
    private static LogstoreRecord Require(OperationContext context)
    {
        string name = context.Route["metricstore"];
        return context.Services.Logstores.Find(context.ProjectId, name) is { } store && IsMetrics(store)
            ? LogstoreOperations.Known(context.Services, store)
            : throw SlsErrors.LogStoreNotExist(name).ToException();
    }

    public static bool IsMetrics(LogstoreRecord store)
    {
        return (string)store.Settings["telemetryType"]! == "Metrics";
    }

    /// <summary>The one type and the one mode that the documents name.</summary>
    private static void Check(JsonMembers body, JsonObject settings)
    {
        if (body.String(MetricType) is { } type && type != "prometheus")
        {
            throw body.Fail($"metricType {type} is invalid: it must be prometheus");
        }
        if ((string)settings["mode"]! is var mode && mode != "standard")
        {
            throw body.Fail($"mode {mode} is invalid: it must be standard");
        }
    }
}
