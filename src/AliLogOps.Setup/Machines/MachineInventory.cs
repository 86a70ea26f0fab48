using AliLogOps.Client;

namespace AliLogOps.Setup;

/// <summary>Puts the machines of a group beside the ECS instances that should be in it.</summary>
public static class MachineInventory
{
    /// <summary>Reads the running instances with the tags and matches them by private address.</summary>
    /// <param name="ecs">ECS.</param>
    /// <param name="machines">The machines of the group, as they were judged.</param>
    /// <param name="tags">The instances' tags.</param>
    /// <param name="cancellationToken">Ends the reads.</param>
    /// <exception cref="LogServiceException">The instances could not be read.</exception>
    public static async Task<IReadOnlyList<MachineInventoryEntry>> ReadAsync(EcsClient ecs, IReadOnlyList<MachineStatus> machines, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ecs);
        var instances = new List<EcsInstance>();
        await foreach (var instance in ecs.DescribeInstancesAsync(new EcsInstanceFilter { Tags = tags, Status = "Running" }, null, cancellationToken).ConfigureAwait(false))
        {
            instances.Add(instance);
        }

        return Match(machines, instances);
    }

    /// <summary>The matching itself.</summary>
    public static IReadOnlyList<MachineInventoryEntry> Match(IReadOnlyList<MachineStatus> machines, IReadOnlyList<EcsInstance> instances)
    {
        ArgumentNullException.ThrowIfNull(machines);
        ArgumentNullException.ThrowIfNull(instances);
        var result = new List<MachineInventoryEntry>();
        foreach (var instance in instances)
        {
            var machine = machines.FirstOrDefault(machine => machine.IPAddress.Length > 0 && instance.PrivateIPAddress.Contains(machine.IPAddress, StringComparer.Ordinal));
            var state = machine is null ? MachineInventoryState.Missing
                : machine.State != MachineState.OK ? MachineInventoryState.Silent
                // a heartbeat from before the instance was made is another machine's, which had the address
                : machine.LastHeartbeatTime < instance.CreateTime ? MachineInventoryState.AddressReused
                : MachineInventoryState.OK;
            result.Add(new MachineInventoryEntry(instance.ToString(), machine?.IPAddress ?? (instance.PrivateIPAddress.Count > 0 ? instance.PrivateIPAddress[0] : ""), instance.InstanceId, state));
        }

        result.AddRange(machines
            .Where(machine => machine.IPAddress.Length > 0 && machine.LastHeartbeatTime is not null && !instances.Any(instance => instance.PrivateIPAddress.Contains(machine.IPAddress, StringComparer.Ordinal)))
            .Select(machine => new MachineInventoryEntry("", machine.IPAddress, "", MachineInventoryState.LeftOver)));
        return result;
    }
}
