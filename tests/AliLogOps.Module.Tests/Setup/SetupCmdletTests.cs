using AliLogOps.Module.Tests.Conventions;
using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Setup;

public sealed class SetupCmdletTests(EmulatorFixture emulator)
{
    private const string Definition = """
        @{
            Owner = 'tests'
            Project = @{ Name = '<project>-{env}'; Description = 'of {env}' }
            Logstores = @( @{ Name = 'logs'; TtlDays = 30; Index = @{ FullText = $true; Keys = 'app', 'latency:double' } } )
            MachineGroups = @( @{ Name = 'hosts'; Identifiers = 'id-{env}' } )
            LogtailConfigs = @( @{ Name = 'conf'; Logstore = 'logs'; Tag = 'sys_tag'; MachineGroups = 'hosts' } )
            AllowedDifferences = 'Logstores/*/TtlDays'
            Environments = @{ dev = @{}; prod = @{ Logstores = @( @{ Name = 'logs'; TtlDays = 90 } ) } }
        }
        """;

    [Fact]
    public async Task Set_makes_both_environments_and_a_second_run_sends_nothing()
    {
        using var session = new SetupShell(emulator, Definition);
        var shell = session.Shell;
        var first = shell.Run("Import-AliLogSetup $file | Set-AliLogSetup").ThrowOnError().Output;
        Assert.Equal(20, first.Count);
        Assert.All(first, change => Assert.Equal("Created", change.Properties["Change"].Value.ToString()));

        var writes = await emulator.CountWritesAsync(session.ProjectName + "-dev");
        var second = shell.Run("Import-AliLogSetup $file | Set-AliLogSetup").ThrowOnError().Output;
        Assert.Equal(20, second.Count);
        Assert.All(second, change => Assert.Equal("Unchanged", change.Properties["Change"].Value.ToString()));
        Assert.Equal(writes, await emulator.CountWritesAsync(session.ProjectName + "-dev"));
        Assert.Equal("90", shell.Run("(Get-AliLogStore \"$p-prod\" logs).TtlDays").Single().ToString());
        Assert.Empty(shell.Run("Import-AliLogSetup $file | Compare-AliLogSetup -IncludeUndeclared").ThrowOnError().Output);
    }

    [Fact]
    [Covers(Situation.WhatIf, "Set-AliLogSetup")]
    public async Task WhatIf_prints_the_plan_and_sends_nothing()
    {
        using var session = new SetupShell(emulator, Definition);
        var result = session.Shell.Run("Import-AliLogSetup $file -Environment dev | Set-AliLogSetup -WhatIf").ThrowOnError();
        Assert.Equal(10, result.Output.Count);
        Assert.Contains($"\"Create project\" on target \"{session.ProjectName}-dev\"", result.HostText, StringComparison.Ordinal);
        Assert.Contains("\"Create binding\"", result.HostText, StringComparison.Ordinal);
        Assert.Equal(0, await emulator.CountWritesAsync(session.ProjectName + "-dev"));
    }

    [Fact]
    public void Compare_tells_each_difference_with_what_would_be_sent()
    {
        using var session = new SetupShell(emulator, Definition);
        var shell = session.Shell;
        shell.Run("""
            $null = Import-AliLogSetup $file -Environment dev | Set-AliLogSetup
            $null = Set-AliLogStore "$p-dev" logs -TtlDays 60
            Remove-AliMachineGroupBinding "$p-dev" conf hosts
            $null = New-AliLogStore "$p-dev" mystery
            """).ThrowOnError();
        var found = shell.Run("Import-AliLogSetup $file -Environment dev | Compare-AliLogSetup -IncludeUndeclared | ForEach-Object { \"$_ | $($_.Request) | $($_.DestroysData) | $($_.IsDeclared)\" }").ThrowOnError().Output.Select(item => item.ToString());
        Assert.Equal(
            [
                "Logstore logs: ttl 60 → 30 | PUT /logstores/logs | True | True",
                "Binding conf → hosts: Created | PUT /machinegroups/hosts/configs/conf | False | True",
                "Logstore mystery: not declared |  | False | False",
            ],
            found);
    }

    [Fact]
    public void Prune_asks_and_removes_what_carries_the_mark()
    {
        using var session = new SetupShell(emulator, Definition);
        var shell = session.Shell;
        shell.Run("$null = Import-AliLogSetup $file -Environment dev | Set-AliLogSetup; $null = New-AliLogStore \"$p-dev\" by-hand").ThrowOnError();
        session.Write("less.psd1", $"@{{ Owner = 'tests'; Project = @{{ Name = '{session.ProjectName}-dev' }}; Logstores = @( @{{ Name = 'logs' }} ) }}");

        shell.Terminal.Answers.Enqueue("No");
        shell.Terminal.Answers.Enqueue("No");
        shell.Terminal.Answers.Enqueue("No");
        var refused = shell.Run("Import-AliLogSetup $folder/less.psd1 | Set-AliLogSetup -Prune").ThrowOnError();
        Assert.NotEmpty(refused.Prompts);
        Assert.DoesNotContain(refused.Output, change => change.Properties["Change"].Value.ToString() == "Removed");

        var removed = shell.Run("Import-AliLogSetup $folder/less.psd1 | Set-AliLogSetup -Prune -Force | Where-Object Change -eq Removed | ForEach-Object { \"$_\" }").ThrowOnError();
        Assert.Equal(["Removed Binding conf → hosts", "Removed LogtailConfig conf", "Removed MachineGroup hosts"], removed.Output.Select(item => item.ToString()));
        Assert.Equal("by-hand", shell.Run("Get-AliLogStore \"$p-dev\" by-hand").Get("LogstoreName"));
        Assert.Equal("AliLog.InvalidArgument", shell.Run("Get-AliLogSetup \"$p-dev\" | Set-AliLogSetup -Prune").ErrorId);
    }

