namespace AliLogOps.Setup.Tests;

public sealed class MachineExpectationTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);
    private static readonly MachineGroup s_group = new() { ProjectName = "p", MachineGroupName = "g", MachineList = ["id-a"] };

    [Fact]
    public void Machines_are_held_against_the_list_of_expected_ones()
    {
        var rows = Judge(
            [Machine("10.0.0.1", 10), Machine("10.0.0.2", 900), Machine("10.0.0.9", 10)],
            [Expect("web-1", "10.0.0.1"), Expect("web-2", "10.0.0.2"), Expect("web-3", "10.0.0.3")]);

        Assert.Equal(
            [("10.0.0.1", MachineState.OK, "web-1"), ("10.0.0.2", MachineState.Stale, "web-2"), ("10.0.0.9", MachineState.Unexpected, ""), ("10.0.0.3", MachineState.NeverSeen, "web-3")],
            rows.Select(row => (row.IPAddress, row.State, row.MachineName)));
    }

    [Fact]
    public void An_instance_is_known_by_its_id_too()
    {
        var rows = Judge([Machine("172.16.0.5", 10) with { HostId = "i-1" }], [new ExpectedMachine { MachineName = "web-1", IPAddress = ["10.0.0.1"], InstanceId = "i-1" }]);

        Assert.Equal((MachineState.OK, "web-1"), (rows.Single().State, rows.Single().MachineName));
    }

    [Theory]
    [InlineData(10, 10, MachineState.Duplicate, MachineState.Duplicate)]
    [InlineData(10, 4000, MachineState.OK, MachineState.Duplicate)]
    [InlineData(4000, 10, MachineState.Duplicate, MachineState.OK)]
    public void One_unique_id_at_two_addresses_is_a_clone_or_an_earlier_address(int first, int second, MachineState firstState, MachineState secondState)
    {
        var rows = Judge([Machine("10.0.0.1", first) with { MachineUniqueId = "U" }, Machine("10.0.0.2", second) with { MachineUniqueId = "U" }], []);

        Assert.Equal([firstState, secondState], rows.Select(row => row.State));
    }

    [Fact]
    public void Machines_without_a_unique_id_are_no_duplicates_of_each_other()
    {
        Assert.All(Judge([Machine("10.0.0.1", 10), Machine("10.0.0.2", 10)], []), row => Assert.Equal(MachineState.OK, row.State));
    }

    [Fact]
    public void Every_state_but_OK_has_causes_each_with_a_command_and_a_remedy()
    {
        var rows = Judge(
            [Machine("10.0.0.1", 10), Machine("10.0.0.2", 900), Machine("10.0.0.9", 10), Machine("10.0.0.4", 5) with { MachineUniqueId = "U" }, Machine("10.0.0.5", 5) with { MachineUniqueId = "U" }],
            [Expect("a", "10.0.0.1"), Expect("b", "10.0.0.2"), Expect("c", "10.0.0.3"), Expect("d", "10.0.0.4"), Expect("e", "10.0.0.5")]);

        Assert.Equal(Enum.GetValues<MachineState>(), rows.Select(row => row.State).Distinct().Order());
        Assert.All(rows, row => Assert.Equal(row.State == MachineState.OK, row.Causes.Count == 0));
        Assert.All(rows.SelectMany(row => row.Causes), cause => Assert.True(cause.Command.Length > 0 && cause.Remedy.Length > 0 && cause.Cause.Length > 0));
    }

    private static IReadOnlyList<MachineStatus> Judge(Machine[] machines, ExpectedMachine[] expected) =>
        MachineHeartbeat.Judge(s_group, machines, TimeSpan.FromSeconds(180), s_now, expected);

    private static Machine Machine(string address, int age) => new() { IPAddress = address, UserDefinedId = "id-a", LastHeartbeatTime = s_now.AddSeconds(-age) };

    private static ExpectedMachine Expect(string name, string address) => new() { MachineName = name, IPAddress = [address] };
}
