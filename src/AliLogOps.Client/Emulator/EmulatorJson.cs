using System.Text.Json;

namespace AliLogOps.Client;

/// <summary>The emulator's control interface on the wire.</summary>
internal static class EmulatorJson
{
    public static EmulatorState ReadState(JsonElement json) => new()
    {
        Endpoint = json.GetText("endpoint") ?? string.Empty,
        Region = json.GetText("region") ?? string.Empty,
        ProcessId = json.GetInt("processId") ?? 0,
        Version = json.GetText("version") ?? string.Empty,
        StartTime = json.GetTime("startTime"),
        DataPath = json.GetText("dataPath"),
        Requests = json.GetInteger("requests") ?? 0,
        Writes = json.GetInteger("writes") ?? 0,
        WritesByProject = ReadCounts(json.GetObject("writesByProject")),
        Projects = json.GetInt("projects") ?? 0,
        Agents = json.GetInt("agents") ?? 0,
        Dial = json.GetObject("dial") is { ValueKind: JsonValueKind.Object } dial ? EmulatorDialJson.Read(dial) : new EmulatorDial(),
    };

    public static EmulatorAgent ReadAgent(JsonElement json) => new()
    {
        HostName = json.GetText("hostName") ?? throw new JsonException("an agent has no hostName"),
        IPAddress = json.GetText("ipAddress") ?? string.Empty,
        Identifiers = json.GetTexts("identifiers"),
        MachineUniqueId = json.GetText("machineUniqueId") ?? string.Empty,
        StreamlogAddress = json.GetText("streamlogAddress") ?? string.Empty,
        StreamlogPort = json.GetInt("streamlogPort") ?? 0,
        StreamlogOpen = json.GetFlag("streamlogOpen") ?? false,
        State = json.GetText("state") ?? string.Empty,
        Listening = json.GetFlag("listening") ?? false,
        ListenError = json.GetText("listenError"),
        LastHeartbeatTime = json.GetTime("lastHeartbeatTime"),
        Configs = ReadConfigs(json),
        Warnings = json.GetTexts("warnings"),
        Counters = ReadCounters(json.GetObject("counters")),
    };

    public static ReadOnlyMemory<byte> WriteAgent(string? hostName, EmulatorAgentSettings settings) =>
        JsonBytes.Object((hostName, settings), static (writer, state) =>
        {
            EmulatorAgentSettings settings = state.settings;
            WriteText(writer, "hostName", state.hostName);
            WriteText(writer, "ipAddress", settings.IPAddress);
            if (settings.Identifiers is { } identifiers)
            {
                writer.WriteTexts("identifiers", identifiers);
            }

            WriteText(writer, "streamlogAddress", settings.StreamlogAddress);
            if (settings.StreamlogPort is { } port)
            {
                writer.WriteNumber("streamlogPort", port);
            }

            if (settings.StreamlogOpen is { } open)
            {
                writer.WriteBoolean("streamlogOpen", open);
            }

            WriteSeconds(writer, "heartbeatSeconds", settings.HeartbeatInterval);
            WriteSeconds(writer, "pollSeconds", settings.PollInterval);
            WriteSeconds(writer, "batchSeconds", settings.BatchInterval);
        });

    private static List<EmulatorAgentConfig> ReadConfigs(JsonElement json)
    {
        List<EmulatorAgentConfig> configs = [];
        if (json.TryGetProperty("configs", out JsonElement list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement config in list.EnumerateArray())
            {
                configs.Add(new EmulatorAgentConfig
                {
                    ProjectName = config.GetText("projectName") ?? string.Empty,
                    LogtailConfigName = config.GetText("configName") ?? string.Empty,
                    LogstoreName = config.GetText("logstoreName") ?? string.Empty,
                    Tag = config.GetText("tag") ?? string.Empty,
                });
            }
        }

        return configs;
    }

    private static EmulatorAgentCounters ReadCounters(JsonElement json)
    {
        JsonElement dropped = json.GetObject("dropped");
        return new EmulatorAgentCounters
        {
            Connections = json.GetInteger("connections") ?? 0,
            OpenConnections = json.GetInteger("openConnections") ?? 0,
            Lines = json.GetInteger("lines") ?? 0,
            Accepted = json.GetInteger("accepted") ?? 0,
            Sent = json.GetInteger("sent") ?? 0,
            Queued = json.GetInteger("queued") ?? 0,
            SendFailures = json.GetInteger("sendFailures") ?? 0,
            DroppedUnknownTag = ReadCounts(dropped.GetObject("unknownTag")),
            DroppedUnknownVersion = ReadCounts(dropped.GetObject("unknownVersion")),
            DroppedTooFewTokens = dropped.GetInteger("tooFewTokens") ?? 0,
            DroppedBadTime = dropped.GetInteger("badTime") ?? 0,
            DroppedTooOld = dropped.GetInteger("tooOld") ?? 0,
            DroppedRejected = ReadCounts(dropped.GetObject("rejected")),
            DroppedPartialLine = dropped.GetInteger("partialLine") ?? 0,
            DroppedTooLong = dropped.GetInteger("tooLong") ?? 0,
            InvalidUtf8 = json.GetInteger("invalidUtf8") ?? 0,
            DuplicateTags = json.GetInteger("duplicateTags") ?? 0,
        };
    }

    private static Dictionary<string, long> ReadCounts(JsonElement json)
    {
        Dictionary<string, long> counts = new(StringComparer.Ordinal);
        if (json.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty member in json.EnumerateObject())
            {
                counts[member.Name] = json.GetInteger(member.Name) ?? 0;
            }
        }

        return counts;
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }

    private static void WriteSeconds(Utf8JsonWriter writer, string name, TimeSpan? time)
    {
        if (time is { } span)
        {
            writer.WriteNumber(name, span.TotalSeconds);
        }
    }
}