    [Fact]
    [Covers(Situation.WhatIf, "Remove-AliLogSetup")]
    public void Remove_takes_the_setup_away()
    {
        using var session = new SetupShell(emulator, Definition);
        var shell = session.Shell;
        shell.Run("$s = Import-AliLogSetup $file -Environment dev; $null = $s | Set-AliLogSetup").ThrowOnError();
        Assert.Empty(shell.Run("$s | Remove-AliLogSetup -WhatIf").ThrowOnError().Output);
        Assert.Equal(5, shell.Run("$s | Remove-AliLogSetup").ThrowOnError().Output.Count);
        Assert.Equal("AliLog.ProjectNotExist", shell.Run("Get-AliLogProject \"$p-dev\"").ErrorId);
        Assert.Empty(shell.Run("$s | Remove-AliLogSetup").ThrowOnError().Output);
    }

    [Fact]
    [Covers(Situation.WhatIf, "Get-AliLogSetup")]
    public void Get_writes_a_definition_that_changes_nothing()
    {
        using var session = new SetupShell(emulator, Definition);
        var shell = session.Shell;
        shell.Run("$null = Import-AliLogSetup $file | Set-AliLogSetup").ThrowOnError();
        foreach (var form in (string[])["psd1", "json"])
        {
            Assert.Equal("dev", shell.Run($"Get-AliLogSetup \"$p-dev\" -Environment dev -Path $folder/back.{form}").Get("EnvironmentName"));
            Assert.Contains("-{env}", session.Read("back." + form), StringComparison.Ordinal);
            Assert.Empty(shell.Run($"Import-AliLogSetup $folder/back.{form} | Compare-AliLogSetup -IncludeUndeclared").ThrowOnError().Output);
            Assert.Equal("AliLog.FileExists", shell.Run($"Get-AliLogSetup \"$p-dev\" -Path $folder/back.{form}").ErrorId);
        }

        shell.Run("$null = Get-AliLogSetup \"$p-dev\" -Path $folder/no.psd1 -WhatIf").ThrowOnError();
        Assert.Throws<FileNotFoundException>(() => session.Read("no.psd1"));
        Assert.Equal("AliLog.SetupFormUnknown", shell.Run("Get-AliLogSetup \"$p-dev\" -Path $folder/no.txt").ErrorId);
    }

    [Fact]
    [Covers(Situation.NotFound, "Compare-AliLogSetup", "Set-AliLogSetup", "Remove-AliLogSetup")]
    public void What_is_missing_is_to_be_made_or_gone_already_and_no_error()
    {
        using var session = new SetupShell(emulator, Definition);
        var shell = session.Shell;
        shell.Run("$s = Import-AliLogSetup $file -Environment dev").ThrowOnError();

        Assert.Empty(shell.Run("$s | Remove-AliLogSetup").ThrowOnError().Output);
        Assert.Contains($"Project {session.ProjectName}-dev: Created", shell.Run("$s | Compare-AliLogSetup | ForEach-Object { \"$_\" }").ThrowOnError().Output.Select(item => item.ToString()));
        Assert.All(shell.Run("$s | Set-AliLogSetup").ThrowOnError().Output, change => Assert.Equal("Created", change.Properties["Change"].Value.ToString()));
    }

    [Fact]
    public void Environments_are_compared_but_for_what_may_differ()
    {
        using var session = new SetupShell(emulator, Definition);
        var shell = session.Shell;
        shell.Run("$s = Import-AliLogSetup $file; $null = $s | Set-AliLogSetup; $null = Set-AliMachineGroup \"$p-prod\" hosts -Identifier other").ThrowOnError();
        var difference = shell.Run("$s | Compare-AliLogEnvironment").Single();
        Assert.Equal("MachineGroups/hosts/Identifiers: dev id-{env}, prod other", difference.ToString());
        Assert.Equal(2, shell.Run("$s | Compare-AliLogEnvironment -IncludeAllowed").ThrowOnError().Output.Count);
        Assert.Empty(shell.Run("$s | Compare-AliLogEnvironment -Definition").ThrowOnError().Output);
        Assert.Equal("AliLog.InvalidArgument", shell.Run("$s[0] | Compare-AliLogEnvironment").ErrorId);
    }

    [Fact]
    public void A_setup_of_another_region_is_refused()
    {
        using var session = new SetupShell(emulator, "@{ Region = 'eu-west-1'; Project = @{ Name = '<project>' } }");
        var result = session.Shell.Run("Import-AliLogSetup $file | Set-AliLogSetup");
        Assert.Equal("AliLog.WrongRegion", result.ErrorId);
        Assert.Contains("eu-west-1", result.Error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_returns_at_once_from_a_service_that_does_not_answer()
    {
        await using var service = await ScriptedService.HangAsync();
        using var shell = service.Open();
        using var session = new SetupShell(emulator, Definition);
        var file = session.Write("one.psd1", "@{ Project = @{ Name = 'scripted-project' } }");
        var (result, took) = await shell.Set("file", file).RunAndStopAsync("Import-AliLogSetup $file | Set-AliLogSetup", service.FirstRequest);
        Assert.Equal(System.Management.Automation.PSInvocationState.Stopped, result.State);
        Assert.True(took < TimeSpan.FromSeconds(15), $"stopping took {took}");
    }
}
