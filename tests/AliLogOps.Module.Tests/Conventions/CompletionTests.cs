using AliLogOps.Module.Tests.Hosting;

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
        Assert.Equal([project], Complete(shell, $"Get-AliLogProject -Name {project[..8]}"));
        Assert.Equal(["app-logs"], Complete(shell, $"Get-AliLogStore -ProjectName {project} -Name a"));
        Assert.Equal(["web"], Complete(shell, $"Get-AliMachineGroupStatus {project} w"));
        shell.Run("$null = Set-AliLogIndex $p app-logs -Key @{ level = 'text'; latency = 'long' }").ThrowOnError();
        Assert.Equal(["latency", "level"], Complete(shell, $"Export-AliLog {project} app-logs ./out -Format Csv -Field l"));
        Assert.Equal(["conf"], Complete(shell, $"Add-AliMachineGroupBinding -ProjectName {project} -LogtailConfigName "));
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

    private static string[] Complete(Shell shell, string line) => [.. shell.Complete(line).CompletionMatches
        .Where(match => match.ResultType == System.Management.Automation.CompletionResultType.ParameterValue)
        .Select(match => match.CompletionText).Order(StringComparer.Ordinal)];
}
