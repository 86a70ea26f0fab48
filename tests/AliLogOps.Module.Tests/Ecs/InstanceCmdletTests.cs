using AliLogOps.Module.Tests.Conventions;
using AliLogOps.Module.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace AliLogOps.Module.Tests.Ecs;

public sealed class InstanceCmdletTests(EmulatorFixture emulator)
{
    private const string Instances = """
        { "NextToken": "", "Instances": { "Instance": [
          { "InstanceId": "i-1", "HostName": "web-0", "Status": "Running", "ZoneId": "cn-hangzhou-g", "CreationTime": "2020-01-01T00:00Z", "VpcAttributes": { "PrivateIpAddress": { "IpAddress": ["10.0.0.1"] } }, "SecurityGroupIds": { "SecurityGroupId": ["sg-emulator"] } },
          { "InstanceId": "i-2", "HostName": "web-1", "Status": "Running", "ZoneId": "cn-hangzhou-h", "CreationTime": "2020-01-01T00:00Z", "VpcAttributes": { "PrivateIpAddress": { "IpAddress": ["10.0.0.2"] } } } ] } }
        """;

    [Fact]
    public async Task Instances_are_listed_and_shown_with_host_and_address()
    {
        await using var service = await ScriptedService.StartAsync(context => context.Response.WriteAsync(Instances));
        using var shell = service.Open();
        Assert.Equal(["web-0", "web-1"], shell.Run("Get-AliEcsInstance -Tag @{ env = 'dev' } -Status Running | ForEach-Object { \"$_\" }").ThrowOnError().Output.Select(item => item.ToString()));
        Assert.Empty(shell.Run("@() | Get-AliEcsInstance").ThrowOnError().Output);
        Assert.Matches("i-1 +web-0 +Running +10.0.0.1 +cn-hangzhou-g", shell.Show("Get-AliEcsInstance"));
    }

    [Fact]
    [Covers(Situation.NotFound, "Get-AliEcsInstance")]
    public async Task An_instance_that_is_named_and_not_there_is_one_error_and_the_others_come()
    {
        await using var service = await ScriptedService.StartAsync(context => context.Response.WriteAsync(Instances));
        using var shell = service.Open();

        var result = shell.Run("'i-1', 'i-9', 'i-2' | Get-AliEcsInstance");

        Assert.Equal(["i-1", "i-2"], result.Output.Select(item => item.Properties["InstanceId"].Value));
        Assert.Equal("AliLog.InvalidInstance.NotFound", result.ErrorId);
        Assert.Equal(System.Management.Automation.ErrorCategory.ObjectNotFound, result.Error.CategoryInfo.Category);
        Assert.Equal("i-9", result.Error.TargetObject);
        // it may be there and not fit
        shell.Run("Get-AliEcsInstance i-9 -Status Stopped").ThrowOnError();
    }

    [Fact]
    public async Task Machines_are_put_beside_instances()
    {
        await using var service = await ScriptedService.StartAsync(context => context.Request.Path.Value switch
        {
            "/machinegroups/hosts" => context.Response.WriteAsync("""{ "groupName": "hosts", "machineIdentifyType": "userdefined", "machineList": ["id"] }"""),
            "/machinegroups/hosts/machines" => context.Response.WriteAsync($$"""{ "total": 2, "count": 2, "machines": [ { "ip": "10.0.0.1", "userdefined-id": "id", "lastHeartbeatTime": {{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}} }, { "ip": "10.0.0.9", "userdefined-id": "id", "lastHeartbeatTime": 1600000000 } ] }"""),
            _ => context.Response.WriteAsync(Instances),
        });
        using var shell = service.Open();
        var entries = shell.Run("Compare-AliMachineGroup $p hosts @{ app = 'web' } | ForEach-Object { \"$($_.State) $($_.IPAddress)\" }").ThrowOnError();
        Assert.Equal(["OK 10.0.0.1", "Missing 10.0.0.2", "LeftOver 10.0.0.9"], entries.Output.Select(item => item.ToString()));
    }

    [Fact]
    public void Security_groups_are_judged_by_the_rule_that_decides()
    {
        using var shell = emulator.Open(out _);
        var port = Random.Shared.Next(30000, 60000);
        shell.Set("port", port);
        var closed = shell.Run("Test-AliSecurityGroupRule sg-emulator $port -SourceCidrIp 10.0.0.0/8 | Where-Object Direction -eq ingress");
        Assert.Equal(false, closed.Get("IsAccepted"));
        Assert.Equal($"Add-AliSecurityGroupRule sg-emulator -Protocol TCP -Port {port} -SourceCidrIp 10.0.0.0/8", closed.Get("Remedy"));
        shell.Run((string)closed.Get("Remedy")!).ThrowOnError();
        Assert.Equal(true, shell.Run("Test-AliSecurityGroupRule sg-emulator $port -SourceCidrIp 10.1.2.3 -Quiet").Single().BaseObject);
        shell.Run("Remove-AliSecurityGroupRule sg-emulator -Port $port").ThrowOnError();
        Assert.Equal("AliLog.InvalidSecurityGroupId.NotFound", shell.Run("Test-AliSecurityGroupRule sg-none").ErrorId);
    }

    [Fact]
    public void A_port_of_the_agents_that_is_open_to_everybody_is_warned_about()
    {
        using var own = new SecurityGroupEmulator();
        using var shell = own.Open();
        shell.Run("$null = Add-AliSecurityGroupRule sg-emulator -Port 11111 -SourceCidrIp 0.0.0.0/0 -WarningAction SilentlyContinue").ThrowOnError();
        Assert.Contains("anybody can inject logs", Assert.Single(shell.Run("$null = Test-AliSecurityGroupRule sg-emulator").ThrowOnError().Warnings), StringComparison.Ordinal);
    }
}
