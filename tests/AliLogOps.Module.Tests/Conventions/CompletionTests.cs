using System.Management.Automation;
using AliLogOps.Module.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace AliLogOps.Module.Tests.Conventions;

public sealed class CompletionTests(EmulatorFixture emulator)
{
    [Theory]
    [InlineData("Connect-AliLog -Region cn-h", "cn-hangzhou", "cn-heyuan", "cn-hongkong", "cn-huhehaote")]
    [InlineData("Connect-AliLog -Region 'cn-hang", "'cn-hangzhou'")]
    [InlineData("Connect-AliLog -Region *-west-", "eu-west-1", "rus-west-1", "us-west-1")]
    [InlineData("Connect-AliLog -Region [", new string[0])]
    public void Regions_complete_offline(string line, params string[] expected)
    {
        using var shell = new Shell();
        Assert.Equal(expected, shell.Complete(line).CompletionMatches.Select(match => match.CompletionText).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Names_complete_from_the_open_connection()
    {
        using var shell = emulator.Open(out var project);
        shell.Run("""
            $null = New-AliLogProject $p | New-AliLogStore -Name app-logs
            $null = New-AliMachineGroup $p web -Identifier id-a
            $null = New-AliLogtailConfig $p conf -LogstoreName app-logs -Syslog -Tag t
            """).ThrowOnError();
        Assert.Equal([project], CompleteSoon(shell, $"Get-AliLogProject -Name {project[..8]}"));
        Assert.Equal(["app-logs"], CompleteSoon(shell, $"Get-AliLogStore -ProjectName {project} -Name a"));
        Assert.Equal(["web"], CompleteSoon(shell, $"Get-AliMachineGroupStatus {project} w"));
        shell.Run("$null = Set-AliLogIndex $p app-logs -Key @{ level = 'text'; latency = 'long' }").ThrowOnError();
        Assert.Equal(["latency", "level"], CompleteSoon(shell, $"Export-AliLog {project} app-logs ./out -Format Csv -Field l"));
        Assert.Equal(["conf"], CompleteSoon(shell, $"Add-AliMachineGroupBinding -ProjectName {project} -LogtailConfigName "));
    }

    [Fact]
    public void Every_parameter_that_names_a_remote_thing_completes()
    {
        string[] remote = ["ProjectName", "LogstoreName", "MachineGroupName", "LogtailConfigName", "ShardId", "InstanceId", "SecurityGroupId", "SourceGroupId", "HostName", "Region", "ProfileName", "Query", "Field", "Operation", "FaultName"];
        using var shell = new Shell();
        var silent = shell.Run("Get-Command -Module AliLogOps").ThrowOnError().Output
            .Select(item => (CmdletInfo)item.BaseObject)
            // what is new has no name yet that could be offered
            .Where(cmdlet => cmdlet.Verb != "New")
            .SelectMany(cmdlet => cmdlet.Parameters.Values
                .Where(parameter => parameter.Aliases.Append(parameter.Name).Any(remote.Contains) && !parameter.Attributes.OfType<ArgumentCompleterAttribute>().Any())
                .Select(parameter => $"{cmdlet.Name} -{parameter.Name}"));

        // the fields of a line that the agent parses are the user's to name
        Assert.Equal(["Set-AliLogtailConfig -Field"], silent);
    }

    [Fact]
    public void Shards_fields_and_the_things_of_an_emulator_complete()
    {
        using var shell = new Shell { BeforeClose = "Stop-AliLogEmulator" };
        shell.Run("""
            $null = Start-AliLogEmulator | Connect-AliLog
            $null = New-AliLogProject my-project | New-AliLogStore -Name logs -ShardCount 2 | Set-AliLogIndex -Key level, 'app name'
            $null = Start-AliLogEmulatorAgent web-1, web-2
            $null = Set-AliLogEmulatorFault Html DeleteProject -Name first
            """).ThrowOnError();

        Assert.Equal(["0", "1"], CompleteSoon(shell, "Split-AliLogShard my-project logs "));
        Assert.Equal(["1"], CompleteSoon(shell, "Read-AliLog my-project logs -ShardId 1"));
        Assert.Equal(["'app name'", "level"], CompleteSoon(shell, "Set-AliLogIndex my-project logs -Key "));
        Assert.Equal(["'level: '"], CompleteSoon(shell, "Search-AliLog my-project logs lev"));
        Assert.Equal(["'hello and level: '"], CompleteSoon(shell, "Search-AliLog my-project logs 'hello and le"));
        Assert.Equal(["web-1", "web-2"], CompleteSoon(shell, "Stop-AliLogEmulatorAgent w"));
        Assert.Equal(["first"], CompleteSoon(shell, "Set-AliLogEmulatorFault -Clear -Name "));
        Assert.Equal(["AssumeRoleWithOIDC"], CompleteSoon(shell, "Set-AliLogEmulatorFault Html -Operation AssumeRoleWithO"));
    }

    [Fact]
    public async Task Instances_and_their_security_groups_complete()
    {
        await using var service = await ScriptedService.StartAsync(context => context.Response.WriteAsync("""
            { "NextToken": "", "Instances": { "Instance": [
              { "InstanceId": "i-1", "CreationTime": "2020-01-01T00:00Z", "SecurityGroupIds": { "SecurityGroupId": ["sg-b", "sg-a"] } },
              { "InstanceId": "i-2", "CreationTime": "2020-01-01T00:00Z", "SecurityGroupIds": { "SecurityGroupId": ["sg-b"] } } ] } }
            """));
        using var shell = service.Open();

        Assert.Equal(["i-1", "i-2"], CompleteSoon(shell, "Get-AliEcsInstance "));
        Assert.Equal(["sg-a", "sg-b"], CompleteSoon(shell, "Get-AliSecurityGroupRule sg"));
    }

    [Fact]
    public async Task Completion_never_hangs_and_never_fails()
    {
        using var unconnected = new Shell();
        Assert.Empty(Complete(unconnected, "Get-AliLogProject -Name a"));
        await using var service = await ScriptedService.HangAsync();
        using var shell = service.Open();
        Assert.NotEmpty(Complete(shell, "Connect-AliLog -Region cn-"));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.Empty(Complete(shell, "Get-AliLogProject -Name a"));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"{clock.Elapsed}");
        await using var refusing = await ScriptedService.RefuseAsync(401, "Unauthorized", "no");
        using var denied = refusing.Open();
        Assert.Empty(Complete(denied, "Get-AliLogStore -ProjectName some-project -Name a"));
    }

    // a key press does not wait for long; the answer that comes late serves the next one
    private static string[] CompleteSoon(Shell shell, string line)
    {
        var patience = System.Diagnostics.Stopwatch.StartNew();
        string[] found;
        do
        {
            found = Complete(shell, line);
        }
        while (found.Length == 0 && patience.Elapsed < TimeSpan.FromSeconds(20));

        return found;
    }

    private static string[] Complete(Shell shell, string line) => [.. shell.Complete(line).CompletionMatches
        .Where(match => match.ResultType == System.Management.Automation.CompletionResultType.ParameterValue)
        .Select(match => match.CompletionText).Order(StringComparer.Ordinal)];
}
