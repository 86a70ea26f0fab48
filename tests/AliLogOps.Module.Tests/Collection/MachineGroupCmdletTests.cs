using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Collection;

public sealed class MachineGroupCmdletTests(EmulatorFixture emulator)
{
    [Fact]
    public void Groups_go_by_identifier_or_by_address()
    {
        using var shell = emulator.Open(out var project);
        var made = shell.Run("New-AliLogProject $p | New-AliMachineGroup -Name web -Identifier id-a, id-b -GroupTopic t");
        Assert.Equal(("userdefined", "t", $"{project}/web"), (made.Get("IdentifyType"), made.Get("GroupTopic"), made.Single().ToString()));
        Assert.Equal(["id-a", "id-b"], (IEnumerable<string>)made.Get("MachineList")!);
        Assert.Equal("ip", shell.Run("New-AliMachineGroup $p by-address -IPAddress 10.0.0.1").Get("IdentifyType"));
        Assert.Equal(2, shell.Run("Get-AliLogProject $p | Get-AliMachineGroup").ThrowOnError().Output.Count);
        Assert.Equal("web", shell.Run("Get-AliMachineGroup $p w?b").Get("MachineGroupName"));
    }

    [Theory]
    [InlineData("-Identifier 'a b'", "not a machine identifier")]
    [InlineData("-IPAddress 10.1", "not an IP address")]
    [InlineData("-IPAddress host", "not an IP address")]
    public void Bad_members_are_refused(string arguments, string text)
    {
        using var shell = emulator.Open(out _);
        var result = shell.Run($"New-AliMachineGroup $p web {arguments}");
        Assert.Equal("ParameterArgumentValidationError", result.ErrorId);
        Assert.Contains(text, result.Error.Exception.Message);
    }

    [Fact]
    public async Task Set_creates_changes_and_leaves_alone()
    {
        using var shell = emulator.Open(out var project);
        shell.Run("$null = New-AliLogProject $p").ThrowOnError();
        Assert.Equal("Created", $"{shell.Run("Set-AliMachineGroup $p web -Identifier id-a, id-b").Get("Change")}");
        var writes = await emulator.CountWritesAsync(project);
        Assert.Equal("Unchanged", $"{shell.Run("Set-AliMachineGroup $p web -Identifier id-b, id-a").Get("Change")}");
        Assert.Equal(writes, await emulator.CountWritesAsync(project));
        Assert.Contains("\"Update: machineList [id-a, id-b] → [id-c]\"", shell.Run("Set-AliMachineGroup $p web -Identifier id-c -WhatIf").ThrowOnError().HostText);
        Assert.Equal(writes, await emulator.CountWritesAsync(project));
        Assert.Equal("Updated", $"{shell.Run("Get-AliMachineGroup $p web | Set-AliMachineGroup -GroupTopic t").Get("Change")}");
        Assert.Equal(["id-a", "id-b"], ((IEnumerable<string>)shell.Run("Get-AliMachineGroup $p web").Get("MachineList")!).Order());
        Assert.Equal("ip", shell.Run("Set-AliMachineGroup $p web -IPAddress 10.0.0.1").Get("IdentifyType"));
    }

    [Fact]
    public void Set_of_a_missing_group_needs_members()
    {
        using var shell = emulator.Open(out _);
        var result = shell.Run("$null = New-AliLogProject $p; Set-AliMachineGroup $p web -GroupTopic t");
        Assert.Equal("AliLog.CannotConverge", result.ErrorId);
        Assert.Contains("at least one identifier or address is needed", result.Error.ToString());
    }

    [Fact]
    public void Missing_and_taken_names_have_their_ids()
    {
        using var shell = emulator.Open(out var project);
        shell.Run("$null = New-AliLogProject $p | New-AliMachineGroup -Name web -Identifier id-a").ThrowOnError();
        Assert.Equal("AliLog.MachineGroupAlreadyExist", shell.Run("New-AliMachineGroup $p web -Identifier id-a").ErrorId);
        foreach (var line in (string[])["Get-AliMachineGroup $p none", "Remove-AliMachineGroup $p none", "Get-AliMachineGroupStatus $p none"])
        {
            var result = shell.Run(line);
            Assert.Equal("AliLog.MachineGroupNotExist", result.ErrorId);
            Assert.Equal($"{project}/none", result.Error.TargetObject);
        }
    }

    [Fact]
    public async Task Remove_asks_and_sends_nothing_under_WhatIf()
    {
        using var shell = emulator.Open(out var project);
        shell.Run("$null = New-AliLogProject $p; $null = 'one', 'two' | New-AliMachineGroup -ProjectName $p -Identifier id-a").ThrowOnError();
        var writes = await emulator.CountWritesAsync(project);
        shell.Run("Get-AliMachineGroup $p | Remove-AliMachineGroup -WhatIf").ThrowOnError();
        Assert.Equal(writes, await emulator.CountWritesAsync(project));
        shell.Run("Get-AliMachineGroup $p | Remove-AliMachineGroup").ThrowOnError();
        Assert.Empty(shell.Run("Get-AliMachineGroup $p").ThrowOnError().Output);
    }

    [Fact]
    public void An_identifier_that_was_never_seen_has_a_row_of_its_own()
    {
        using var shell = emulator.Open(out var project);
        shell.Run("$null = New-AliLogProject $p | New-AliMachineGroup -Name web -Identifier \"id-$p\"").ThrowOnError();
        var status = shell.Run("Get-AliMachineGroup -ProjectName $p | Get-AliMachineGroupStatus | Where-Object State -ne OK");
        Assert.Equal(("NeverSeen", $"id-{project}", "web"), ($"{status.Get("State")}", status.Get("UserDefinedId"), status.Get("MachineGroupName")));
        Assert.Null(status.Get("Age"));
        Assert.Equal(
            $"""
               Machine group: {project}/web

            State      IPAddress       UserDefinedId                Age MachineName
            -----      ---------       -------------                --- -----------
            NeverSeen                  id-{project}
            """.ReplaceLineEndings("\n"),
            Views.Trim(shell.Show("Get-AliMachineGroupStatus $p web")));
    }

    [Theory]
    [InlineData("0s", "ParameterArgumentValidationError")]
    [InlineData("soon", "ParameterArgumentTransformationError")]
    public void A_bad_heartbeat_timeout_is_refused(string value, string id)
    {
        using var shell = emulator.Open(out _);
        Assert.Equal(id, shell.Run($"Get-AliMachineGroupStatus $p web -HeartbeatTimeout {value}").ErrorId);
    }

    [Fact]
    public void The_tables_show_type_and_members()
    {
        using var shell = emulator.Open(out var project);
        shell.Run("$null = New-AliLogProject $p").ThrowOnError();
        Assert.Equal(
            $"""
               Project: {project}

            Change    MachineGroupName                         Type        Machines
            ------    ----------------                         ----        --------
            Created   sample-app-log-machine-group-pre-prod    userdefined id-a, id-b
            """.ReplaceLineEndings("\n"),
            Views.Trim(shell.Show("Set-AliMachineGroup $p sample-app-log-machine-group-pre-prod -Identifier id-a, id-b")));
        Assert.StartsWith($"   Project: {project}\n\nMachineGroupName ", Views.Trim(shell.Show("Get-AliMachineGroup $p")).Insert(0, ""));
    }
}
