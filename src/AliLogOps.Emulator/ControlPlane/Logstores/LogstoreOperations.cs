using System.Text.Json.Nodes;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>Log Service API, "Logstore related APIs": create, get, list, update, delete.</summary>
internal static class LogstoreOperations
{
    /// <summary>Logstores of one project.</summary>
    public const int Quota = 200;

    /// <summary>Shards of one project.</summary>
    public const int ShardQuota = 400;

    public static void Register(OperationTable table)
    {
        table.Write("POST", "/logstores", "CreateLogStore", BodyKind.Json, Create);
        table.Read("GET", "/logstores", "ListLogStores", List);
        table.Read("GET", "/logstores/{logstore}", "GetLogStore", Get);
        table.Write("PUT", "/logstores/{logstore}", "UpdateLogStore", BodyKind.Json, Update);
        table.Write("DELETE", "/logstores/{logstore}", "DeleteLogStore", BodyKind.None, Delete);
    }

    /// <summary>The logstore of the path.</summary>
    /// <exception cref="SlsException">404 LogStoreNotExist.</exception>
    public static LogstoreRecord Require(OperationContext context)
    {
        string name = context.Route["logstore"];
        return Known(context.Services, context.Services.Logstores.Find(context.ProjectId, name) ?? throw SlsErrors.LogStoreNotExist(name).ToException());
    }

    /// <summary>The logstore itself, unless it was made so lately that the dial hides it.</summary>
    /// <exception cref="SlsException">404 LogStoreNotExist.</exception>
    public static LogstoreRecord Known(EmulatorServices services, LogstoreRecord logstore)
    {
        return services.Visibility.IsKnown(logstore.CreateTime) ? logstore : throw SlsErrors.LogStoreNotExist(logstore.Name).ToException();
    }

    private static SlsResult Create(OperationContext context)
    {
        JsonMembers body = JsonMembers.OfBody(context, SlsErrors.LogStoreInfoInvalid);
        string name = body.String("logstoreName") ?? "";
        if (!ResourceNames.IsLogstore(name))
        {
            throw body.Fail($"logstore name {name} is invalid");
        }
        Create(context, body, name, LogstoreSettings.OfCreate(body));
        return SlsResult.Empty;
    }

    /// <summary>Makes a logstore; a metric store is one with a telemetryType of its own.</summary>
    /// <exception cref="SlsException">400 LogStoreInfoInvalid, LogStoreAlreadyExist or ProjectQuotaExceed.</exception>
    public static void Create(OperationContext context, JsonMembers body, string name, JsonObject settings)
    {
        int shardCount = body.RequiredInt("shardCount");
        if (shardCount is < 1 or > LogstoreSettings.MaxShardsAtCreation)
        {
            throw body.Fail($"shardCount {shardCount} is invalid: it must be within range [1, {LogstoreSettings.MaxShardsAtCreation}]");
        }
        long now = context.NowSeconds;
        context.Services.Database.Write(session =>
        {
            if (LogstoreRepository.Find(session, context.ProjectId, name) is not null)
            {
                throw SlsErrors.LogStoreAlreadyExist(name).ToException();
            }
            if (LogstoreRepository.Count(session, context.ProjectId) >= Quota)
            {
                throw SlsErrors.ProjectQuotaExceed($"logstore count exceed quota: {Quota} logstores exist already").ToException();
            }
            int shards = LogstoreRepository.CountOpenShards(session, context.ProjectId);
            if (shards + shardCount > ShardQuota)
            {
                throw SlsErrors.ProjectQuotaExceed($"shard count exceed quota: {shards} shards exist, {ShardQuota} are allowed").ToException();
            }
            LogstoreRecord logstore = new() { ProjectName = context.ProjectName, Name = name, Settings = settings, TtlDays = (int)settings["ttl"]!, CreateTime = now, LastModifyTime = now };
            LogstoreRepository.Insert(session, context.ProjectId, logstore, ShardRanges.DivideEvenly(shardCount, now));
        });
    }

