using System.Net;
using System.Net.NetworkInformation;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AliLogOps.Setup.Hosts;

/// <summary>Checks of the agent: its program, processes, parameters and what it has received.</summary>
internal static class AgentChecks
{
    private const int DefaultPort = 11111;
    private const string AnyAddress = "0.0.0.0";

    public static HostFinding Program(HostInspection host) => host.Layout is HostLayout layout
        ? HostFinding.Pass($"{layout.Agent}: {layout.Program}")
        : HostFinding.Fail($"Neither {HostLayout.For(HostAgent.LoongCollector).Program} nor {HostLayout.For(HostAgent.Logtail).Program} is there.");

    public static HostFinding Processes(HostInspection host)
    {
        if (host.Layout is not HostLayout layout)
        {
            return HostFinding.Skip("No agent is installed.");
        }

        // A daemon and its worker are normal.
        string name = Path.GetFileName(layout.Program);
        int count = System.Diagnostics.Process.GetProcessesByName(name).Length;
        return count switch
        {
            0 => HostFinding.Fail($"No process is named {name}."),
            1 or 2 => HostFinding.Pass($"{count} process(es) named {name}."),
            _ => HostFinding.Fail($"{count} processes are named {name}; one agent has two at most."),
        };
    }

    public static HostFinding Parameters(HostInspection host)
    {
        if (host.Parameters is not JsonObject parameters)
        {
            return HostFinding.Fail($"{HostLayout.ParameterFile} is not there.");
        }

        List<string> wrong = [];
        Require(parameters, "streamlog_open", "true or false", JsonValueKind.True, JsonValueKind.False);
        Require(parameters, "streamlog_tcp_port", "a number", JsonValueKind.Number);
        Require(parameters, "streamlog_tcp_addr", "a text", JsonValueKind.String);
        Require(parameters, "streamlog_formats", "a list", JsonValueKind.Array);
        return wrong.Count == 0 ? HostFinding.Pass($"{parameters.Count} parameters.") : HostFinding.Fail(string.Join(" ", wrong));

        void Require(JsonObject from, string key, string kind, params JsonValueKind[] kinds)
        {
            if (from[key] is JsonNode value && !kinds.Contains(value.GetValueKind()))
            {
                wrong.Add($"{key} is {value.ToJsonString()}, which is not {kind}.");
            }
        }
    }

    public static HostFinding StreamInput(HostInspection host)
    {
        JsonNode? value = host.Parameters?["streamlog_open"];
        return value?.GetValueKind() == JsonValueKind.True
            ? HostFinding.Pass("streamlog_open is true.")
            : HostFinding.Fail(value is null ? "streamlog_open is not set; its default is false." : $"streamlog_open is {value.ToJsonString()}.");
    }

    public static HostFinding ListenAddress(HostInspection host)
    {
        string address = Address(host);
        return IPAddress.TryParse(address, out IPAddress? ip) && IPAddress.IsLoopback(ip)
            ? HostFinding.Pass($"It listens on {address}.")
            : HostFinding.Warn($"It listens on {address}{(address == AnyAddress ? ", every address of the host" : string.Empty)}.");
    }

    public static HostFinding Listener(HostInspection host)
    {
        int port = Port(host);
        return IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(endpoint => endpoint.Port == port)
            ? HostFinding.Pass($"Port {port} is open.")
            : HostFinding.Fail($"Nobody listens on port {port}.");
    }

    public static HostFinding ReceivedConfig(HostInspection host)
    {
        if (!host.IsLive)
        {
            return HostFinding.Skip("Needs the running host; an image must not carry received configs.");
        }

        if (host.Expectation.Tag is not string tag)
        {
            return HostFinding.Skip("No tag was given to look for.");
        }

        if (host.Read(HostLayout.ReceivedConfigFile) is not string text)
        {
            return HostFinding.Fail($"{HostLayout.ReceivedConfigFile} is not there: nothing has been received yet.");
        }

        JsonObject? received;
        try
        {
            received = JsonNode.Parse(text)?["metrics"] as JsonObject;
        }
        catch (JsonException exception)
        {
            return HostFinding.Fail($"{HostLayout.ReceivedConfigFile} is not valid JSON: {exception.Message}");
        }

        string? name = received?.FirstOrDefault(entry => entry.Value?["tag"]?.ToString() == tag).Key;
        return name is not null
            ? HostFinding.Pass($"{name} has the tag {tag}.")
            : HostFinding.Fail($"{received?.Count ?? 0} config(s) received, none with the tag {tag}.");
    }

    /// <summary>The address the agent listens on, with the agent's own default.</summary>
    public static string Address(HostInspection host) =>
        host.Parameters?["streamlog_tcp_addr"] is JsonValue value && value.TryGetValue(out string? address) && address.Length > 0 ? address : AnyAddress;

    /// <summary>The port the agent listens on; a value that is no number is as good as none to the agent.</summary>
    public static int Port(HostInspection host) =>
        host.Parameters?["streamlog_tcp_port"] is JsonValue value && value.TryGetValue(out int port) ? port : DefaultPort;
}
