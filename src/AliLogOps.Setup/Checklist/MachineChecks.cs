using System.Globalization;

namespace AliLogOps.Setup.Checklist;

/// <summary>The machines: do they report themselves, and are they those that there should be.</summary>
internal static class MachineChecks
{
    public const string Heartbeat = "machine.heartbeat";

    public static IReadOnlyList<SetupCheck> All { get; } =
    [
        new(Heartbeat, "Machines report themselves",
            "An agent that does not report itself gets no config and sends no logs.",
            "Look at the host with Test-AliLogtailHost; start the agent there.",
            LookAtHeartbeats)
        {
            After = [MachineGroupChecks.Identifier],
            NeedsTime = true,
        },
        new("machine.inventory", "Machines are the tagged instances",
            "An instance without an agent sends nothing; a machine without an instance is a leftover or a re-used address.",
            "Install the agent on instances that are missing; leftovers go away by themselves when their heartbeats are old.",
            LookAtInventory)
        {
            After = [MachineGroupChecks.Identifier],
            NeedsTime = true,
        },
    ];

    private static async Task<CheckFinding> LookAtHeartbeats(CheckContext context, CancellationToken token)
    {
        var (bad, good) = (new List<string>(), new List<string>());
        var rows = new List<HeartbeatRow>();
        var (stale, missing) = (false, false);
        foreach (var group in context.Setup.MachineGroups)
        {
            var expectation = context.ExpectationOf(group);
            var machines = await context.MachinesAsync(group, token).ConfigureAwait(false);
            rows.AddRange(machines.Select(machine => ToRow(machine, expectation)));
            var late = machines.Where(machine => machine.State == MachineState.Stale).ToArray();
            stale |= late.Length > 0;
            bad.AddRange(late.Select(machine => $"{NameOf(machine, expectation)} last reported itself {Ago(machine.Age)} ago, at {machine.LastHeartbeatTime!.Value.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture)}"));
            var alive = machines.Count(machine => machine.State == MachineState.OK);
            var seen = alive + late.Length;
            var never = machines.Where(machine => machine.State == MachineState.NeverSeen && machine.IPAddress.Length + machine.UserDefinedId.Length > 0).Select(machine => machine.IPAddress.Length > 0 ? machine.IPAddress : machine.UserDefinedId).ToArray();
            if (never.Length > 0 && expectation.Machines != 0)
            {
                missing = true;
                bad.Add($"nothing has ever reported itself to {group.MachineGroupName} as {string.Join(", ", never)}");
            }
            else if (expectation.Machines is { } wanted && seen < wanted)
            {
                missing = true;
                var absent = expectation.HostAddresses.Where(host => machines.All(machine => machine.IPAddress != host.Value)).Select(host => host.Key).ToArray();
                bad.Add(string.Create(CultureInfo.InvariantCulture, $"{seen} of {wanted} machines have reported themselves to {group.MachineGroupName}{(absent.Length > 0 ? $", not {string.Join(", ", absent)}" : "")}"));
            }
            else if (expectation.Machines is { } exactly && alive > exactly)
            {
                bad.Add(string.Create(CultureInfo.InvariantCulture, $"{alive} machines report themselves to {group.MachineGroupName}, {exactly} were expected"));
            }

            good.Add($"{group.MachineGroupName}: {string.Join(", ", machines.Select(machine => NameOf(machine, expectation)))}");
        }

        return CheckFinding.Judge(bad, good, "The definition names no machine group.") with
        {
            Data = rows.Count > 0 ? new HeartbeatData(rows) : null,
            Cause = missing && !stale ? "The agent is not running, or its file user_defined_id does not hold what the group lists, or it cannot reach the service." : null,
            Remedy = missing && !stale ? "Compare /etc/ilogtail/user_defined_id on the host with the group's identifiers (Test-AliLogtailHost does), then start the agent; a first heartbeat can take some minutes." : null,
        };
    }

    private static async Task<CheckFinding> LookAtInventory(CheckContext context, CancellationToken token)
    {
        var (bad, good) = (new List<string>(), new List<string>());
        foreach (var group in context.Setup.MachineGroups)
        {
            var expectation = context.ExpectationOf(group);
            if (expectation.HostTags.Count == 0)
            {
                continue;
            }

            var inventory = await MachineInventory.ReadAsync(context.Ecs, await context.MachinesAsync(group, token).ConfigureAwait(false), expectation.HostTags, token).ConfigureAwait(false);
            bad.AddRange(inventory.Where(entry => entry.State != MachineInventoryState.OK).Select(entry => $"{group.MachineGroupName}: {entry}"));
            good.Add(string.Create(CultureInfo.InvariantCulture, $"{group.MachineGroupName}: {inventory.Count} instances"));
        }

        return CheckFinding.Judge(bad, good, "The definition names no tags of instances.");
    }

    private static HeartbeatRow ToRow(MachineStatus machine, MachineExpectation expectation) =>
        new(NameOf(machine, expectation), machine.IPAddress, machine.LastHeartbeatTime, machine.Age, machine.State.ToString());

    private static string NameOf(MachineStatus machine, MachineExpectation expectation)
    {
        var name = expectation.HostAddresses.FirstOrDefault(host => host.Value == machine.IPAddress).Key;
        var address = machine.IPAddress.Length > 0 ? machine.IPAddress : machine.UserDefinedId;
        return name is null ? address : $"{name} ({address})";
    }

    private static string Ago(TimeSpan? age) => age is { } known
        ? known.TotalSeconds < 120 ? string.Create(CultureInfo.InvariantCulture, $"{known.TotalSeconds:0} s") : string.Create(CultureInfo.InvariantCulture, $"{known.TotalMinutes:0} min")
        : "";
}
