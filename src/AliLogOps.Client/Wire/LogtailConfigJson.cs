using System.Text.Json;

namespace AliLogOps.Client;

/// <summary>Logtail configurations on the wire (Log Service API: CreateConfig, GetConfig, UpdateConfig).</summary>
internal static class LogtailConfigJson
{
    public static LogtailConfig Read(JsonElement json, string projectName, string configName)
    {
        JsonElement output = json.GetObject("outputDetail");
        return new LogtailConfig
        {
            ProjectName = projectName,
            LogtailConfigName = json.GetText("configName") ?? configName,
            InputType = json.GetText("inputType") ?? string.Empty,
            LogstoreName = output.GetText("logstoreName") ?? string.Empty,
            InputDetail = JsonValues.ReadMembers(json.GetObject("inputDetail")),
            LogSample = json.GetText("logSample") ?? string.Empty,
            CreateTime = json.GetTime("createTime"),
            LastModifyTime = json.GetTime("lastModifyTime"),
            Extra = ExtraMembers.From(json, "configName", "inputType", "inputDetail", "outputType", "outputDetail", "logSample", "createTime", "lastModifyTime"),
            OutputExtra = ExtraMembers.From(output, "projectName", "logstoreName"),
        };
    }

    public static ReadOnlyMemory<byte> Write(LogtailConfig config) =>
        JsonBytes.Object(config, static (writer, config) =>
        {
            writer.WriteString("configName", config.LogtailConfigName);
            writer.WriteString("logSample", config.LogSample);
            writer.WriteString("inputType", config.InputType);
            writer.WritePropertyName("inputDetail");
            JsonValues.Write(writer, config.InputDetail);
            writer.WriteString("outputType", "LogService");
            writer.WriteStartObject("outputDetail");
            writer.WriteString("projectName", config.ProjectName);
            writer.WriteString("logstoreName", config.LogstoreName);
            config.OutputExtra.WriteTo(writer);
            writer.WriteEndObject();
            config.Extra.WriteTo(writer);
        });
}
