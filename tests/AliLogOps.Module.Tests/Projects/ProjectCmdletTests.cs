using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Projects;

public sealed class ProjectCmdletTests(EmulatorFixture emulator)
{
    [Fact]
    public void New_creates_a_project_and_emits_it()
    {
        using var shell = emulator.Open(out var project);
        var made = shell.Run("New-AliLogProject $p -Description 'a test'");
        Assert.Equal(project, made.Get("ProjectName"));
        Assert.Equal("a test", made.Get("Description"));
        Assert.Equal("AliLogOps.LogProject", made.Single().TypeNames[0]);
        Assert.Equal(project, shell.Run("Get-AliLogProject $p").Get("ProjectName"));
        Assert.Equal(project, shell.Run("\"$(Get-AliLogProject $p)\"").Single().ToString());
    }

    [Fact]
    public void New_takes_names_from_the_pipeline_and_reports_the_one_that_is_taken()
    {
        using var shell = emulator.Open(out var project);
        var result = shell.Run("\"$p-a\", \"$p-b\", \"$p-a\", \"$p-c\" | New-AliLogProject");
        Assert.Equal([$"{project}-a", $"{project}-b", $"{project}-c"], result.Output.Select(item => $"{item.Properties["ProjectName"].Value}"));
        Assert.Equal("AliLog.ProjectAlreadyExist", result.ErrorId);
        Assert.Equal(System.Management.Automation.ErrorCategory.ResourceExists, result.Error.CategoryInfo.Category);
        Assert.Equal($"{project}-a", result.Error.TargetObject);
        Assert.NotEmpty(result.Error.ErrorDetails.RecommendedAction);
        Assert.EndsWith("AliLogOps.Commands.NewAliLogProjectCommand", result.Error.FullyQualifiedErrorId);
    }

    [Fact]
    public async Task New_under_WhatIf_emits_what_it_would_create_and_writes_nothing()
    {
        using var shell = emulator.Open(out var project);
        var result = shell.Run("New-AliLogProject $p -Description d -WhatIf");
        Assert.Equal(project, result.Get("ProjectName"));
        Assert.Equal("cn-hangzhou", result.Get("Region"));
        Assert.Contains($"What if: Performing the operation \"Create project\" on target \"{project}\".", result.HostText);
        Assert.Equal(0, await emulator.CountWritesAsync(project));
        Assert.Equal("AliLog.ProjectNotExist", shell.Run("Get-AliLogProject $p").ErrorId);
    }

    [Fact]
    public void Get_lists_by_pattern_and_gets_a_plain_name_with_one_request()
    {
        using var shell = emulator.Open(out var project);
        shell.Run("$null = \"$p-one\", \"$p-two\", \"$p-three\" | New-AliLogProject").ThrowOnError();
        Assert.Equal(2, shell.Run("Get-AliLogProject \"$p-t*\"").ThrowOnError().Output.Count);
        Assert.Equal(3, shell.Run("Get-AliLogProject | Where-Object ProjectName -like \"$p-*\"").ThrowOnError().Output.Count);
        var verbose = shell.Run("Get-AliLogProject \"$p-one\" -Verbose").ThrowOnError().Verbose;
        Assert.Single(verbose);
        Assert.Matches(@"^GET .+/ -> 200 in \d+ ms, request id [0-9A-F]+, attempt 1$", verbose[0]);
    }

    [Fact]
    public void Get_of_a_missing_project_names_it_and_carries_on()
    {
        using var shell = emulator.Open(out var project);
        shell.Run("$null = New-AliLogProject $p").ThrowOnError();
        var result = shell.Run("'no-such-project', $p | Get-AliLogProject");
        Assert.Equal(project, result.Output.Single().Properties["ProjectName"].Value);
        Assert.Equal("AliLog.ProjectNotExist", result.ErrorId);
        Assert.Equal(System.Management.Automation.ErrorCategory.ObjectNotFound, result.Error.CategoryInfo.Category);
        Assert.Equal("no-such-project", result.Error.TargetObject);
    }

    [Fact]
    public async Task Set_creates_then_changes_then_leaves_alone()
    {
        using var shell = emulator.Open(out var project);
        var created = shell.Run("Set-AliLogProject $p -Description one");
        Assert.Equal("Created", $"{created.Get("Change")}");
        Assert.Equal("AliLogOps.LogProject#Change", created.Single().TypeNames[0]);
        Assert.Equal("Updated", $"{shell.Run("Set-AliLogProject $p -Description two").Get("Change")}");
        Assert.Equal("two", shell.Run("Get-AliLogProject $p").Get("Description"));
        var writes = await emulator.CountWritesAsync(project);
        Assert.Equal("Unchanged", $"{shell.Run("Set-AliLogProject $p -Description two").Get("Change")}");
        Assert.Equal("Unchanged", $"{shell.Run("Set-AliLogProject $p").Get("Change")}");
        Assert.Equal(writes, await emulator.CountWritesAsync(project));
    }

