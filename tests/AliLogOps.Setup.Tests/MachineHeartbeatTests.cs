namespace AliLogOps.Setup.Tests;

public sealed class MachineHeartbeatTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(180);

    [Theory]
    [InlineData(0, MachineState.OK)]
    [InlineData(180, MachineState.OK)]
    [InlineData(181, MachineState.Stale)]
    [InlineData(-30, MachineState.OK)]
    public void A_machine_is_stale_when_its_heartbeat_is_older_than_the_timeout(int secondsAgo, MachineState state)
    {
        var row = Assert.Single(MachineHeartbeat.Judge(Group("userdefined", "id-a"), [Machine("10.0.0.1", "id-a", secondsAgo)], s_timeout, s_now));
        Assert.Equal(state, row.State);
        Assert.Equal(Math.Max(0, secondsAgo), row.Age!.Value.TotalSeconds);
        Assert.Equal(("10.0.0.1", "id-a", "p", "g"), (row.IPAddress, row.UserDefinedId, row.ProjectName, row.MachineGroupName));
    }

    [Fact]
    public void Identifiers_that_no_machine_carries_were_never_seen()
    {
        var rows = MachineHeartbeat.Judge(Group("userdefined", "id-a", "id-b"), [Machine("10.0.0.1", "x,id-a", 5)], s_timeout, s_now);
        Assert.Equal(["10.0.0.1 OK", "id-b NeverSeen"], rows.Select(row => row.ToString()));
        Assert.Null(rows[1].Age);
    }

    [Fact]
    public void Addresses_that_no_machine_has_were_never_seen()
    {
        var rows = MachineHeartbeat.Judge(Group("ip", "10.0.0.1", "10.0.0.2"), [Machine("10.0.0.1", "", 500)], s_timeout, s_now);
        Assert.Equal(["10.0.0.1 Stale", "10.0.0.2 NeverSeen"], rows.Select(row => row.ToString()));
    }

    [Fact]
    public void A_machine_without_a_heartbeat_time_was_never_seen()
    {
        var machine = Machine("10.0.0.1", "id-a", 0) with { LastHeartbeatTime = null };
        Assert.Equal(MachineState.NeverSeen, Assert.Single(MachineHeartbeat.Judge(Group("userdefined", "id-a"), [machine], s_timeout, s_now)).State);
    }

    private static MachineGroup Group(string type, params string[] members) =>
        new() { ProjectName = "p", MachineGroupName = "g", IdentifyType = type, MachineList = members };

    private static Machine Machine(string address, string identifier, int secondsAgo) =>
        new() { ProjectName = "p", MachineGroupName = "g", IPAddress = address, UserDefinedId = identifier, LastHeartbeatTime = s_now.AddSeconds(-secondsAgo) };
}
