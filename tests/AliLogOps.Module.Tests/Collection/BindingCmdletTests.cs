using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Collection;

public sealed class BindingCmdletTests(EmulatorFixture emulator)
{
    private const string Base = """
        $null = New-AliLogProject $p | New-AliLogStore -Name store
        $null = 'conf-a', 'conf-b' | New-AliLogtailConfig -ProjectName $p -LogstoreName store -Syslog -Tag t
        $null = 'web', 'db' | New-AliMachineGroup -ProjectName $p -Identifier id-a

        """;

    [Fact]
    public async Task Add_binds_each_config_with_each_group_once()
    {
        using var shell = emulator.Open(out var project);
        var first = shell.Run(Base + "Add-AliMachineGroupBinding $p conf-a, conf-b web, db").ThrowOnError();
        Assert.Equal(["Created", "Created", "Created", "Created"], first.Output.Select(row => $"{row.Properties["Change"].Value}"));
        var writes = await emulator.CountWritesAsync(project);
        var second = shell.Run("Get-AliMachineGroup $p | Add-AliMachineGroupBinding -LogtailConfigName conf-a").ThrowOnError();
        Assert.Equal(["Unchanged", "Unchanged"], second.Output.Select(row => $"{row.Properties["Change"].Value}"));
        Assert.Equal(writes, await emulator.CountWritesAsync(project));
    }

    [Fact]
    public void Get_shows_bindings_of_a_group_of_a_config_or_of_all()
    {
        using var shell = emulator.Open(out var project);
        shell.Run(Base + "$null = Add-AliMachineGroupBinding $p conf-a web, db; $null = Add-AliMachineGroupBinding $p conf-b web").ThrowOnError();
        Assert.Equal(3, shell.Run("Get-AliLogProject $p | Get-AliMachineGroupBinding").ThrowOnError().Output.Count);
        Assert.Equal(2, shell.Run("Get-AliLogtailConfig $p conf-a | Get-AliMachineGroupBinding").ThrowOnError().Output.Count);
        Assert.Equal(2, shell.Run("Get-AliMachineGroup $p web | Get-AliMachineGroupBinding").ThrowOnError().Output.Count);
        Assert.Equal($"{project}/conf-b → web", shell.Run("Get-AliMachineGroupBinding $p conf-b web").Single().ToString());
        Assert.Empty(shell.Run("Get-AliMachineGroupBinding $p conf-b db").ThrowOnError().Output);
        Assert.Equal("AliLog.MachineGroupNotExist", shell.Run("Get-AliMachineGroupBinding $p -MachineGroupName none").ErrorId);
        Assert.Equal("AliLog.ConfigNotExist", shell.Run("Get-AliMachineGroupBinding $p none").ErrorId);
    }

    [Fact]
    public void Add_reports_what_is_missing_and_goes_on()
    {
        using var shell = emulator.Open(out var project);
        var result = shell.Run(Base + "Add-AliMachineGroupBinding $p conf-a none, web");
        Assert.Equal("web", result.Output.Single().Properties["MachineGroupName"].Value);
        Assert.Equal(("AliLog.MachineGroupNotExist", $"{project}/conf-a → none"), (result.ErrorId, result.Error.TargetObject));
        Assert.Equal("AliLog.ConfigNotExist", shell.Run("Add-AliMachineGroupBinding $p none web").ErrorId);
    }

    [Fact]
    public async Task Remove_takes_bindings_from_the_pipeline_and_sends_nothing_under_WhatIf()
    {
        using var shell = emulator.Open(out var project);
        shell.Run(Base + "$null = Add-AliMachineGroupBinding $p conf-a, conf-b web").ThrowOnError();
        var writes = await emulator.CountWritesAsync(project);
        var rehearsal = shell.Run("Get-AliMachineGroupBinding $p | Remove-AliMachineGroupBinding -WhatIf").ThrowOnError();
        Assert.Contains($"\"Remove binding\" on target \"{project}/conf-a → web\"", rehearsal.HostText);
        Assert.Equal(writes, await emulator.CountWritesAsync(project));
        shell.Run("Get-AliMachineGroupBinding $p conf-a | Remove-AliMachineGroupBinding").ThrowOnError();
        Assert.Equal("conf-b", shell.Run("Get-AliMachineGroupBinding $p").Get("LogtailConfigName"));
        Assert.Equal("AliLog.MachineGroupNotExist", shell.Run("Remove-AliMachineGroupBinding $p conf-a none").ErrorId);
    }

    [Fact]
    public void The_tables_show_config_and_group()
    {
        using var shell = emulator.Open(out var project);
        shell.Run(Base).ThrowOnError();
        Assert.Equal(
            $"""
               Project: {project}

            Change    LogtailConfigName                  MachineGroupName
            ------    -----------------                  ----------------
            Created   conf-a                             web
            """.ReplaceLineEndings("\n"),
            Views.Trim(shell.Show("Add-AliMachineGroupBinding $p conf-a web")));
        Assert.Equal(
            $"""
               Project: {project}

            LogtailConfigName                        MachineGroupName
            -----------------                        ----------------
            conf-a                                   web
            """.ReplaceLineEndings("\n"),
            Views.Trim(shell.Show("Get-AliMachineGroupBinding $p")));
    }
}