    [Fact]
    public async Task Set_under_WhatIf_names_what_would_change()
    {
        using var shell = emulator.Open(out var project);
        shell.Run("$null = New-AliLogProject $p -Description one").ThrowOnError();
        var writes = await emulator.CountWritesAsync(project);
        var result = shell.Run("Set-AliLogProject $p -Description two -WhatIf");
        Assert.Equal("Updated", $"{result.Get("Change")}");
        Assert.Equal("two", result.Get("Description"));
        Assert.Contains("\"Update: description one → two\"", result.HostText);
        Assert.Equal(writes, await emulator.CountWritesAsync(project));
        Assert.Equal("one", shell.Run("Get-AliLogProject $p").Get("Description"));
    }

    [Fact]
    public void Remove_asks_and_takes_no_for_an_answer()
    {
        using var shell = emulator.Open(out _);
        shell.Run("$null = New-AliLogProject $p; $ConfirmPreference = 'High'").ThrowOnError();
        shell.Terminal.Answers.Enqueue("No");
        Assert.Single(shell.Run("Remove-AliLogProject $p").ThrowOnError().Prompts);
        Assert.NotNull(shell.Run("Get-AliLogProject $p").Single());
        shell.Terminal.Answers.Enqueue("Yes");
        var removed = shell.Run("Get-AliLogProject $p | Remove-AliLogProject").ThrowOnError();
        Assert.Single(removed.Prompts);
        Assert.Empty(removed.Output);
        Assert.Equal("AliLog.ProjectNotExist", shell.Run("Get-AliLogProject $p").ErrorId);
    }

    [Fact]
    public void Remove_asks_again_for_a_project_that_holds_logstores_unless_forced()
    {
        using var shell = emulator.Open(out _);
        shell.Run("$null = New-AliLogProject $p | New-AliLogStore -Name some-store").ThrowOnError();
        shell.Terminal.Answers.Enqueue("No");
        var refused = shell.Run("Remove-AliLogProject $p -Confirm:$false").ThrowOnError();
        Assert.Contains("some-store", Assert.Single(refused.Prompts));
        Assert.NotNull(shell.Run("Get-AliLogProject $p").Single());
        Assert.Empty(shell.Run("Remove-AliLogProject $p -Confirm:$false -Force").ThrowOnError().Prompts);
        Assert.Equal("AliLog.ProjectNotExist", shell.Run("Get-AliLogProject $p").ErrorId);
    }

    [Theory]
    [InlineData("My-Project", "it contains the capital letter 'M'")]
    [InlineData("my_project", "it contains '_'")]
    [InlineData("ab", "it has 2 characters")]
    [InlineData("-abc", "it begins with '-'")]
    [InlineData("abc-", "it ends with '-'")]
    [InlineData("a b c", "it contains a blank")]
    public void A_bad_name_is_refused_before_anything_is_sent(string name, string reason)
    {
        using var shell = emulator.Open(out _);
        foreach (var command in (string[])["New-AliLogProject", "Get-AliLogProject", "Set-AliLogProject", "Remove-AliLogProject"])
        {
            var error = shell.Run($"{command} '{name}' -Verbose").Error;
            Assert.StartsWith("ParameterArgumentValidationError", error.FullyQualifiedErrorId);
            Assert.Contains($"'{name}' is not a valid project name: {reason}. A project name has 3 to 63 characters", error.Exception.Message);
        }
    }

    [Fact]
    public void The_table_shows_name_status_time_and_description()
    {
        using var shell = emulator.Open(out var project);
        shell.Run("$null = New-AliLogProject $p -Description 'Sample web application log project (dev environment).'").ThrowOnError();
        var lines = shell.Show("Get-AliLogProject $p").Split('\n');
        Assert.Equal("ProjectName                      Status   Created          Description", lines[0].TrimEnd());
        Assert.Matches($"^{project} +Normal   \\d{{4}}-\\d\\d-\\d\\d \\d\\d:\\d\\d Sample web", lines[2]);
        Assert.All(lines, line => Assert.True(line.Length <= 100, line));
        Assert.StartsWith("Change    ProjectName", shell.Show("Set-AliLogProject $p"));
    }
}
