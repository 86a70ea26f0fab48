namespace AliLogOps.Emulator.ControlPlane;

/// <summary>A machine whose agent has contacted the service, as ListMachines shows it.</summary>
/// <param name="IpAddress">Address the agent reported; may be empty.</param>
/// <param name="Identifiers">Its custom identifiers, in the order of its identifier file; may be none.</param>
/// <param name="MachineUniqueId">Hardware id, may be empty.</param>
/// <param name="HostId">Instance id, may be empty.</param>
/// <param name="Version">Version of the agent.</param>
/// <param name="LastHeartbeatTime">Epoch seconds.</param>
internal sealed record ReportedMachine(
    string IpAddress,
    IReadOnlyList<string> Identifiers,
    string MachineUniqueId,
    string HostId,
    string Version,
    long LastHeartbeatTime);

/// <summary>The machines that have reported themselves to this emulator.</summary>
internal interface IMachineDirectory
{
    /// <summary>All machines with at least one heartbeat, stopped ones included, in a stable order.</summary>
    public IReadOnlyList<ReportedMachine> List();
}

/// <summary>No machine has reported.</summary>
internal sealed class EmptyMachineDirectory : IMachineDirectory
{
    public IReadOnlyList<ReportedMachine> List()
    {
        return [];
    }
}
