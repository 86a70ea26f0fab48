using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Indexes;

public sealed class IndexCmdletTests(EmulatorFixture emulator)
{
    [Fact]
    public async Task Project_logstore_and_index_are_made_in_one_line()
    {
        using var shell = emulator.Open(out var project);
        var result = shell.Run("New-AliLogProject $p | New-AliLogStore -Name store -ShardCount 2 | Set-AliLogIndex -FullText -Key app-name, hostname, 'latency:double'");
        Assert.Equal(("Created", project, "store"), ($"{result.Get("Change")}", result.Get("ProjectName"), result.Get("LogstoreName")));
        Assert.Equal(3, await emulator.CountWritesAsync(project));
        Assert.Equal("app-name:text:True hostname:text:True latency:double:True", Keys(shell));
        Assert.Equal(22, shell.Run("(Get-AliLogIndex $p store).Line.Token.Count").Single().BaseObject);
    }

    [Fact]
    public async Task The_whole_line_can_be_rehearsed()
    {
        using var shell = emulator.Open(out var project);
        var result = shell.Run("New-AliLogProject $p -WhatIf | New-AliLogStore -Name store -WhatIf | Set-AliLogIndex -FullText -Key app-name -WhatIf");
        Assert.Equal("Created", $"{result.Get("Change")}");
        Assert.Equal(3, result.HostText.Split("What if:").Length - 1);
        Assert.Equal(0, await emulator.CountWritesAsync(project));
        Assert.Equal("Created", $"{shell.Run("$WhatIfPreference = $true; New-AliLogProject $p | New-AliLogStore -Name store | Set-AliLogIndex -FullText").Get("Change")}");
        Assert.Equal(0, await emulator.CountWritesAsync(project));
    }

    [Fact]
    public async Task A_second_run_changes_nothing()
    {
        using var shell = emulator.Open(out var project);
        shell.Run("$null = New-AliLogProject $p | New-AliLogStore -Name store | Set-AliLogIndex -FullText -Key a, 'b:long' -CaseSensitive -MaxTextLength 4096").ThrowOnError();
        var writes = await emulator.CountWritesAsync(project);
        Assert.Equal("Unchanged", $"{shell.Run("Set-AliLogIndex $p store -FullText -Key a, 'b:long' -CaseSensitive -MaxTextLength 4096").Get("Change")}");
        Assert.Equal("Unchanged", $"{shell.Run("Set-AliLogIndex $p store -FullText").Get("Change")}");
        Assert.Equal(writes, await emulator.CountWritesAsync(project));
        Assert.Equal("Updated", $"{shell.Run("Set-AliLogIndex $p store -Key c").Get("Change")}");
        Assert.Equal("a:text:True b:long:True c:text:True", Keys(shell));
        Assert.Equal("Updated", $"{shell.Run("Set-AliLogIndex $p store -Key c -Exact").Get("Change")}");
        Assert.Equal("c:text:True", Keys(shell));
    }

    [Theory]
    [InlineData("@{ a = 'long' }", "a:long:True")]
    [InlineData("@{ a = @{ type = 'text'; docvalue = $false } }", "a:text:False")]
    [InlineData("@{ a = @{ type = 'text'; doc_value = $false; alias = 'x' } }, 'b:json'", "a:text:False b:json:True")]
    [InlineData("'__tag__:__hostname__', 'a:b:long'", "__tag__:__hostname__:text:True a:b:long:True")]
    [InlineData("@{ a = $null }", "a:text:True")]
    public void Fields_are_given_as_text_or_as_a_table(string keys, string expected)
    {
        using var shell = emulator.Open(out _);
        shell.Run($"$null = New-AliLogProject $p | New-AliLogStore -Name store | Set-AliLogIndex -Key {keys}").ThrowOnError();
        Assert.Equal(expected, Keys(shell));
    }

