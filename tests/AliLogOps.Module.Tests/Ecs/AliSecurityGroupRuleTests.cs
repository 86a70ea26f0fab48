using System.Management.Automation;
using AliLogOps.Module.Tests.Conventions;
using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Ecs;

/// <summary>Works in the security group that every emulator has from the start, in an emulator of this class alone.</summary>
public sealed class AliSecurityGroupRuleTests : IClassFixture<SecurityGroupEmulator>, IDisposable
{
    private const string Group = "sg-emulator";

    private readonly Shell _shell;

    public AliSecurityGroupRuleTests(SecurityGroupEmulator emulator)
    {
        _shell = emulator.Open();
        _shell.Set("sg", Group);
        _shell.Run("Get-AliSecurityGroupRule $sg | Remove-AliSecurityGroupRule -Confirm:$false").ThrowOnError();
    }

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void A_rule_is_created_once_and_stays_as_it_is_the_second_time()
    {
        var first = _shell.Run("Add-AliSecurityGroupRule $sg 11111 192.168.0.0/16 -Description 'streams'").Single();
        var second = _shell.Run("Add-AliSecurityGroupRule $sg 11111/11111 192.168.0.0/16").Single();

        Assert.Equal("Created", first.Properties["Change"].Value.ToString());
        Assert.Equal("Unchanged", second.Properties["Change"].Value.ToString());
        Assert.NotEmpty((string)first.Properties["SecurityGroupRuleId"].Value);
        Assert.Equal(first.Properties["SecurityGroupRuleId"].Value, second.Properties["SecurityGroupRuleId"].Value);
        var rule = _shell.Run("Get-AliSecurityGroupRule $sg").Single();
        Assert.Equal("ingress", rule.Properties["Direction"].Value);
        Assert.Equal("11111/11111", rule.Properties["PortRange"].Value);
        Assert.Equal("TCP", rule.Properties["IpProtocol"].Value);
        Assert.Equal("Accept", rule.Properties["Policy"].Value);
        Assert.Equal(1, rule.Properties["Priority"].Value);
        Assert.Equal("intranet", rule.Properties["NicType"].Value);
    }

    [Fact]
    public void Rules_come_from_rows_of_a_table_and_go_by_the_pipeline()
    {
        _shell.Run("""
            [pscustomobject]@{ SecurityGroupId = $sg; PortRange = '8080'; SourceCidrIp = '10.0.0.0/8' }, [pscustomobject]@{ SecurityGroupId = $sg; PortRange = '9000-9100'; SourceCidrIp = '10.1.2.3'; IpProtocol = 'udp' } |
                Add-AliSecurityGroupRule
            """).ThrowOnError();

        Assert.Equal(["8080/8080", "9000/9100"], _shell.Run("$sg | Get-AliSecurityGroupRule | ForEach-Object PortRange").Output.Select(port => port.ToString()).Order());
        Assert.Equal("UDP", _shell.Run("Get-AliSecurityGroupRule $sg -Port 9050").Single().Properties["IpProtocol"].Value);

        _shell.Run("Get-AliSecurityGroupRule $sg | Remove-AliSecurityGroupRule -Confirm:$false").ThrowOnError();
        Assert.Empty(_shell.Run("Get-AliSecurityGroupRule $sg").ThrowOnError().Output);
    }

    [Fact]
    public void A_rule_is_removed_by_what_makes_it_and_the_others_stay()
    {
        _shell.Run("$null = Add-AliSecurityGroupRule $sg 11111 10.0.0.0/8; $null = Add-AliSecurityGroupRule $sg 11111 172.16.0.0/12; $null = Add-AliSecurityGroupRule $sg 22 10.0.0.0/8").ThrowOnError();

        _shell.Run("Remove-AliSecurityGroupRule $sg -Port 11111 -SourceCidrIp 10.0.0.0/8 -Confirm:$false").ThrowOnError();

        Assert.Equal(["11111/11111 172.16.0.0/12", "22/22 10.0.0.0/8"], _shell.Run("Get-AliSecurityGroupRule $sg | ForEach-Object { \"$($_.PortRange) $($_.SourceCidrIp)\" }").Output.Select(rule => rule.ToString()).Order());
    }

    [Fact]
    public void Removing_a_rule_that_is_not_there_is_an_error_that_names_the_group()
    {
        foreach (var arguments in (string[])["-SecurityGroupRuleId sgr-nowhere", "-Port 5"])
        {
            var result = _shell.Run($"Remove-AliSecurityGroupRule $sg {arguments} -Confirm:$false");

            Assert.Equal("AliLog.SecurityGroupRuleNotExist", result.ErrorId);
            Assert.Equal(ErrorCategory.ObjectNotFound, result.Error.CategoryInfo.Category);
            Assert.Equal(Group, result.Error.TargetObject);
        }
    }

