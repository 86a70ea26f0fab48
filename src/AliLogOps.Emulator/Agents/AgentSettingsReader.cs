using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using AliLogOps.Emulator.Agents.StreamLog;

namespace AliLogOps.Emulator.Agents;

/// <summary>
/// Reads agent settings from JSON. Each wrong value is refused with its name, unlike the real agent, which silently takes the
/// default for a value of the wrong type.
/// </summary>
internal static class AgentSettingsReader
{
    private const int MaxIdentifiers = 100;
    private const int MaxTextLength = 255;

    /// <summary>Returns <paramref name="settings"/> changed by the members of <paramref name="body"/>.</summary>
    /// <exception cref="ArgumentException">The body is no object, or a member is unknown or has an unusable value.</exception>
    public static AgentSettings Apply(AgentSettings settings, JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw new ArgumentException("The body must be a JSON object with the settings of an agent, for example {\"hostName\":\"web-1\",\"identifiers\":[\"id-1\"]}.");
        }

        foreach (JsonProperty member in body.EnumerateObject())
        {
            // null is what a client sends for a setting it leaves alone
            if (member.Value.ValueKind != JsonValueKind.Null)
            {
                settings = Apply(settings, member.Name, member.Value);
            }
        }

        return settings;
    }

    /// <summary>Reads the host name, the one setting without a default.</summary>
    /// <param name="instanceName">Host name of the instance the agent runs on, which is taken if the body has none; null outside an instance.</param>
    /// <exception cref="ArgumentException">It is missing or unusable.</exception>
    public static string ReadHostName(JsonElement body, string? instanceName)
    {
        if (body.ValueKind == JsonValueKind.Object && body.TryGetProperty("hostName", out JsonElement value) && value.ValueKind != JsonValueKind.Null)
        {
            return Word(value, "hostName");
        }

        return instanceName is null ? throw new ArgumentException("hostName is missing: an agent needs the name of its host.")
            : IsText(instanceName) && IsWord(instanceName) ? instanceName
            : throw new ArgumentException($"hostName is missing, and the instance's own, '{instanceName}', cannot stand in for it: give a host name without blanks and slashes.");
    }

    private static AgentSettings Apply(AgentSettings settings, string name, JsonElement value) => name switch
    {
        "hostName" => settings with { HostName = Word(value, name) },
        "ipAddress" => settings with { IpAddress = Address(value, name).ToString() },
        "identifiers" => settings with { Identifiers = Identifiers(value) },
        "instanceId" => settings with { InstanceId = Word(value, name) },
        "machineUniqueId" => settings with { MachineUniqueId = Text(value, name) },
        "streamlogAddress" => settings with { StreamlogAddress = ListenAddress(value, name) },
        "streamlogPort" => settings with { StreamlogPort = Port(value, name) },
        "streamlogOpen" => settings with { StreamlogOpen = Boolean(value, name) },
        "streamlogFormats" => WithFormats(settings, value),
        "heartbeatSeconds" => settings with { Heartbeat = Seconds(value, name, 0.01, 86400) },
        "pollSeconds" => settings with { Poll = Seconds(value, name, 0.01, 86400) },
        "batchSeconds" => settings with { Batch = Seconds(value, name, 0, 3600) },
        "retrySeconds" => settings with { Retry = Seconds(value, name, 0.01, 3600) },
        "discardOlderThanSeconds" => settings with { DiscardOlderThan = Seconds(value, name, 0, uint.MaxValue) },
        _ => throw new ArgumentException(
            $"'{name}' is no setting of an agent; known are hostName, ipAddress, identifiers, instanceId, machineUniqueId, streamlogAddress, streamlogPort, streamlogOpen, streamlogFormats, heartbeatSeconds, pollSeconds, batchSeconds, retrySeconds, discardOlderThanSeconds."),
    };

    private static string Text(JsonElement value, string name)
    {
        return ReadString(value) is { } text && IsText(text)
            ? text
            : throw Refused(name, value, $"give a text of 1 to {MaxTextLength} characters on one line");
    }

    private static string Word(JsonElement value, string name)
    {
        string text = Text(value, name);
        return IsWord(text) ? text : throw Refused(name, value, "give a host name without blanks and slashes");
    }

    private static bool IsText(string text) => text.Length is > 0 and <= MaxTextLength && !text.Any(char.IsControl);

    private static bool IsWord(string text) => !text.Any(char.IsWhiteSpace) && !text.Contains('/', StringComparison.Ordinal);

    private static IPAddress Address(JsonElement value, string name) =>
        IPAddress.TryParse(Text(value, name), out IPAddress? address)
            ? address
            : throw Refused(name, value, "give an IP address such as 10.0.0.1");

    private static IPAddress ListenAddress(JsonElement value, string name)
    {
        if (ReadString(value) is "")
        {
            // As in the agent: empty is the default, which there is every address.
            return IPAddress.Any;
        }

        IPAddress address = Address(value, name);
        return address.AddressFamily == AddressFamily.InterNetwork
            ? address
            : throw Refused(name, value, "give an IPv4 address; the stream input of the agent knows no other");
    }

    private static int Port(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int port) && port is >= 0 and <= IPEndPoint.MaxPort
            ? port
            : throw Refused(name, value, "give a whole number from 0 to 65535; 0 takes a free port");

    private static bool Boolean(JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Refused(name, value, "give true or false, without quotes"),
    };

    private static TimeSpan Seconds(JsonElement value, string name, double least, double most) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double seconds) && seconds >= least && seconds <= most
            ? TimeSpan.FromSeconds(seconds)
            : throw Refused(name, value, string.Create(CultureInfo.InvariantCulture, $"give a number of seconds from {least} to {most}"));

    private static IReadOnlyList<string> Identifiers(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > MaxIdentifiers)
        {
            throw Refused("identifiers", value, $"give a list of up to {MaxIdentifiers} identifiers, for example [\"id-1\"]; an empty list means identity by ip");
        }

        // Blanks at the ends are kept: the real agent keeps them too, and then matches no group.
        return [.. value.EnumerateArray().Select(entry => Text(entry, "identifiers"))];
    }

    private static AgentSettings WithFormats(AgentSettings settings, JsonElement value)
    {
        StreamLogFormat[] formats = [.. value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Select(ReadFormat)
            : throw Refused("streamlogFormats", value, "give a list such as [{\"version\":\"2.1\",\"fields\":[\"level\"]}]")];
        return settings with { Formats = StreamLogFormatTable.Create(formats), UserFormats = formats };
    }

    private static StreamLogFormat ReadFormat(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object
            && value.TryGetProperty("version", out JsonElement version) && ReadString(version) is { } word
            && value.TryGetProperty("fields", out JsonElement fields) && fields.ValueKind == JsonValueKind.Array)
        {
            string?[] names = [.. fields.EnumerateArray().Select(ReadString)];
            if (!names.Contains(null))
            {
                return new StreamLogFormat(word, names!);
            }
        }

        throw Refused("streamlogFormats", value, "give each format as {\"version\":\"2.1\",\"fields\":[\"level\"]}");
    }

    /// <summary>The text of a value, or null if it is none: another type, or an escape sequence for half a character.</summary>
    private static string? ReadString(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static ArgumentException Refused(string name, JsonElement value, string rule)
    {
        string given = value.GetRawText();
        string shown = given.Length <= 100 ? given : string.Concat(given.AsSpan(0, 100), "…");
        return new ArgumentException($"{name} cannot be {shown}: {rule}.");
    }
}
