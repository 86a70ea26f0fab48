using AliLogOps.Module.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace AliLogOps.Module.Tests.Connection;

public sealed class TestAliLogConnectionTests(EmulatorFixture emulator)
{
    [Fact]
    public void A_connection_that_works_passes_every_check()
    {
        using var shell = emulator.Open(out _);
        shell.Run("$null = New-AliLogProject $p | New-AliLogStore -Name store; $null = Set-AliLogIndex $p store -FullText").ThrowOnError();

        var rows = shell.Run("Get-AliLogStore $p store | Test-AliLogConnection").ThrowOnError().Output;

        Assert.Equal(
            ["connection.reachable", "connection.clock", "connection.identity", "connection.projects", "connection.project", "connection.logstores", "connection.machine-groups", "connection.configs", "connection.index", "connection.search", "connection.read"],
            rows.Select(row => (string)row.Properties["Id"].Value));
        Assert.All(rows, row => Assert.Equal("Pass", row.Properties["Status"].Value.ToString()));
        Assert.Equal(true, shell.Run("Test-AliLogConnection -Quiet").Single().BaseObject);
    }

    [Fact]
    public async Task A_permission_that_is_missing_is_named_with_its_action()
    {
        await using var service = await ScriptedService.StartAsync(context => context.Request.Headers.ContainsKey("x-acs-action")
            ? context.Response.WriteAsync("""{"Arn":"acs:ram::1:user/u","AccountId":"1","IdentityType":"RAMUser"}""")
            : context.Request.Path.StartsWithSegments("/machinegroups")
                ? ScriptedService.RefuseAsync(context, 401, "Unauthorized", "denied by sts or ram")
                : context.Response.WriteAsync("""{"projectName":"scripted-project","count":0,"total":0,"projects":[],"logstores":[],"configs":[]}"""));
        using var shell = service.Open();

        var row = shell.Run("Test-AliLogConnection $p | Where-Object Status -EQ Fail").Single();

        Assert.Equal("connection.machine-groups", row.Properties["Id"].Value);
        Assert.Contains("log:ListMachineGroup", (string)row.Properties["Remedy"].Value);
        Assert.Equal(false, shell.Run("Test-AliLogConnection $p -Quiet").Single().BaseObject);
    }

    [Fact]
    public async Task A_wrong_key_and_a_wrong_clock_each_have_a_row()
    {
        await using var service = await ScriptedService.StartAsync(context =>
        {
            context.Response.Headers.Date = DateTimeOffset.UtcNow.AddMinutes(5).ToString("r", null);
            return context.Request.Headers.ContainsKey("x-acs-action")
                ? ScriptedService.StsRefuseAsync(context, 404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.")
                : ScriptedService.RefuseAsync(context, 401, "Unauthorized", "AccessKeyId not found");
        });
        using var shell = service.Open();

        var rows = shell.Run("Test-AliLogConnection").ThrowOnError().Output.ToDictionary(row => (string)row.Properties["Id"].Value, row => row.Properties["Status"].Value.ToString());

        Assert.Equal(("Pass", "Warning", "Fail"), (rows["connection.reachable"], rows["connection.clock"], rows["connection.identity"]));
    }

    [Fact]
    public async Task Stopping_returns_at_once()
    {
        await using var service = await ScriptedService.HangAsync();
        using var shell = service.Open();

        var (result, took) = await shell.RunAndStopAsync("Test-AliLogConnection", service.FirstRequest);

        Assert.Equal(System.Management.Automation.PSInvocationState.Stopped, result.State);
        Assert.InRange(took.TotalSeconds, 0, 30);
    }
}
