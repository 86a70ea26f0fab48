using System.Text.Json.Nodes;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>
/// Log Service API, "Logtail configuration related interfaces": create, get, list, update, delete, for the classic form
/// (/configs) and the pipeline form (/pipelineconfigs). Both share one set of names («unconfirmed» for the service).
/// </summary>
internal sealed class ConfigOperations
{
    /// <summary>Configs of one project.</summary>
    public const int Quota = 200;

    private readonly bool _pipelines;

    private ConfigOperations(bool pipelines)
    {
        _pipelines = pipelines;
    }

    public static void Register(OperationTable table)
    {
        new ConfigOperations(pipelines: false).Register(table, "/configs", "Config");
        new ConfigOperations(pipelines: true).Register(table, "/pipelineconfigs", "LogtailPipelineConfig");
    }

    private void Register(OperationTable table, string path, string entity)
    {
        table.Write("POST", path, "Create" + entity, BodyKind.Json, Create);
        table.Read("GET", path, "List" + entity, List);
        table.Read("GET", path + "/{config}", "Get" + entity, Get);
        table.Write("PUT", path + "/{config}", "Update" + entity, BodyKind.Json, Update);
        table.Write("DELETE", path + "/{config}", "Delete" + entity, BodyKind.None, Delete);
    }

    private SlsResult Create(OperationContext context)
    {
        ConfigRecord config = Parse(context) with { CreateTime = context.NowSeconds };
        context.Services.Database.Write(session =>
        {
            if (ConfigRepository.Find(session, context.ProjectId, config.Name) is not null)
            {
                throw SlsErrors.ConfigAlreadyExist(config.Name).ToException();
            }
            if (ConfigRepository.Count(session, context.ProjectId) >= Quota)
            {
                throw SlsErrors.ProjectQuotaExceed($"config count exceed quota: {Quota} configs exist already").ToException();
            }
            ConfigRepository.Insert(session, context.ProjectId, config);
        });
        return SlsResult.Empty;
    }

    private SlsResult Get(OperationContext context)
    {
        ConfigRecord config = context.Services.Database.Read(session => Require(session, context));
        JsonObject answer = config.Document;
        answer["createTime"] = config.CreateTime;
        answer["lastModifyTime"] = config.LastModifyTime;
        return SlsResult.Json(answer);
    }

    private SlsResult List(OperationContext context)
    {
        string logstore = context.Query["logstoreName"] ?? "";
        if (logstore.Length > 0 && context.Services.Logstores.Find(context.ProjectId, logstore) is null)
        {
            throw SlsErrors.LogStoreNotExist(logstore).ToException();
        }
        List<string> names = context.Services.Configs.Names(context.ProjectId, _pipelines, context.Query["configName"] ?? "", logstore);
        return Paging.Names(context, "configs", names, 500, 500);
    }

    private SlsResult Update(OperationContext context)
    {
        ConfigRecord config = Parse(context);
        context.Services.Database.Write(session =>
        {
            ConfigRecord stored = Require(session, context);
            if (config.Name != stored.Name)
            {
                throw SlsErrors.ConfigNameMismatch(stored.Name).ToException();
            }
            ConfigRepository.Update(session, config with { Id = stored.Id });
        });
        return SlsResult.Empty;
    }

    private SlsResult Delete(OperationContext context)
    {
        context.Services.Database.Write(session =>
        {
            ConfigRecord config = Require(session, context);
            ConfigRepository.Delete(session, config.Id);
            TagRepository.Forget(session, TaggedResource.Config, TaggedResource.IdOf(context.ProjectName, config.Name));
        });
        return SlsResult.Empty;
    }

    /// <summary>The config of the path, if it has this form.</summary>
    private ConfigRecord Require(DatabaseSession session, OperationContext context)
    {
        string name = context.Route["config"];
        ConfigRecord? config = ConfigRepository.Find(session, context.ProjectId, name);
        return config is not null && config.IsPipeline == _pipelines ? config : throw SlsErrors.ConfigNotExist(name).ToException();
    }

    private ConfigRecord Parse(OperationContext context)
    {
        JsonMembers body = JsonMembers.OfBody(context, SlsErrors.InvalidConfigJson);
        JsonObject document = _pipelines ? PipelineDocument.Normalise(body) : ConfigDocument.Normalise(body, context.ProjectName, context.Services.Region);
        return new ConfigRecord
        {
            ProjectName = context.ProjectName,
            Name = (string)document["configName"]!,
            IsPipeline = _pipelines,
            LogstoreName = _pipelines ? PipelineDocument.LogstoreOf(document) : (string)document["outputDetail"]!["logstoreName"]!,
            Document = document,
            LastModifyTime = context.NowSeconds,
        };
    }
}
