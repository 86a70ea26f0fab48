namespace AliLogOps;

/// <summary>A stand-in Logtail agent of an emulator, as it was when it was looked at.</summary>
public sealed class LogEmulatorAgent
{
    private readonly EmulatorAgent _agent;

    internal LogEmulatorAgent(EmulatorAgent agent, LogEmulator emulator)
    {
        _agent = agent;
        Emulator = emulator;
        State = agent.State.Equals(nameof(EmulatorRunState.Running), StringComparison.OrdinalIgnoreCase) ? EmulatorRunState.Running : EmulatorRunState.Stopped;
        Identifier = [.. agent.Identifiers];
    }

    /// <summary>Name of the host it plays; its key.</summary>
    public string HostName => _agent.HostName;

    /// <summary>Whether it runs.</summary>
    public EmulatorRunState State { get; }

    /// <summary>Address it reports.</summary>
    public string IPAddress => _agent.IPAddress;

    /// <summary>Custom identifiers it reports; a machine group finds it by them.</summary>
    public string[] Identifier { get; }

    /// <summary>Identity of the machine it reports.</summary>
    public string MachineUniqueId => _agent.MachineUniqueId;

    /// <summary>Address its listener for syslog streams binds to.</summary>
    public string StreamLogAddress => _agent.StreamlogAddress;

    /// <summary>Port of that listener.</summary>
    public int StreamLogPort => _agent.StreamlogPort;

    /// <summary>Whether that listener is switched on.</summary>
    public bool StreamLogOpen => _agent.StreamlogOpen;

    /// <summary>Whether it listens now.</summary>
    public bool Listening => _agent.Listening;

    /// <summary>Why it does not listen although it should; null when there is no reason.</summary>
    public string? ListenError => _agent.ListenError;

    /// <summary>Its last heartbeat; null before the first.</summary>
    public DateTimeOffset? LastHeartbeatTime => _agent.LastHeartbeatTime;

    /// <summary>The Logtail configs it has fetched.</summary>
    public IReadOnlyList<EmulatorAgentConfig> Configs => _agent.Configs;

    /// <summary>What is odd about its settings or configs, one sentence each.</summary>
    public IReadOnlyList<string> Warnings => _agent.Warnings;

    /// <summary>Connections its listener has taken.</summary>
    public long Connections => _agent.Counters.Connections;

    /// <summary>Connections open now.</summary>
    public long OpenConnections => _agent.Counters.OpenConnections;

    /// <summary>Lines received.</summary>
    public long Lines => _agent.Counters.Lines;

    /// <summary>Lines that became logs.</summary>
    public long Accepted => _agent.Counters.Accepted;

    /// <summary>Logs sent to the service.</summary>
    public long Sent => _agent.Counters.Sent;

    /// <summary>Logs that wait to be sent.</summary>
    public long Queued => _agent.Counters.Queued;

    /// <summary>Sends that failed.</summary>
    public long SendFailures => _agent.Counters.SendFailures;

    /// <summary>Lines dropped, whatever the reason.</summary>
    public long Dropped => _agent.Counters.Dropped;

    /// <summary>Lines dropped because no config has their tag, by tag.</summary>
    public IReadOnlyDictionary<string, long> DroppedByTag => _agent.Counters.DroppedUnknownTag;

    /// <summary>Lines dropped because no format has their version, by version.</summary>
    public IReadOnlyDictionary<string, long> DroppedByVersion => _agent.Counters.DroppedUnknownVersion;

    /// <summary>Lines dropped because they have too few parts.</summary>
    public long DroppedTooFewTokens => _agent.Counters.DroppedTooFewTokens;

    /// <summary>Lines dropped because their time is none.</summary>
    public long DroppedBadTime => _agent.Counters.DroppedBadTime;

    /// <summary>Lines dropped because they are older than the agent keeps.</summary>
    public long DroppedTooOld => _agent.Counters.DroppedTooOld;

    /// <summary>Logs the service refused for good, by its error code.</summary>
    public IReadOnlyDictionary<string, long> DroppedRejected => _agent.Counters.DroppedRejected;

    /// <summary>Unfinished lines dropped when their connection ended.</summary>
    public long DroppedPartialLine => _agent.Counters.DroppedPartialLine;

    /// <summary>Lines dropped because they are too long.</summary>
    public long DroppedTooLong => _agent.Counters.DroppedTooLong;

    /// <summary>Lines with bytes that are no UTF-8.</summary>
    public long InvalidUtf8 => _agent.Counters.InvalidUtf8;

    /// <summary>Times that two configs with one tag were found.</summary>
    public long DuplicateTags => _agent.Counters.DuplicateTags;

    /// <summary>The emulator it belongs to, so that the agent can be piped on.</summary>
    public LogEmulator Emulator { get; }

    /// <summary>Host name and state.</summary>
    public override string ToString() => $"{HostName} ({State})";
}
