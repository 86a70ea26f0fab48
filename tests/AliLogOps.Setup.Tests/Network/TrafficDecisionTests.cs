namespace AliLogOps.Setup.Tests.Network;

public sealed class TrafficDecisionTests
{
    private static readonly SecurityGroupRule s_rule = new() { SecurityGroupId = "sg-1", SecurityGroupRuleId = "sgr-a", PortRange = "11111/11111", SourceCidrIp = "192.168.0.0/16", Priority = 10 };

    [Fact]
    public void Without_a_rule_inbound_is_dropped_and_outbound_passes()
    {
        Assert.False(TrafficDecision.Decide([], true, "TCP", 11111, "192.168.0.1").Accepted);
        Assert.True(TrafficDecision.Decide([], false, "TCP", 443, "0.0.0.0/0").Accepted);
    }

    [Theory]
    [InlineData("192.168.1.1", 11111, "TCP", true)]
    [InlineData("192.168.1.0/24", 11111, "TCP", true)]
    [InlineData("192.0.0.0/8", 11111, "TCP", false)]
    [InlineData("10.0.0.1", 11111, "TCP", false)]
    [InlineData("192.168.1.1", 514, "TCP", false)]
    [InlineData("192.168.1.1", 11111, "UDP", false)]
    [InlineData("fd00::1", 11111, "TCP", false)]
    public void A_rule_counts_for_its_port_protocol_and_network(string peer, int port, string protocol, bool accepted) =>
        Assert.Equal(accepted, TrafficDecision.Decide([s_rule], true, protocol, port, peer).Accepted);

    [Fact]
    public void The_lowest_number_counts_and_at_the_same_number_drop_wins()
    {
        var drop = s_rule with { Policy = "Drop", SecurityGroupRuleId = "sgr-b", PortRange = "-1/-1", IpProtocol = "ALL", SourceCidrIp = "0.0.0.0/0" };
        Assert.Equal("sgr-b", TrafficDecision.Decide([s_rule, drop], true, "TCP", 11111, "192.168.1.1").DecidingRule!.SecurityGroupRuleId);
        Assert.True(TrafficDecision.Decide([s_rule, drop with { Priority = 11 }], true, "TCP", 11111, "192.168.1.1").Accepted);
        Assert.False(TrafficDecision.Decide([s_rule, drop with { Priority = 9 }], true, "TCP", 11111, "192.168.1.1").Accepted);
    }

    [Fact]
    public void Ports_pass_when_one_rule_accepts_all_and_none_before_it_drops_one()
    {
        var accept = s_rule with { PortRange = "8000/8080" };
        Assert.True(Passes("8000/8080", accept));
        Assert.False(Passes("8000/8081", accept));
        var drop = s_rule with { Policy = "Drop", SecurityGroupRuleId = "sgr-b", PortRange = "8050/9000", Priority = 9 };
        Assert.False(Passes("8000/8080", accept, drop));
        Assert.True(Passes("8000/8049", accept, drop));
        Assert.True(Passes("8000/8080", accept, drop with { Priority = 11 }));

        bool Passes(string ports, params SecurityGroupRule[] rules) => TrafficDecision.Decide(rules, true, "TCP", ports, "192.168.1.1").Accepted;
    }

    [Fact]
    public void Protocols_without_ports_and_all_protocols_are_judged_too()
    {
        var ping = s_rule with { IpProtocol = "ICMP", PortRange = "-1/-1" };
        Assert.True(Passes("ICMP", ping));
        Assert.False(Passes("ALL", ping));
        Assert.False(Passes("ICMP", s_rule));
        var all = s_rule with { IpProtocol = "ALL", PortRange = "-1/-1" };
        Assert.True(Passes("ICMP", all));
        Assert.True(Passes("ALL", all));
        Assert.False(Passes("ALL", all, s_rule with { Policy = "Drop" }));
        Assert.True(Passes("ICMP", all, s_rule with { Policy = "Drop" }));

        bool Passes(string protocol, params SecurityGroupRule[] rules) => TrafficDecision.Decide(rules, true, protocol, "-1/-1", "192.168.1.1").Accepted;
    }

    [Fact]
    public void The_least_change_opens_what_is_closed()
    {
        Assert.Equal("Add-AliSecurityGroupRule sg-1 -Protocol TCP -Port 11111 -SourceCidrIp 192.168.0.0/16", RemedyFor([]));
        var drop = s_rule with { Policy = "Drop", Priority = 5 };
        Assert.Equal("Add-AliSecurityGroupRule sg-1 -Protocol TCP -Port 11111 -SourceCidrIp 192.168.0.0/16 -Priority 4", RemedyFor([drop]));
        Assert.StartsWith("Remove-AliSecurityGroupRule sg-1 -SecurityGroupRuleId sgr-a, then Add-", RemedyFor([drop with { Priority = 1 }]), StringComparison.Ordinal);
        var outbound = s_rule with { Direction = "egress", Policy = "Drop", PortRange = "1/65535", SourceCidrIp = "", DestCidrIp = "0.0.0.0/0" };
        var verdicts = SecurityGroupTest.Run(["sg-1"], [outbound], "0.0.0.0/0", null, "TCP", "").ToArray();
        Assert.Equal([80, 443], verdicts.Select(verdict => verdict.Port));
        Assert.All(verdicts, verdict => Assert.Contains("outbound rule sgr-a", verdict.Remedy, StringComparison.Ordinal));
    }

    private static string RemedyFor(IReadOnlyList<SecurityGroupRule> rules) =>
        SecurityGroupTest.Run(["sg-1"], rules, "0.0.0.0/0", 11111, "TCP", "192.168.0.0/16").Single(verdict => verdict.Direction == "ingress").Remedy;
}
