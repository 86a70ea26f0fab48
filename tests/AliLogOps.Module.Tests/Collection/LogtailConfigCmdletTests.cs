using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Collection;

public sealed class LogtailConfigCmdletTests(EmulatorFixture emulator)
{
    private const string Base = "$null = New-AliLogProject $p | New-AliLogStore -Name store; ";

    [Fact]
    public async Task A_syslog_config_is_made_and_bound_in_one_line_and_the_second_run_changes_nothing()
    {
        using var shell = emulator.Open(out var project);
        shell.Run(Base + "$null = New-AliMachineGroup $p web -Identifier id-a").ThrowOnError();
        const string Line = "Set-AliLogtailConfig -ProjectName $p -Name conf -LogstoreName store -Syslog -Tag sys_tag | Add-AliMachineGroupBinding -MachineGroupName web";
        var first = shell.Run(Line);
        Assert.Equal(("Created", "conf", "web"), ($"{first.Get("Change")}", first.Get("LogtailConfigName"), first.Get("MachineGroupName")));
        var config = shell.Run("Get-AliLogtailConfig $p conf");
        Assert.Equal(("sys_tag", "store", true), (config.Get("Tag"), config.Get("LogstoreName"), shell.Run("(Get-AliLogtailConfig $p conf).InputDetail['localStorage']").Single().BaseObject));
        var writes = await emulator.CountWritesAsync(project);
        Assert.Equal("Unchanged", $"{shell.Run(Line).Get("Change")}");
        Assert.Equal(writes, await emulator.CountWritesAsync(project));
    }

    [Fact]
    public async Task The_line_can_be_rehearsed_before_anything_exists()
    {
        using var shell = emulator.Open(out var project);
        var result = shell.Run("Set-AliLogtailConfig -ProjectName $p -Name conf -LogstoreName store -Syslog -Tag sys_tag -WhatIf | Add-AliMachineGroupBinding -MachineGroupName web -WhatIf");
        Assert.Equal("Created", $"{result.Get("Change")}");
        Assert.Contains($"\"Create\" on target \"{project}/conf\"", result.HostText);
        Assert.Contains($"\"Create\" on target \"{project}/conf → web\"", result.HostText);
        Assert.Equal(0, await emulator.CountWritesAsync(project));
    }

    [Fact]
    public async Task A_change_is_made_in_place_and_named()
    {
        using var shell = emulator.Open(out var project);
        shell.Run(Base + "$null = New-AliLogtailConfig $p conf -LogstoreName store -Syslog -Tag sys_tag").ThrowOnError();
        var writes = await emulator.CountWritesAsync(project);
        Assert.Contains("\"Update: tag sys_tag → other\"", shell.Run("Set-AliLogtailConfig $p conf -Syslog -Tag other -WhatIf").ThrowOnError().HostText);
        Assert.Equal(writes, await emulator.CountWritesAsync(project));
        Assert.Equal("Updated", $"{shell.Run("Get-AliLogtailConfig $p conf | Set-AliLogtailConfig -Syslog -Tag other").Get("Change")}");
        Assert.Equal(writes + 1, await emulator.CountWritesAsync(project));
        Assert.Equal("Updated", $"{shell.Run("Set-AliLogtailConfig $p conf -InputDetail @{ maxSendRate = 1000; advanced = @{ tail_size_kb = 2048 } }").Get("Change")}");
        Assert.Equal("Unchanged", $"{shell.Run("Set-AliLogtailConfig $p conf -InputDetail ([pscustomobject]@{ advanced = @{ tail_size_kb = 2048 } })").Get("Change")}");
        Assert.Equal("other", shell.Run("Get-AliLogtailConfig $p conf").Get("Tag"));
    }

    [Fact]
    public void Other_inputs_are_given_under_the_services_own_names_and_can_be_copied()
    {
        using var shell = emulator.Open(out _);
        var made = shell.Run(Base + "New-AliLogtailConfig $p nginx -LogstoreName store -InputType file -InputDetail @{ logType = 'json_log'; logPath = '/var/log/nginx'; filePattern = '*.log'; filterKey = @(); maxDepth = 10 }");
        Assert.Equal("file", made.Get("InputType"));
        Assert.Null(made.Get("Tag"));
        var copy = shell.Run("$c = Get-AliLogtailConfig $p nginx; New-AliLogtailConfig $p copy -LogstoreName store -InputType $c.InputType -InputDetail $c.InputDetail");
        Assert.Equal("/var/log/nginx", ((IReadOnlyDictionary<string, object?>)copy.Get("InputDetail")!)["logPath"]);
        Assert.Equal("Unchanged", $"{shell.Run("Set-AliLogtailConfig $p copy -InputType file -InputDetail $c.InputDetail").Get("Change")}");
    }

