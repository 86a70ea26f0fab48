namespace AliLogOps.Setup.Checklist;

/// <summary>How a checklist is run.</summary>
public sealed record ChecklistOptions
{
    /// <summary>How long checks that need time are looked at again; zero for once.</summary>
    public TimeSpan Timeout { get; init; }

    /// <summary>Whether a check is run at all.</summary>
    public Func<string, bool> Wanted { get; init; } = _ => true;

    /// <summary>Whether a check that needs time is waited for.</summary>
    public Func<string, bool> WaitedFor { get; init; } = _ => true;

    /// <summary>Whether a line is sent through the whole chain.</summary>
    public bool Canary { get; init; }

    /// <summary>Where that line begins its way; null for the first hop this machine has.</summary>
    public CanaryTarget? CanaryTarget { get; init; }

    /// <summary>The agent behind the local rsyslog, asked when a line does not arrive; null for this machine's port 11111.</summary>
    public CanaryTarget? AgentBehind { get; init; }

    /// <summary>How long that line may be on its way: rsyslog comes back after 30 s, agents send each 3 s, and indexing takes a while.</summary>
    public TimeSpan CanaryTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Pause between two looks.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(2);
}
