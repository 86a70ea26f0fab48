namespace AliLogOps;

/// <summary>A stand-in Logtail agent of the emulator.</summary>
public sealed record EmulatorAgent
{
    /// <summary>Host name it plays; its key.</summary>
    public string HostName { get; init; } = string.Empty;

    /// <summary>Address it reports.</summary>
    public string IPAddress { get; init; } = string.Empty;

    /// <summary>Custom identifiers it reports.</summary>
    public IReadOnlyList<string> Identifiers { get; init; } = [];

    /// <summary>Hardware identifier it reports.</summary>
    public string MachineUniqueId { get; init; } = string.Empty;

    /// <summary>Address its syslog listener binds to.</summary>
    public string StreamlogAddress { get; init; } = string.Empty;

    /// <summary>Port of its syslog listener.</summary>
    public int StreamlogPort { get; init; }

    /// <summary>Whether its syslog listener is switched on.</summary>
    public bool StreamlogOpen { get; init; }

    /// <summary><c>Running</c> or <c>Stopped</c>.</summary>
    public string State { get; init; } = string.Empty;

    /// <summary>Whether it listens now.</summary>
    public bool Listening { get; init; }

    /// <summary>Why it does not listen although it should; null when there is no reason.</summary>
    public string? ListenError { get; init; }

    /// <summary>Its last heartbeat; null before the first.</summary>
    public DateTimeOffset? LastHeartbeatTime { get; init; }

    /// <summary>Configurations it has fetched.</summary>
    public IReadOnlyList<EmulatorAgentConfig> Configs { get; init; } = [];

    /// <summary>What is odd about its settings or configurations, one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What it has counted.</summary>
    public EmulatorAgentCounters Counters { get; init; } = new();

    /// <summary>Host name and state.</summary>
    public override string ToString() => $"{HostName} ({State})";
}
