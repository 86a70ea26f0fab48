using System.Text.Json;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>Log Service API, ListMachines: the machines that have reported and belong to the group; silent ones are not listed.</summary>
internal static class MachineOperations
{
    public static void Register(OperationTable table)
    {
        table.Read("GET", "/machinegroups/{group}/machines", "ListMachines", List);
    }

    private static SlsResult List(OperationContext context)
    {
        MachineGroupRecord group = MachineGroupOperations.Require(context);
        int offset = context.Query.Int("offset", 0, 0, int.MaxValue);
        int size = context.Query.Int("size", 100, 0, 500);
        List<ReportedMachine> all = [.. context.Services.Machines.List().Where(machine => group.Contains(machine.Identifiers, machine.IpAddress))];
        List<ReportedMachine> page = [.. all.Skip(offset).Take(size)];
        return SlsResult.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("count", page.Count);
            writer.WriteNumber("total", all.Count);
            writer.WriteStartArray("machines");
            foreach (ReportedMachine machine in page)
            {
                Write(writer, machine);
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter writer, ReportedMachine machine)
    {
        writer.WriteStartObject();
        writer.WriteString("ip", machine.IpAddress);
        writer.WriteString("machine-uniqueid", machine.MachineUniqueId);
        // «unconfirmed» how several identifiers are written; joined by commas here
        writer.WriteString("userdefined-id", string.Join(',', machine.Identifiers));
        writer.WriteNumber("lastHeartbeatTime", machine.LastHeartbeatTime);
        writer.WriteString("host-id", machine.HostId);
        writer.WriteString("version", machine.Version);
        writer.WriteString("binary", "");
        writer.WriteEndObject();
    }
}
