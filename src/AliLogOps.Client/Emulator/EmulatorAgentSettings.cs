namespace AliLogOps;

/// <summary>Settings of a stand-in agent; null leaves the emulator's default, or in an update what is set.</summary>
public sealed record EmulatorAgentSettings
{
    /// <summary>Address it reports.</summary>
    public string? IPAddress { get; init; }

    /// <summary>Custom identifiers it reports.</summary>
    public IReadOnlyList<string>? Identifiers { get; init; }

    /// <summary>Address its syslog listener binds to.</summary>
    public string? StreamlogAddress { get; init; }

    /// <summary>Port of its syslog listener; 0 takes a free one.</summary>
    public int? StreamlogPort { get; init; }

    /// <summary>Whether its syslog listener is switched on.</summary>
    public bool? StreamlogOpen { get; init; }

    /// <summary>Time between heartbeats.</summary>
    public TimeSpan? HeartbeatInterval { get; init; }

    /// <summary>Time between looks for configurations.</summary>
    public TimeSpan? PollInterval { get; init; }

    /// <summary>Time logs are collected before they are sent.</summary>
    public TimeSpan? BatchInterval { get; init; }
}
