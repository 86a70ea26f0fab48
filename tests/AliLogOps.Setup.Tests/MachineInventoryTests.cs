namespace AliLogOps.Setup.Tests;

public sealed class MachineInventoryTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Machines_and_instances_are_matched_by_address()
    {
        MachineStatus[] machines =
        [
            Machine("10.0.0.1", s_now, MachineState.OK),
            Machine("10.0.0.2", s_now.AddHours(-1), MachineState.Stale),
            Machine("10.0.0.4", s_now.AddDays(-2), MachineState.OK),
            Machine("10.0.0.9", s_now.AddHours(-1), MachineState.Stale),
        ];
        EcsInstance[] instances = [Instance("a", "10.0.0.1"), Instance("b", "10.0.0.2"), Instance("c", "10.0.0.3"), Instance("d", "10.0.0.4")];

        var entries = MachineInventory.Match(machines, instances);

        Assert.Equal(["a OK", "b Silent", "c Missing", "d AddressReused", " LeftOver"], entries.Select(entry => $"{entry.HostName} {entry.State}"));
        Assert.Contains("another machine had the address", entries[3].ToString(), StringComparison.Ordinal);
        Assert.Contains("no running instance", entries[4].ToString(), StringComparison.Ordinal);
    }

    private static MachineStatus Machine(string address, DateTimeOffset seen, MachineState state) =>
        new() { ProjectName = "p", MachineGroupName = "g", IPAddress = address, LastHeartbeatTime = seen, State = state };

    private static EcsInstance Instance(string name, string address) => new() { InstanceId = "i-" + name, HostName = name, PrivateIPAddress = [address], CreateTime = s_now.AddDays(-1) };
}
