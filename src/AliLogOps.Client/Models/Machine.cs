namespace AliLogOps;

/// <summary>
/// A machine whose agent has reported itself and matches a group (Log Service API: ListMachines). The service sends no state:
/// it follows from the age of the last heartbeat. Identifiers that never reported are not listed.
/// </summary>
public sealed record Machine
{
    /// <summary>Project that holds the group.</summary>
    public string ProjectName { get; init; } = string.Empty;

    /// <summary>Group the machine was listed for.</summary>
    public string MachineGroupName { get; init; } = string.Empty;

    /// <summary>Address the agent reported.</summary>
    public string IPAddress { get; init; } = string.Empty;

    /// <summary>Custom identifier the agent reported; may be empty.</summary>
    public string UserDefinedId { get; init; } = string.Empty;

    /// <summary>Hardware identifier the agent reported; may be empty.</summary>
    public string MachineUniqueId { get; init; } = string.Empty;

    /// <summary>When the agent last reported itself; null if the service did not say.</summary>
    public DateTimeOffset? LastHeartbeatTime { get; init; }

    /// <summary>Identifier of the host; null if the service did not say.</summary>
    public string? HostId { get; init; }

    /// <summary>Version of the agent; null if the service did not say.</summary>
    public string? Version { get; init; }

    /// <summary><c>project/group/address</c>.</summary>
    public override string ToString() => $"{ProjectName}/{MachineGroupName}/{IPAddress}";
}
