using System.Text.Json;

namespace AliLogOps.Client;

/// <summary>Pipeline configurations on the wire (Log Service API: CreateLogtailPipelineConfig, GetLogtailPipelineConfig).</summary>
internal static class PipelineConfigJson
{
    private const string Flushers = "flushers";
    private static readonly string[] s_own = ["configName", "logSample", "createTime", "lastModifyTime"];

    public static LogtailConfig Read(JsonElement json, string projectName, string configName)
    {
        // global, inputs, processors, aggregators, flushers, task, and whatever else comes
        Dictionary<string, object?> steps = JsonValues.ReadMembers(json).Where(member => !s_own.Contains(member.Key)).ToDictionary(StringComparer.Ordinal);
        return new LogtailConfig
        {
            ProjectName = projectName,
            LogtailConfigName = json.GetText("configName") ?? configName,
            InputType = LogtailConfig.PipelineType,
            LogstoreName = FirstFlusher(steps)?.GetValueOrDefault("Logstore") as string ?? string.Empty,
            InputDetail = steps,
            LogSample = json.GetText("logSample") ?? string.Empty,
            CreateTime = json.GetTime("createTime"),
            LastModifyTime = json.GetTime("lastModifyTime"),
        };
    }

    public static ReadOnlyMemory<byte> Write(LogtailConfig config) =>
        JsonBytes.Object(config, static (writer, config) =>
        {
            writer.WriteString("configName", config.LogtailConfigName);
            writer.WriteString("logSample", config.LogSample);
            foreach ((string name, object? value) in WithLogstore(config))
            {
                writer.WritePropertyName(name);
                JsonValues.Write(writer, value);
            }
        });

    // the logstore is a member of the model and of the flusher: the model's is the one that counts
    private static IEnumerable<KeyValuePair<string, object?>> WithLogstore(LogtailConfig config)
    {
        Dictionary<string, object?> flusher = FirstFlusher(config.InputDetail)?.ToDictionary(StringComparer.Ordinal) ?? new(StringComparer.Ordinal) { ["Type"] = "flusher_sls" };
        if (config.LogstoreName.Length > 0)
        {
            flusher["Logstore"] = config.LogstoreName;
        }

        return config.InputDetail.Where(member => member.Key != Flushers).Append(new(Flushers, new List<object?> { flusher }));
    }

    private static IReadOnlyDictionary<string, object?>? FirstFlusher(IReadOnlyDictionary<string, object?> steps) =>
        (steps.GetValueOrDefault(Flushers) as IReadOnlyList<object?>)?.FirstOrDefault() as IReadOnlyDictionary<string, object?>;
}