    [Theory]
    [InlineData("-Syslog -Tag 'a b'", "ParameterArgumentValidationError", "one word without blanks")]
    [InlineData("-InputType file -InputDetail 5", "ParameterArgumentTransformationError", "not a table")]
    [InlineData("-InputType file -InputDetail @{ a = [datetime]::Now }", "ParameterArgumentTransformationError", "'a' holds a DateTime")]
    [InlineData("-InputType tape -InputDetail @{}", "ParameterArgumentValidationError", "streamlog")]
    public void Bad_input_names_the_value_and_the_rule(string arguments, string id, string text)
    {
        using var shell = emulator.Open(out _);
        var result = shell.Run($"New-AliLogtailConfig $p conf -LogstoreName store {arguments}");
        Assert.Equal(id, result.ErrorId);
        Assert.Contains(text, result.Error.Exception.Message);
    }

    [Fact]
    public void Missing_and_taken_names_have_their_ids()
    {
        using var shell = emulator.Open(out var project);
        shell.Run(Base + "$null = New-AliLogtailConfig $p conf -LogstoreName store -Syslog -Tag t").ThrowOnError();
        Assert.Equal("AliLog.ConfigAlreadyExist", shell.Run("New-AliLogtailConfig $p conf -LogstoreName store -Syslog -Tag t").ErrorId);
        Assert.Equal("AliLog.ConfigNotExist", shell.Run("Get-AliLogtailConfig $p none").ErrorId);
        var removal = shell.Run("Remove-AliLogtailConfig $p none, conf");
        Assert.Equal(("AliLog.ConfigNotExist", $"{project}/none"), (removal.ErrorId, removal.Error.TargetObject));
        Assert.Empty(shell.Run("Get-AliLogtailConfig $p").ThrowOnError().Output);
        Assert.Equal("AliLog.CannotConverge", shell.Run("Set-AliLogtailConfig $p new -LogstoreName store").ErrorId);
    }

    [Fact]
    public void Get_lists_all_or_those_of_a_logstore()
    {
        using var shell = emulator.Open(out _);
        shell.Run(Base + "$null = New-AliLogStore $p second; $null = 'a1', 'a2' | New-AliLogtailConfig -ProjectName $p -LogstoreName store -Syslog -Tag t; $null = New-AliLogtailConfig $p b1 -LogstoreName second -Syslog -Tag t").ThrowOnError();
        Assert.Equal(3, shell.Run("Get-AliLogtailConfig $p").ThrowOnError().Output.Count);
        Assert.Equal(2, shell.Run("Get-AliLogtailConfig $p a*").ThrowOnError().Output.Count);
        Assert.Equal("b1", shell.Run("Get-AliLogStore $p second | Get-AliLogtailConfig").Get("LogtailConfigName"));
    }

    [Fact]
    public async Task New_and_Remove_under_WhatIf_send_nothing()
    {
        using var shell = emulator.Open(out var project);
        shell.Run(Base + "$null = New-AliLogtailConfig $p conf -LogstoreName store -Syslog -Tag t").ThrowOnError();
        var writes = await emulator.CountWritesAsync(project);
        Assert.Equal("x", shell.Run("New-AliLogtailConfig $p other -LogstoreName store -Syslog -Tag x -WhatIf").Get("Tag"));
        Assert.Empty(shell.Run("Remove-AliLogtailConfig $p conf -WhatIf").ThrowOnError().Output);
        Assert.Equal(writes, await emulator.CountWritesAsync(project));
    }

    [Fact]
    public void The_tables_show_input_tag_and_logstore()
    {
        using var shell = emulator.Open(out var project);
        shell.Run(Base).ThrowOnError();
        Assert.Equal(
            $"""
               Project: {project}

            Change    LogtailConfigName                  InputType Tag        LogstoreName
            ------    -----------------                  --------- ---        ------------
            Created   sample-app-logtail-config-pre-prod syslog    sys_tag    store
            """.ReplaceLineEndings("\n"),
            Views.Trim(shell.Show("Set-AliLogtailConfig $p sample-app-logtail-config-pre-prod -LogstoreName store -Syslog -Tag sys_tag")));
        Assert.Equal(
            $"""
               Project: {project}

            LogtailConfigName                  InputType Tag            LogstoreName
            -----------------                  --------- ---            ------------
            sample-app-logtail-config-pre-prod syslog    sys_tag        store
            """.ReplaceLineEndings("\n"),
            Views.Trim(shell.Show("Get-AliLogtailConfig $p")));
    }
}
