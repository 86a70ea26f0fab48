namespace AliLogOps.Setup;

/// <summary>What is demanded of the machines of a group.</summary>
public sealed record MachineExpectation
{
    /// <summary>How old a heartbeat may be when nothing is said.</summary>
    public static TimeSpan DefaultHeartbeatTimeout => MachineHeartbeat.DefaultTimeout;

    /// <summary>The group.</summary>
    public required string MachineGroupName { get; init; }

    /// <summary>How many machines must report themselves; null for no demand.</summary>
    public int? Machines { get; init; }

    /// <summary>Host names whose logs must arrive.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Private addresses by host name, where the definition tells them.</summary>
    public IReadOnlyDictionary<string, string> HostAddresses { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Tags of the ECS instances that belong to the group; empty for no demand.</summary>
    public IReadOnlyDictionary<string, string> HostTags { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How old a heartbeat may be.</summary>
    public TimeSpan HeartbeatTimeout { get; init; } = DefaultHeartbeatTimeout;
}

/// <summary>What is demanded of the logs of a logstore.</summary>
public sealed record LogExpectation
{
    /// <summary>How recent logs must be when nothing is said: what the console's preview shows.</summary>
    public static TimeSpan DefaultLogsWithin { get; } = TimeSpan.FromMinutes(15);

    /// <summary>The logstore.</summary>
    public required string LogstoreName { get; init; }

    /// <summary>How recent the newest log of each host must be.</summary>
    public TimeSpan LogsWithin { get; init; } = DefaultLogsWithin;

    /// <summary>Whether logs of hosts that no group expects are a fault.</summary>
    public bool OnlyFromHosts { get; init; }

    /// <summary>Searches that must find logs.</summary>
    public IReadOnlyList<ExpectedQuery> Queries { get; init; } = [];
}

/// <summary>A search that must find logs.</summary>
public sealed record ExpectedQuery
{
    /// <summary>The search.</summary>
    public required string Query { get; init; }

    /// <summary>How far back it looks.</summary>
    public TimeSpan Last { get; init; } = LogExpectation.DefaultLogsWithin;

    /// <summary>The fewest logs it must find.</summary>
    public long AtLeast { get; init; } = 1;

    /// <summary>The number of logs it must find; null for no demand beyond <see cref="AtLeast"/>.</summary>
    public long? Exactly { get; init; }

    /// <summary>How long a run that waits may wait for them; null for as long as the run does.</summary>
    public TimeSpan? Within { get; init; }

    /// <summary>Values that these fields must have in every log found; the newest hundred are looked at.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>What the hosts' rsyslog sends to the config's agents.</summary>
/// <param name="LogtailConfigName">The config.</param>
/// <param name="File">The rsyslog file, as a full path.</param>
public sealed record SenderExpectation(string LogtailConfigName, string File);
