using System.Net;
using AliLogOps.Emulator.Agents.Sending;
using AliLogOps.Emulator.Agents.StreamLog;

namespace AliLogOps.Emulator.Agents;

/// <summary>What an agent reads at its start: identity files and start parameters in one.</summary>
internal sealed record AgentSettings
{
    /// <summary>The name of the host; the key of an agent and the value of the tag <c>__hostname__</c>.</summary>
    public required string HostName { get; init; }

    /// <summary>The address the agent reports; matched with machine groups identified by ip.</summary>
    public required string IpAddress { get; init; }

    /// <summary>The lines of the file <c>user_defined_id</c>, in order; none means identity by ip.</summary>
    public IReadOnlyList<string> Identifiers { get; init; } = [];

    /// <summary>The serial number of the machine.</summary>
    public required string MachineUniqueId { get; init; }

    /// <summary>ECS instance the agent runs on, which the service shows as host-id; empty outside ECS.</summary>
    public string InstanceId { get; init; } = "";

    /// <summary>Start parameter <c>streamlog_tcp_addr</c>; the real agent's default is 0.0.0.0.</summary>
    public IPAddress StreamlogAddress { get; init; } = IPAddress.Loopback;

    /// <summary>Start parameter <c>streamlog_tcp_port</c>; 0 takes a free port once and keeps it.</summary>
    public int StreamlogPort { get; init; }

    /// <summary>Start parameter <c>streamlog_open</c>; the real agent's default is false.</summary>
    public bool StreamlogOpen { get; init; } = true;

    /// <summary>Start parameter <c>streamlog_formats</c>.</summary>
    public StreamLogFormatTable Formats { get; init; } = StreamLogFormatTable.BuiltIn;

    /// <summary>The user formats as they were given, entries without effect included.</summary>
    public IReadOnlyList<StreamLogFormat> UserFormats { get; init; } = [];

    /// <summary>Time between heartbeats.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time between two looks at the configs.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the first log of a batch waits; the real agent's value is 3 s.</summary>
    public TimeSpan Batch { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The pause before a failed send is tried again.</summary>
    public TimeSpan Retry { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Lines older than that are dropped; zero keeps all. For stream input the real agent's rule is «unconfirmed».</summary>
    public TimeSpan DiscardOlderThan { get; init; }

    /// <summary>The rules of batching that follow from these settings.</summary>
    public BatchRules BatchRules => new() { MaxAge = Batch, RetryAfter = Retry, Tags = AgentTags.Create(this) };
}
