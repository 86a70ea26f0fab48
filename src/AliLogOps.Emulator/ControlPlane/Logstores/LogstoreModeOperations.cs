using System.Text.Json.Nodes;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>
/// Log Service API, settings of a logstore or metric store with operations of their own: encryption, metering mode,
/// ingest processor, multimodal configuration. They are kept and given back.
/// </summary>
internal static class LogstoreModeOperations
{
    private static readonly string[] s_meteringModes = ["ChargeByFunction", "ChargeByDataIngest"];

    private static readonly string[] s_encryptTypes =
        ["default", "m4", "sm4_ecb", "sm4_cbc", "sm4_gcm", "aes_ecb", "aes_cbc", "aes_cfb", "aes_ofb", "aes_gcm"];

    public static void Register(OperationTable table)
    {
        table.Write("PUT", "/logstores/{logstore}/encryption", "UpdateLogStoreEncryption", BodyKind.Json, PutEncryption);
        RegisterShared(table, "/logstores/{logstore}", "LogStore", LogstoreOperations.Require);
        table.Read("GET", "/logstores/{logstore}/multimodalconfiguration", "GetLogStoreMultimodalConfiguration", GetMultimodal);
        table.Write("PUT", "/logstores/{logstore}/multimodalconfiguration", "PutLogStoreMultimodalConfiguration", BodyKind.Json, PutMultimodal);
    }

    /// <summary>What logstores and metric stores have alike.</summary>
    /// <param name="require">The store of the path.</param>
    public static void RegisterShared(OperationTable table, string path, string entity, Func<OperationContext, LogstoreRecord> require)
    {
        table.Read("GET", path + "/meteringmode", $"Get{entity}MeteringMode", context => GetMeteringMode(context, require(context)));
        table.Write("PUT", path + "/meteringmode", $"Update{entity}MeteringMode", BodyKind.Json, context => PutMeteringMode(context, require(context)));
        table.Write("POST", path + "/processor", $"Update{entity}Processor", BodyKind.Json, context => PutProcessor(context, require(context)));
    }

    /// <summary>The names of this body differ from those of the same setting in the logstore's own.</summary>
    private static SlsResult PutEncryption(OperationContext context)
    {
        LogstoreRecord logstore = LogstoreOperations.Require(context);
        JsonMembers body = JsonMembers.OfBody(context, SlsErrors.ParameterInvalid);
        bool enable = body.Bool("enable") ?? throw body.Missing("enable");
        string type = body.String("encryptType") ?? "default";
        if (!s_encryptTypes.Contains(type))
        {
            throw body.Fail($"encryptType {type} is invalid: it must be {string.Join(", ", s_encryptTypes)}");
        }
        JsonObject wanted = new() { ["enable"] = enable, ["encrypt_type"] = type };
        if (body.Object("userCmkInfo") is { } info)
        {
            JsonMembers key = new(info, SlsErrors.ParameterInvalid);
            wanted["user_cmk_info"] = new JsonObject
            {
                ["cmk_key_id"] = key.RequiredString("keyId"),
                ["arn"] = key.RequiredString("roleArn"),
                ["region_id"] = key.RequiredString("regionId"),
            };
        }
        Change(context, logstore, settings =>
        {
            if (settings["encrypt_conf"] is JsonObject known)
            {
                JsonObject expected = known.DeepClone().AsObject();
                expected["enable"] = enable;
                if (body.Has("encryptType") && !JsonNode.DeepEquals(expected, wanted))
                {
                    throw body.Fail("only enable can change once the encryption of a logstore has been set");
                }
                wanted = expected;
            }
            settings["encrypt_conf"] = wanted;
        });
        return SlsResult.Empty;
    }

