using System.Text.Json;
using AliLogOps.Emulator.Agents.StreamLog;

namespace AliLogOps.Emulator.Agents;

/// <summary>How the control API shows an agent.</summary>
internal static class AgentJson
{
    /// <summary>Writes one agent as an object.</summary>
    public static void Write(Utf8JsonWriter writer, StandInAgent agent)
    {
        AgentSettings settings = agent.EffectiveSettings;
        writer.WriteStartObject();
        writer.WriteString("hostName", agent.HostName);
        writer.WriteString("ipAddress", settings.IpAddress);
        WriteTexts(writer, "identifiers", settings.Identifiers);
        writer.WriteString("instanceId", settings.InstanceId);
        writer.WriteString("machineUniqueId", settings.MachineUniqueId);
        writer.WriteString("streamlogAddress", settings.StreamlogAddress.ToString());
        writer.WriteNumber("streamlogPort", agent.StreamlogPort);
        writer.WriteBoolean("streamlogOpen", settings.StreamlogOpen);
        writer.WriteString("state", agent.State.ToString());
        writer.WriteBoolean("listening", agent.Listening);
        writer.WriteString("listenError", agent.ListenError);
        WriteNumberOrNull(writer, "lastHeartbeatTime", agent.LastHeartbeatTime);
        WriteConfigs(writer, agent.Configs);
        WriteCounters(writer, agent);
        WriteFormats(writer, settings.UserFormats);
        writer.WriteNumber("heartbeatSeconds", settings.Heartbeat.TotalSeconds);
        writer.WriteNumber("pollSeconds", settings.Poll.TotalSeconds);
        writer.WriteNumber("batchSeconds", settings.Batch.TotalSeconds);
        writer.WriteNumber("retrySeconds", settings.Retry.TotalSeconds);
        writer.WriteNumber("discardOlderThanSeconds", settings.DiscardOlderThan.TotalSeconds);
        writer.WriteBoolean("restartNeeded", agent.RestartNeeded);
        WriteTexts(writer, "warnings", agent.Warnings);
        writer.WriteEndObject();
    }

    private static void WriteConfigs(Utf8JsonWriter writer, IReadOnlyList<StreamConfig> configs)
    {
        writer.WriteStartArray("configs");
        foreach (StreamConfig config in configs)
        {
            writer.WriteStartObject();
            writer.WriteString("projectName", config.ProjectName);
            writer.WriteString("configName", config.ConfigName);
            writer.WriteString("logstoreName", config.LogstoreName);
            writer.WriteString("tag", config.Tag);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteCounters(Utf8JsonWriter writer, StandInAgent agent)
    {
        AgentCounters counters = agent.Counters;
        writer.WriteStartObject("counters");
        writer.WriteNumber("connections", counters.Connections);
        writer.WriteNumber("openConnections", counters.OpenConnections);
        writer.WriteNumber("lines", counters.Lines);
        writer.WriteNumber("accepted", counters.Accepted);
        writer.WriteNumber("sent", counters.Sent);
        writer.WriteNumber("queued", agent.Queued);
        writer.WriteNumber("sendFailures", counters.SendFailures);
        writer.WriteStartObject("dropped");
        WriteTally(writer, "unknownTag", counters.UnknownTag);
        WriteTally(writer, "unknownVersion", counters.UnknownVersion);
        writer.WriteNumber("tooFewTokens", counters.TooFewTokens);
        writer.WriteNumber("badTime", counters.BadTime);
        writer.WriteNumber("tooOld", counters.TooOld);
        writer.WriteNumber("partialLine", counters.PartialLine);
        writer.WriteNumber("tooLong", counters.TooLong);
        WriteTally(writer, "rejected", counters.Rejected);
        writer.WriteEndObject();
        writer.WriteNumber("invalidUtf8", counters.InvalidUtf8);
        writer.WriteNumber("duplicateTags", counters.DuplicateTags);
        writer.WriteEndObject();
    }

    private static void WriteFormats(Utf8JsonWriter writer, IReadOnlyList<StreamLogFormat> formats)
    {
        writer.WriteStartArray("streamlogFormats");
        foreach (StreamLogFormat format in formats)
        {
            writer.WriteStartObject();
            writer.WriteString("version", format.Version);
            WriteTexts(writer, "fields", format.Fields);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteTally(Utf8JsonWriter writer, string name, BoundedTally tally)
    {
        writer.WriteStartObject(name);
        foreach ((string key, long count) in tally.Snapshot())
        {
            writer.WriteNumber(key, count);
        }

        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void WriteNumberOrNull(Utf8JsonWriter writer, string name, long? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
