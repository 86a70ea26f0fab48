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
    public static async Task<IReadOnlyList<MachineStatus>> ReadAsync(LogServiceClient client, string projectName, string machineGroupName, TimeSpan timeout, TimeProvider clock, CancellationToken cancellationToken = default) =>
        await ReadAsync(client, projectName, machineGroupName, timeout, [], clock, cancellationToken).ConfigureAwait(false);

    /// <summary>As the other form, held against the machines that there should be; an empty list expects nothing in particular.</summary>
    /// <exception cref="LogServiceException">The group or its machines could not be read.</exception>
    public static async Task<IReadOnlyList<MachineStatus>> ReadAsync(LogServiceClient client, string projectName, string machineGroupName, TimeSpan timeout, IReadOnlyList<ExpectedMachine> expected, TimeProvider clock, CancellationToken cancellationToken = default)
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
        return Judge(group, machines, timeout, clock.GetUtcNow() + (client.ClockOffset ?? TimeSpan.Zero), expected);
    }

    /// <summary>The judgement itself.</summary>
    public static IReadOnlyList<MachineStatus> Judge(MachineGroup group, IReadOnlyList<Machine> machines, TimeSpan timeout, DateTimeOffset now, IReadOnlyList<ExpectedMachine>? expected = null)
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

        MarkDuplicates(rows);
        if (expected is { Count: > 0 })
        {
            Expect(group, rows, expected);
        }

        return [.. rows.Select(row => row with { Causes = MachineCauses.For(row.State, byAddress) })];
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

    // the newest heartbeat of an address or a unique id is the machine; older ones are what it was before, or its clones
    private static void MarkDuplicates(List<MachineStatus> rows)
    {
        foreach (var same in (Func<MachineStatus, string>[])[row => row.IPAddress, row => row.MachineUniqueId])
        {
            foreach (var group in rows.Where(row => row.LastHeartbeatTime is not null && same(row).Length > 0).GroupBy(same, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).ToArray())
            {
                // two that are alive at once with one unique id are both suspect: nobody can say whose logs are whose
                var isClone = group.Count(row => row.State == MachineState.OK) > 1;
                foreach (var row in group.OrderByDescending(row => row.LastHeartbeatTime).Skip(isClone ? 0 : 1))
                {
                    rows[rows.IndexOf(row)] = row with { State = MachineState.Duplicate };
                }
            }
        }
    }

    private static void Expect(MachineGroup group, List<MachineStatus> rows, IReadOnlyList<ExpectedMachine> expected)
    {
        for (var index = 0; index < rows.Count; index++)
        {
            var row = rows[index];
            if (row.LastHeartbeatTime is null)
            {
                continue;
            }

            var known = expected.FirstOrDefault(machine => IsSame(machine, row));
            rows[index] = known is not null ? row with { MachineName = known.MachineName }
                : row.State == MachineState.Duplicate ? row
                : row with { State = MachineState.Unexpected };
        }

        // a row for an address or an identifier that was never seen says the same with less
        foreach (var machine in expected.Where(machine => !rows.Exists(row => row.LastHeartbeatTime is not null && IsSame(machine, row))))
        {
            rows.RemoveAll(row => row.LastHeartbeatTime is null && row.IPAddress.Length > 0 && machine.IPAddress.Contains(row.IPAddress));
            rows.Add(new MachineStatus
            {
                ProjectName = group.ProjectName,
                MachineGroupName = group.MachineGroupName,
                MachineName = machine.MachineName,
                IPAddress = machine.IPAddress.Count > 0 ? machine.IPAddress[0] : "",
                HostId = machine.InstanceId.Length > 0 ? machine.InstanceId : null,
                State = MachineState.NeverSeen,
            });
        }
    }

    private static bool IsSame(ExpectedMachine machine, MachineStatus row) =>
        machine.IPAddress.Contains(row.IPAddress, StringComparer.Ordinal)
        || (machine.InstanceId.Length > 0 && string.Equals(machine.InstanceId, row.HostId, StringComparison.Ordinal));
}