    /// <summary>Changes settings as they stand when the change is written: whatever was written meanwhile stays.</summary>
    /// <exception cref="SlsException">404 LogStoreNotExist: it was deleted meanwhile.</exception>
    private static void Change(OperationContext context, LogstoreRecord store, Action<JsonObject> change)
    {
        context.Services.Database.Write(session =>
        {
            LogstoreRecord current = LogstoreRepository.Find(session, context.ProjectId, store.Name) ?? throw SlsErrors.LogStoreNotExist(store.Name).ToException();
            change(current.Settings);
            LogstoreRepository.Update(session, current with { LastModifyTime = context.NowSeconds });
        });
    }

    private static SlsResult GetMeteringMode(OperationContext context, LogstoreRecord logstore)
    {
        string mode = context.Services.Database.Read(session => ProjectSettingRepository.Find(session, context.ProjectId, Key(logstore))) ?? s_meteringModes[0];
        return SlsResult.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("meteringMode", mode);
            writer.WriteEndObject();
        });
    }

    private static SlsResult PutMeteringMode(OperationContext context, LogstoreRecord logstore)
    {
        JsonMembers body = JsonMembers.OfBody(context, SlsErrors.ParameterInvalid);
        string mode = body.RequiredString("meteringMode");
        if (!s_meteringModes.Contains(mode))
        {
            throw body.Fail($"meteringMode {mode} is invalid: it must be {string.Join(" or ", s_meteringModes)}");
        }
        context.Services.Database.Write(session => ProjectSettingRepository.Put(session, context.ProjectId, Key(logstore), mode));
        return SlsResult.Empty;
    }

    /// <summary>«unconfirmed»: the name becomes the store's processorId. Processors themselves are not built, so none is looked up and none runs.</summary>
    private static SlsResult PutProcessor(OperationContext context, LogstoreRecord logstore)
    {
        JsonMembers body = JsonMembers.OfBody(context, SlsErrors.ParameterInvalid);
        string name = body.RequiredString("processorName");
        if (name.Length == 0)
        {
            throw body.Fail("processorName is empty: it must name an ingest processor");
        }
        Change(context, logstore, settings => settings["processorId"] = name);
        return SlsResult.Empty;
    }

    /// <summary>«unconfirmed»: Disabled until it is set.</summary>
    private static SlsResult GetMultimodal(OperationContext context)
    {
        LogstoreRecord logstore = LogstoreOperations.Require(context);
        return SlsResult.JsonText(context.Services.Database.Read(session => ProjectSettingRepository.Find(session, context.ProjectId, Key(logstore, "multimodal")))
            ?? """{"status":"Disabled"}""");
    }

    /// <summary>The status is checked; what else the body has is kept as it was written («unconfirmed»).</summary>
    private static SlsResult PutMultimodal(OperationContext context)
    {
        LogstoreRecord logstore = LogstoreOperations.Require(context);
        JsonMembers body = JsonMembers.OfBody(context, SlsErrors.ParameterInvalid);
        string status = body.RequiredString("status");
        if (status is not ("Enabled" or "Disabled"))
        {
            throw body.Fail($"status {status} is invalid: it must be Enabled or Disabled");
        }
        context.Services.Database.Write(session => ProjectSettingRepository.Put(session, context.ProjectId, Key(logstore, "multimodal"), body.Copy().ToJsonString()));
        return SlsResult.Empty;
    }

    /// <summary>A logstore that is paid by ingest keeps its mode and its kind of data.</summary>
    /// <exception cref="SlsException">400 NotSupported.</exception>
    public static void CheckMetering(DatabaseSession session, long projectId, LogstoreRecord logstore, JsonObject settings)
    {
        if (ProjectSettingRepository.Find(session, projectId, Key(logstore)) != s_meteringModes[1])
        {
            return;
        }
        foreach (string member in (string[])["mode", "telemetryType"])
        {
            if (!JsonNode.DeepEquals(logstore.Settings[member], settings[member]))
            {
                throw SlsErrors.NotSupported($"{member} cannot change while the logstore is charged by data ingest").ToException();
            }
        }
    }

    /// <summary>Ids of logstores are never used twice, so a new logstore of an old name begins with the default.</summary>
    private static string Key(LogstoreRecord logstore, string setting = "meteringmode")
    {
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{setting}/{logstore.Id}");
    }
}
