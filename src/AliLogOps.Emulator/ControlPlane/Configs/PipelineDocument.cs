using System.Text.Json;
using System.Text.Json.Nodes;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>
/// Checks a pipeline config (Log Service API, "LogtailPipelineConfig"). Plugins' own members are kept as they came. Error
/// codes are those of the classic form («unconfirmed»).
/// </summary>
internal static class PipelineDocument
{
    /// <exception cref="SlsException">400 InvalidParameter.</exception>
    public static JsonObject Normalise(JsonMembers body)
    {
        string name = body.RequiredString("configName");
        if (!ResourceNames.IsConfig(name))
        {
            throw body.Fail($"configName {name} must be 2 to 128 characters of a-z, 0-9, - and _, first and last a letter or digit");
        }
        CheckPlugins(body, "inputs", 1, 1);
        CheckPlugins(body, "processors", 0, int.MaxValue);
        CheckPlugins(body, "aggregators", 0, 1);
        CheckPlugins(body, "flushers", 1, 1);
        body.Object("global");
        body.Object("task");
        body.String("logSample");

        JsonObject document = body.Copy();
        document.Remove("createTime");
        document.Remove("lastModifyTime");
        document["logSample"] ??= "";
        document["global"] ??= new JsonObject();
        document["processors"] ??= new JsonArray();
        document["aggregators"] ??= new JsonArray();
        return LogstoreOf(document).Length > 0 ? document : throw body.Missing("flushers[0].Logstore");
    }

    /// <summary>Logstore of the one flusher; empty if it names none.</summary>
    public static string LogstoreOf(JsonObject document)
    {
        return document["flushers"]![0]!["Logstore"] is JsonValue value && value.TryGetValue(out string? name) ? name : "";
    }

    private static void CheckPlugins(JsonMembers body, string member, int minimum, int maximum)
    {
        List<JsonElement> plugins = body.Array(member) ?? [];
        if (plugins.Count < minimum || plugins.Count > maximum)
        {
            string rule = minimum == maximum ? "exactly one plugin" : "at most one plugin";
            throw body.Fail($"{member} has {plugins.Count} elements: it must have {rule}");
        }
        foreach (JsonElement plugin in plugins)
        {
            if (plugin.ValueKind != JsonValueKind.Object
                || !plugin.TryGetProperty("Type", out JsonElement type) || type.ValueKind != JsonValueKind.String || type.GetString()!.Length == 0)
            {
                throw body.Fail($"{member} has the element {plugin.GetRawText()}: each must be an object with a Type");
            }
        }
    }
}