    [Theory]
    [InlineData("-Key @{ a = 'number' }", "ParameterArgumentTransformationError", "'number'. Types are text, long, double, json")]
    [InlineData("-Key @{ a = @{ tokens = ',' } }", "ParameterArgumentTransformationError", "unknown option 'tokens'")]
    [InlineData("-Key @{ a = @{ token = ', ' } }", "ParameterArgumentTransformationError", "exactly one character")]
    [InlineData("-Key a, a", "ParameterArgumentTransformationError", "given twice")]
    [InlineData("-Key 5", "ParameterArgumentTransformationError", "'5' is not a field")]
    [InlineData("-FullText -Token ', '", "ParameterArgumentValidationError", "exactly one character")]
    [InlineData("", "AliLog.NothingToSet", "-FullText, -Key or both")]
    [InlineData("-FullText -MaxTextLength 1", "ParameterArgumentValidationError", "64")]
    public void Bad_input_names_the_value_and_the_rule(string arguments, string id, string text)
    {
        using var shell = emulator.Open(out _);
        var result = shell.Run($"Set-AliLogIndex $p store {arguments}");
        Assert.Equal(id, result.ErrorId);
        Assert.Contains(text, result.Error.ErrorDetails?.Message ?? result.Error.Exception.Message);
    }

    [Fact]
    public void Get_and_Remove_tell_a_missing_index_from_a_missing_logstore()
    {
        using var shell = emulator.Open(out var project);
        shell.Run("$null = New-AliLogProject $p | New-AliLogStore -Name store").ThrowOnError();
        var missing = shell.Run("Get-AliLogIndex $p store");
        Assert.Equal("AliLog.IndexConfigNotExist", missing.ErrorId);
        Assert.Equal(System.Management.Automation.ErrorCategory.ObjectNotFound, missing.Error.CategoryInfo.Category);
        Assert.Equal($"{project}/store", missing.Error.TargetObject);
        Assert.Equal("AliLog.LogStoreNotExist", shell.Run("Get-AliLogIndex $p none").ErrorId);
        Assert.Equal("AliLog.LogStoreNotExist", shell.Run("Set-AliLogIndex $p none -FullText").ErrorId);
        shell.Run("Get-AliLogStore $p store | Set-AliLogIndex -FullText | Remove-AliLogIndex").ThrowOnError();
        Assert.Equal("AliLog.IndexConfigNotExist", shell.Run("Get-AliLogIndex $p store").ErrorId);
    }

    [Fact]
    public async Task Remove_under_WhatIf_sends_nothing()
    {
        using var shell = emulator.Open(out var project);
        shell.Run("$null = New-AliLogProject $p | New-AliLogStore -Name store | Set-AliLogIndex -FullText").ThrowOnError();
        var writes = await emulator.CountWritesAsync(project);
        Assert.Contains($"\"Remove index\" on target \"{project}/store\"", shell.Run("Remove-AliLogIndex $p store -WhatIf").ThrowOnError().HostText);
        Assert.Equal(writes, await emulator.CountWritesAsync(project));
    }

    [Fact]
    public void The_views_show_fields_with_types()
    {
        using var shell = emulator.Open(out var project);
        shell.Run("$null = New-AliLogProject $p | New-AliLogStore -Name store").ThrowOnError();
        Assert.Equal(
            $"""
               Project: {project}

            Change    LogstoreName                     FullText Keys
            ------    ------------                     -------- ----
            Created   store                            yes      app-name (text), latency (double)
            """.ReplaceLineEndings("\n"),
            Views.Trim(shell.Show("Set-AliLogIndex $p store -FullText -Key app-name, 'latency:double'")));
        Assert.Equal(
            $"""
            ProjectName   : {project}
            LogstoreName  : store
            FullText      : full text, 22 delimiters
            Keys          : app-name (text), latency (double)
            MaxTextLength : 2048 bytes
            LastModified  : <time>
            """.ReplaceLineEndings("\n"),
            Views.Trim(shell.Show("Get-AliLogIndex $p store")));
    }

    private static string Keys(Shell shell) => string.Join(' ', shell
        .Run("$i = Get-AliLogIndex $p store; $i.Keys.Keys | ForEach-Object { '{0}:{1}:{2}' -f $_, $i.Keys[$_].Type, $i.Keys[$_].DocValue }")
        .ThrowOnError().Output.Select(key => key.ToString()).Order(StringComparer.Ordinal));
}
