using AliLogOps.Client;

namespace AliLogOps.Setup;

/// <summary>Judges the machines of a group by their last heartbeat. The service sends times only; the console's OK and FAIL are its own judgement.</summary>
public static class MachineHeartbeat
{
    private static readonly char[] s_separators = [',', ';', ' ', '\n', '\r', '\t'];

    /// <summary>How old a heartbeat may be: 180 s. The service publishes no threshold; agents report themselves about every 30 s «unconfirmed».</summary>
    public static TimeSpan DefaultTimeout { get; } = TimeSpan.FromSeconds(180);

    /// <summary>One row for each machine that ever reported itself to the group, then one for each identifier or address that never did.</summary>
    /// <exception cref="LogServiceException">The group or its machines could not be read.</exception>
    public static async Task<IReadOnlyList<MachineStatus>> ReadAsync(LogServiceClient client, string projectName, string machineGroupName, TimeSpan timeout, TimeProvider clock, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(clock);
        var group = await client.GetMachineGroupAsync(projectName, machineGroupName, cancellationToken).ConfigureAwait(false);
        var machines = new List<Machine>();
        await foreach (var machine in client.ListMachinesAsync(projectName, machineGroupName, cancellationToken).ConfigureAwait(false))
        {
            machines.Add(machine);
        }

        // heartbeats are in the service's time
        return Judge(group, machines, timeout, clock.GetUtcNow() + (client.ClockOffset ?? TimeSpan.Zero));
    }

    /// <summary>The judgement itself.</summary>
    public static IReadOnlyList<MachineStatus> Judge(MachineGroup group, IReadOnlyList<Machine> machines, TimeSpan timeout, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(machines);
        var rows = new List<MachineStatus>(machines.Select(machine => Judge(group, machine, timeout, now)));
        var byAddress = string.Equals(group.IdentifyType, "ip", StringComparison.OrdinalIgnoreCase);
        var seen = machines
            .SelectMany(machine => byAddress ? [machine.IPAddress] : machine.UserDefinedId.Split(s_separators, StringSplitOptions.RemoveEmptyEntries))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var member in group.MachineList.Where(member => !seen.Contains(member)))
        {
            rows.Add(new MachineStatus
            {
                ProjectName = group.ProjectName,
                MachineGroupName = group.MachineGroupName,
                IPAddress = byAddress ? member : "",
                UserDefinedId = byAddress ? "" : member,
                State = MachineState.NeverSeen,
            });
        }

        return rows;
    }

    private static MachineStatus Judge(MachineGroup group, Machine machine, TimeSpan timeout, DateTimeOffset now)
    {
        // a heartbeat "in the future" is one clock being ahead, not a negative age
        var age = machine.LastHeartbeatTime is { } last ? (now > last ? now - last : TimeSpan.Zero) : (TimeSpan?)null;
        return new MachineStatus
        {
            ProjectName = group.ProjectName,
            MachineGroupName = group.MachineGroupName,
            IPAddress = machine.IPAddress,
            UserDefinedId = machine.UserDefinedId,
            MachineUniqueId = machine.MachineUniqueId,
            HostId = machine.HostId,
            Version = machine.Version,
            LastHeartbeatTime = machine.LastHeartbeatTime,
            Age = age,
            State = age is null ? MachineState.NeverSeen : age <= timeout ? MachineState.OK : MachineState.Stale,
        };
    }
}
