using System.Text.Json.Nodes;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>Log Service API, "Logtail configuration related interfaces": create, get, list, update, delete.</summary>
internal static class ConfigOperations
{
    /// <summary>Configs of one project.</summary>
    public const int Quota = 200;

    public static void Register(OperationTable table)
    {
        table.Write("POST", "/configs", "CreateConfig", BodyKind.Json, Create);
        table.Read("GET", "/configs", "ListConfig", List);
        table.Read("GET", "/configs/{config}", "GetConfig", Get);
        table.Write("PUT", "/configs/{config}", "UpdateConfig", BodyKind.Json, Update);
        table.Write("DELETE", "/configs/{config}", "DeleteConfig", BodyKind.None, Delete);
    }

    private static SlsResult Create(OperationContext context)
    {
        ConfigRecord config = Parse(context) with { CreateTime = context.NowSeconds };
        context.Services.Database.Write(session =>
        {
            if (ConfigRepository.Find(session, context.ProjectId, config.Name) is not null)
            {
                throw SlsErrors.ConfigAlreadyExist(config.Name).ToException();
            }
            if (session.Scalar<long>("SELECT count(*) FROM logtail_config WHERE project_id = $1", context.ProjectId) >= Quota)
            {
                throw SlsErrors.ProjectQuotaExceed($"config count exceed quota: {Quota} configs exist already").ToException();
            }
            ConfigRepository.Insert(session, context.ProjectId, config);
        });
        return SlsResult.Empty;
    }

    private static SlsResult Get(OperationContext context)
    {
        string name = context.Route["config"];
        ConfigRecord config = context.Services.Configs.Find(context.ProjectId, name) ?? throw SlsErrors.ConfigNotExist(name).ToException();
        JsonObject answer = config.Document;
        answer["createTime"] = config.CreateTime;
        answer["lastModifyTime"] = config.LastModifyTime;
        return SlsResult.Json(answer);
    }

    private static SlsResult List(OperationContext context)
    {
        string logstore = context.Query["logstoreName"] ?? "";
        if (logstore.Length > 0 && context.Services.Logstores.Find(context.ProjectId, logstore) is null)
        {
            throw SlsErrors.LogStoreNotExist(logstore).ToException();
        }
        List<string> names = context.Services.Configs.Names(context.ProjectId, context.Query["configName"] ?? "", logstore);
        return Paging.Names(context, "configs", names, 500, 500);
    }

    private static SlsResult Update(OperationContext context)
    {
        string name = context.Route["config"];
        ConfigRecord config = Parse(context);
        context.Services.Database.Write(session =>
        {
            ConfigRecord stored = ConfigRepository.Find(session, context.ProjectId, name) ?? throw SlsErrors.ConfigNotExist(name).ToException();
            if (config.Name != name)
            {
                throw SlsErrors.ConfigNameMismatch(name).ToException();
            }
            ConfigRepository.Update(session, config with { Id = stored.Id });
        });
        return SlsResult.Empty;
    }

    private static SlsResult Delete(OperationContext context)
    {
        string name = context.Route["config"];
        context.Services.Database.Write(session =>
        {
            ConfigRecord config = ConfigRepository.Find(session, context.ProjectId, name) ?? throw SlsErrors.ConfigNotExist(name).ToException();
            ConfigRepository.Delete(session, config.Id);
        });
        return SlsResult.Empty;
    }

    private static ConfigRecord Parse(OperationContext context)
    {
        JsonMembers body = JsonMembers.OfBody(context, SlsErrors.InvalidConfigJson);
        JsonObject document = ConfigDocument.Normalise(body, context.ProjectName, context.Services.Region);
        return new ConfigRecord
        {
            ProjectName = context.ProjectName,
            Name = (string)document["configName"]!,
            LogstoreName = (string)document["outputDetail"]!["logstoreName"]!,
            Document = document,
            LastModifyTime = context.NowSeconds,
        };
    }
}
