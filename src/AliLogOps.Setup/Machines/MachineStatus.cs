namespace AliLogOps;

/// <summary>One machine of a machine group and how it stands.</summary>
public sealed record MachineStatus
{
    /// <summary>The project.</summary>
    public required string ProjectName { get; init; }

    /// <summary>The machine group.</summary>
    public required string MachineGroupName { get; init; }

    /// <summary>The address that the agent reported; empty when an identifier was never seen.</summary>
    public string IPAddress { get; init; } = "";

    /// <summary>The identifier that the agent carries, or the one never seen.</summary>
    public string UserDefinedId { get; init; } = "";

    /// <summary>The machine's own unique id; may be empty.</summary>
    public string MachineUniqueId { get; init; } = "";

    /// <summary>The instance id, when the service tells it.</summary>
    public string? HostId { get; init; }

    /// <summary>The agent's version, when the service tells it.</summary>
    public string? Version { get; init; }

    /// <summary>When the agent last reported itself; null when it never did.</summary>
    public DateTimeOffset? LastHeartbeatTime { get; init; }

    /// <summary>How long ago that was; null when it never did.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>The verdict.</summary>
    public required MachineState State { get; init; }

    /// <summary>What the machine is called in the list of expected ones; empty without such a list.</summary>
    public string MachineName { get; init; } = "";

    /// <summary>The likeliest causes of a state other than OK, likeliest first, each with the command that proves it on the host.</summary>
    public IReadOnlyList<MachineCause> Causes { get; init; } = [];

    /// <summary>Who and how: <c>192.168.0.23 OK</c>.</summary>
    public override string ToString() => $"{(IPAddress.Length > 0 ? IPAddress : UserDefinedId)} {State}";
}
