using System.Text.Json;
using System.Text.Json.Nodes;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>
/// Checks a Logtail config and fills in what the service fills in (Log Service API, "Logtail configuration files").
/// Members it does not know are kept as they came: consoles and clients add some freely.
/// </summary>
internal static class ConfigDocument
{
    /// <exception cref="SlsException">400 InvalidParameter.</exception>
    public static JsonObject Normalise(JsonMembers body, string projectName, string region)
    {
        string name = body.RequiredString("configName");
        if (!ResourceNames.IsConfig(name))
        {
            throw body.Fail($"configName {name} must be 2 to 128 characters of a-z, 0-9, - and _, first and last a letter or digit");
        }
        string inputType = body.RequiredString("inputType");
        JsonElement inputDetail = body.RequiredObject("inputDetail");
        JsonMembers input = new(inputDetail, SlsErrors.InvalidConfigJson);
        CheckInput(inputType, input);
        CheckCommon(input);
        string outputType = body.RequiredString("outputType");
        if (outputType != "LogService")
        {
            throw body.Fail($"outputType {outputType} must be LogService");
        }
        JsonMembers output = new(body.RequiredObject("outputDetail"), SlsErrors.InvalidConfigJson);
        if (output.RequiredString("logstoreName").Length == 0)
        {
            throw output.Missing("outputDetail.logstoreName");
        }
        if (output.String("projectName") is { Length: > 0 } project && project != projectName)
        {
            throw body.Fail($"outputDetail.projectName {project} must be {projectName}");
        }
        body.String("logSample");

        JsonObject document = body.Copy();
        document.Remove("createTime");
        document.Remove("lastModifyTime");
        document["logSample"] ??= "";
        FillInput(document["inputDetail"]!.AsObject(), inputType);
        JsonObject outputDetail = document["outputDetail"]!.AsObject();
        outputDetail["projectName"] = projectName;
        if (string.IsNullOrEmpty(output.String("endpoint")))
        {
            outputDetail["endpoint"] = $"{region}.log.aliyuncs.com";
        }
        return document;
    }

    private static void CheckInput(string inputType, JsonMembers input)
    {
        switch (inputType)
        {
            case "syslog":
                if (input.RequiredString("tag").Length == 0)
                {
                    throw input.Missing("inputDetail.tag");
                }
                break;
            case "streamlog":
                input.String("tag");
                break;
            case "plugin":
                JsonMembers plugin = new(input.RequiredObject("plugin"), SlsErrors.InvalidConfigJson);
                if (plugin.Array("inputs") is null)
                {
                    throw plugin.Missing("inputDetail.plugin.inputs");
                }
                break;
            case "file":
                CheckFile(input);
                break;
            default:
                throw input.Fail($"inputType {inputType} must be file, plugin, syslog or streamlog");
        }
    }

    /// <summary>What the members that all kinds of input have must be.</summary>
    private static void CheckCommon(JsonMembers input)
    {
        int keys = input.Strings("filterKey")?.Count ?? 0;
        int expressions = input.Strings("filterRegex")?.Count ?? 0;
        if (keys != expressions)
        {
            throw input.Fail($"filterKey has {keys} elements, filterRegex {expressions}: they go together in pairs");
        }
        if (input.String("mergeType") is { } merge && merge is not ("topic" or "logstore"))
        {
            throw input.Fail($"mergeType {merge} must be topic or logstore");
        }
    }

    private static void CheckFile(JsonMembers input)
    {
        string logType = input.RequiredString("logType");
        string path = input.RequiredString("logPath");
        if (!path.StartsWith('/') && !(path.Length > 2 && path[1] == ':' && char.IsAsciiLetter(path[0])))
        {
            throw input.Fail($"logPath {path} must be absolute");
        }
        input.RequiredString("filePattern");
        switch (logType)
        {
            case "common_reg_log":
                input.RequiredString("regex");
                if (input.Strings("key") is null)
                {
                    throw input.Missing("inputDetail.key");
                }
                break;
            case "delimiter_log":
                input.RequiredString("separator");
                if (input.Strings("key") is null)
                {
                    throw input.Missing("inputDetail.key");
                }
                break;
            case "apsara_log":
                input.RequiredString("logBeginRegex");
                break;
            case "json_log":
                break;
            default:
                throw input.Fail($"logType {logType} must be common_reg_log, json_log, delimiter_log or apsara_log");
        }
        if (input.Int("maxDepth") is { } depth && depth is < 0 or > 1000)
        {
            throw input.Fail("maxDepth must be within range [0, 1000]");
        }
        if (input.String("fileEncoding") is { } encoding && encoding is not ("utf8" or "gbk"))
        {
            throw input.Fail($"fileEncoding {encoding} must be utf8 or gbk");
        }
    }

    private static void FillInput(JsonObject input, string inputType)
    {
        Default(input, "localStorage", true);
        Default(input, "enableTag", false);
        Default(input, "enableRawLog", false);
        Default(input, "maxSendRate", -1);
        Default(input, "sendRateExpire", 0);
        Default(input, "mergeType", "topic");
        Default(input, "filterKey", new JsonArray());
        Default(input, "filterRegex", new JsonArray());
        Default(input, "sensitive_keys", new JsonArray());
        Default(input, "shardHashKey", new JsonArray());
        Default(input, "delayAlarmBytes", 0);
        Default(input, "priority", 0);
        Default(input, "adjustTimezone", false);
        Default(input, "logTimezone", "");
        Default(input, "discardNonUtf8", false);
        if (inputType == "streamlog")
        {
            Default(input, "tag", "");
        }
        if (inputType == "file")
        {
            Default(input, "dockerFile", false);
            Default(input, "topicFormat", "none");
            Default(input, "timeFormat", "");
            Default(input, "fileEncoding", "utf8");
            Default(input, "preserve", true);
            Default(input, "preserveDepth", 0);
            Default(input, "discardUnmatch", true);
            Default(input, "tailExisted", false);
            Default(input, "delaySkipBytes", 0);
            Default(input, "maxDepth", 100);
        }
    }

    private static void Default(JsonObject input, string name, JsonNode value)
    {
        if (input[name] is null)
        {
            input[name] = value;
        }
    }
}
