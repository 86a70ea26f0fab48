using AliLogOps.Emulator.ControlPlane;

namespace AliLogOps.Emulator.Agents;

/// <summary>The machines whose agents have reported a heartbeat, as the machine groups show them.</summary>
internal sealed class AgentMachineDirectory(AgentRegistry registry) : IMachineDirectory
{
    /// <summary>The version the stand-ins report: the last of the Logtail line that documents the stream input.</summary>
    private const string AgentVersion = "1.8.0";

    public IReadOnlyList<ReportedMachine> List() =>
    [
        .. from agent in registry.Agents
           let reported = agent.Reported
           where reported is not null
           select new ReportedMachine(
               reported.IpAddress, reported.Identifiers, reported.MachineUniqueId, reported.InstanceId, AgentVersion, agent.LastHeartbeatTime!.Value),
    ];
}