    [Theory]
    [InlineData("0.0.0.0/0", "11111", true)]
    [InlineData("::/0", "11000-12000", true)]
    [InlineData("0.0.0.0/0", "8080", false)]
    public void Opening_a_port_to_every_address_gives_a_warning(string network, string port, bool streams)
    {
        var result = _shell.Run($"Add-AliSecurityGroupRule $sg {port} {network}");

        var warning = Assert.Single(result.Warnings);
        Assert.Contains(Group, warning, StringComparison.Ordinal);
        Assert.Equal(streams, warning.Contains("anybody can inject logs", StringComparison.Ordinal));
    }

    [Fact]
    public void A_narrow_rule_and_one_that_drops_give_none()
    {
        Assert.Empty(_shell.Run("Add-AliSecurityGroupRule $sg 11111 10.0.0.0/8; Add-AliSecurityGroupRule $sg 11111 0.0.0.0/0 -Policy Drop").ThrowOnError().Warnings);
    }

    [Fact]
    [Covers(Situation.WhatIf, "Add-AliSecurityGroupRule", "Remove-AliSecurityGroupRule")]
    public void WhatIf_sends_no_write_and_shows_what_would_be()
    {
        _shell.Run("$null = Add-AliSecurityGroupRule $sg 22 10.0.0.0/8").ThrowOnError();
        var before = Writes();

        var rehearsed = _shell.Run("Add-AliSecurityGroupRule $sg 11111 10.0.0.0/8 -WhatIf").Single();
        var removed = _shell.Run("Get-AliSecurityGroupRule $sg | Remove-AliSecurityGroupRule -WhatIf").ThrowOnError();

        Assert.Equal("Created", rehearsed.Properties["Change"].Value.ToString());
        Assert.Contains("22/22", removed.HostText, StringComparison.Ordinal);
        Assert.Single(_shell.Run("Get-AliSecurityGroupRule $sg").Output);
        Assert.Equal(before, Writes());
    }

    [Theory]
    [InlineData("No", 1)]
    [InlineData("Yes", 0)]
    public void Removing_asks_first_and_names_the_rule(string answer, int left)
    {
        _shell.Run("$null = Add-AliSecurityGroupRule $sg 22 10.0.0.0/8").ThrowOnError();
        _shell.Terminal.Answers.Enqueue(answer);

        var result = _shell.Run("$ConfirmPreference = 'High'; Get-AliSecurityGroupRule $sg | Remove-AliSecurityGroupRule").ThrowOnError();

        Assert.Contains("sg-emulator ingress TCP 22/22 10.0.0.0/8", Assert.Single(result.Prompts), StringComparison.Ordinal);
        Assert.Equal(left, _shell.Run("Get-AliSecurityGroupRule $sg").Output.Count);
    }

    [Theory]
    [InlineData("Add-AliSecurityGroupRule $sg 11111", "AliLog.InvalidArgument")]
    [InlineData("Add-AliSecurityGroupRule $sg -SourceCidrIp 10.0.0.0/8", "AliLog.InvalidArgument")]
    [InlineData("Add-AliSecurityGroupRule $sg 11111 10.0.0.0/8 -SourceGroupId sg-other", "AliLog.InvalidArgument")]
    [InlineData("Add-AliSecurityGroupRule $sg 11111 10.0.0.0/8 -Protocol ICMP", "AliLog.InvalidArgument")]
    [InlineData("Add-AliSecurityGroupRule $sg 11111 10.0.0.300", "ParameterArgumentValidationError")]
    [InlineData("Add-AliSecurityGroupRule $sg 70000 10.0.0.0/8", "ParameterArgumentTransformationError")]
    public void A_rule_that_makes_no_sense_is_refused_before_anything_is_sent(string script, string errorId)
    {
        var result = _shell.Run(script);

        Assert.Equal(errorId, result.ErrorId);
        Assert.Empty(_shell.Run("Get-AliSecurityGroupRule $sg").Output);
    }

    [Fact]
    public void A_group_that_does_not_exist_is_an_error_and_the_next_one_is_read()
    {
        _shell.Run("$null = Add-AliSecurityGroupRule $sg 22 10.0.0.0/8").ThrowOnError();

        var result = _shell.Run("'sg-nowhere', $sg | Get-AliSecurityGroupRule");

        Assert.Single(result.Output);
        Assert.Equal(ErrorCategory.ObjectNotFound, result.Error.CategoryInfo.Category);
        Assert.Equal("sg-nowhere", result.Error.TargetObject);
    }

    [Fact]
    public void The_table_shows_ports_and_peer()
    {
        _shell.Run("$null = Add-AliSecurityGroupRule $sg 11111 192.168.0.0/16").ThrowOnError();

        var lines = _shell.Show("Get-AliSecurityGroupRule $sg").Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0).ToList();

        Assert.Contains(Group, lines[0], StringComparison.Ordinal);
        Assert.Matches("^Direction Protocol Ports +Peer +Policy Priority RuleId$", lines[1]);
        Assert.Matches(@"^ingress +TCP +11111 +192\.168\.0\.0/16 +Accept +1 sgr-", lines[3]);
    }

    private long Writes() => (long)_shell.Run("(Get-AliLogEmulator -Emulator $emulator).Writes").Single().BaseObject;
}