    private static SlsResult Get(OperationContext context)
    {
        LogstoreRecord logstore = Require(context);
        int shards = context.Services.Logstores.Shards(logstore.Id).Count(shard => shard.IsReadWrite);
        JsonObject answer = new() { ["logstoreName"] = logstore.Name, ["shardCount"] = shards };
        foreach (KeyValuePair<string, JsonNode?> member in logstore.Settings.Where(member => member.Key != MetricStoreOperations.MetricType))
        {
            answer[member.Key] = member.Value?.DeepClone();
        }
        answer[LogstoreSettings.EnableModify] = logstore.EnableModify;
        answer["createTime"] = logstore.CreateTime;
        answer["lastModifyTime"] = logstore.LastModifyTime;
        return SlsResult.Json(answer);
    }

    private static SlsResult List(OperationContext context)
    {
        string name = context.Query["logstoreName"] ?? "";
        string telemetry = OneOf(context, "telemetryType", "None", "Metrics");
        string mode = OneOf(context, "mode", "standard", "query", "lite");
        List<string> names = [.. context.Services.Logstores.List(context.ProjectId)
            .Where(logstore => logstore.Name.Contains(name, StringComparison.Ordinal)
                && (telemetry.Length == 0 || (string)logstore.Settings["telemetryType"]! == telemetry)
                && (mode.Length == 0 || logstore.Mode == mode))
            .Select(logstore => logstore.Name)];
        return Paging.Names(context, "logstores", names, 200, 500);
    }

    /// <summary>The value of a filter, empty without one.</summary>
    private static string OneOf(OperationContext context, string name, params string[] values)
    {
        string value = context.Query[name] ?? "";
        return value.Length == 0 || values.Contains(value)
            ? value
            : throw SlsErrors.InvalidLogStoreQuery($"parameter {name} is '{value}': it must be {string.Join(" or ", values)}").ToException();
    }

    private static SlsResult Update(OperationContext context)
    {
        JsonMembers body = JsonMembers.OfBody(context, SlsErrors.LogStoreInfoInvalid);
        string name = context.Route["logstore"];
        if (body.RequiredString("logstoreName") != name)
        {
            throw body.Fail($"logstore name {body.String("logstoreName")} is invalid: the path names {name}");
        }
        context.Services.Database.Write(session =>
        {
            LogstoreRecord logstore = Known(context.Services, LogstoreRepository.Find(session, context.ProjectId, name) ?? throw SlsErrors.LogStoreNotExist(name).ToException());
            if (body.Int("shardCount") is { } count && count != LogstoreRepository.Shards(session, logstore.Id).Count(shard => shard.IsReadWrite))
            {
                throw SlsErrors.ParameterInvalid("invalid shard count,you can only modify shardCount by split& merge shard").ToException();
            }
            JsonObject settings = LogstoreSettings.OfUpdate(logstore.Settings, body);
            LogstoreModeOperations.CheckMetering(session, context.ProjectId, logstore, settings);
            LogstoreRepository.Update(session, logstore with
            {
                Settings = settings,
                LastModifyTime = context.NowSeconds,
            });
        });
        return SlsResult.Empty;
    }

    private static SlsResult Delete(OperationContext context)
    {
        Delete(context, context.Route["logstore"], _ => true);
        return SlsResult.Empty;
    }

    /// <summary>Deletes a logstore with all it has.</summary>
    /// <exception cref="SlsException">404 LogStoreNotExist: there is none, or it is not of the kind.</exception>
    public static void Delete(OperationContext context, string name, Func<LogstoreRecord, bool> isOfKind)
    {
        context.Services.Database.Write(session =>
        {
            LogstoreRecord? logstore = LogstoreRepository.Find(session, context.ProjectId, name);
            if (logstore is null || !isOfKind(logstore))
            {
                throw SlsErrors.LogStoreNotExist(name).ToException();
            }
            context.Services.Logstores.Delete(session, Known(context.Services, logstore));
            TagRepository.Forget(session, TaggedResource.Logstore, TaggedResource.IdOf(context.ProjectName, name));
        });
    }
}
