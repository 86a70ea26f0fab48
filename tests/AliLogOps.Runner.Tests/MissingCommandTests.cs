using AliLogOps.Runner.Tests.Running;

namespace AliLogOps.Runner.Tests;

public sealed class MissingCommandTests : IDisposable
{
    private const string ErrorId = "AliLog.Runner.FullPowerShellRequired";

    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_command_of_the_full_PowerShell_says_so_and_names_the_remedy()
    {
        RunResult result = (await _scene.ScriptAsync("@{ a = 1 } | ConvertTo-Json -Depth 3 -Compress\n'after'")).Exited(0);

        Assert.Equal(["after"], result.Lines);
        Assert.Contains("'ConvertTo-Json' is part of the full PowerShell, which this runner does not carry; run the script with pwsh 7.4 or later, or use: [System.Text.Json", result.ErrorText, StringComparison.Ordinal);
        Assert.Contains("script.ps1:1", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-Content x -ErrorAction SilentlyContinue", "Get-Content")]
    [InlineData("1..3 | Sort-Object -Descending -Property { $_ }", "Sort-Object")]
    [InlineData("select -First 1", "Select-Object")]
    [InlineData("& 'start-sleep' -Seconds 1", "Start-Sleep")]
    [InlineData("Microsoft.PowerShell.Utility\\Write-Host hi", "Write-Host")]
    [InlineData("Remove-Item x -WhatIf -Confirm:$false", "Remove-Item")]
    [InlineData("[pscustomobject] @{ a = 1 } | Out-String", "Out-String")]
    [InlineData("'x' > file.txt", "Out-File")]
    public async Task A_catch_block_gets_the_message_and_the_type(string statement, string name)
    {
        RunResult result = (await _scene.ScriptAsync(
            $$"""
            try { {{statement}}; 'not reached' } catch [System.Management.Automation.CommandNotFoundException] { $_.FullyQualifiedErrorId; "$_"; $_.CategoryInfo.Category; $_.Exception.CommandName }
            """)).Exited(0);

        Assert.StartsWith(ErrorId, result.Lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"'{name}' is part of the full PowerShell", result.Lines[1], StringComparison.Ordinal);
        Assert.Equal(["ObjectNotFound", name], result.Lines[2..]);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public async Task A_missing_command_ends_the_script_under_Stop()
    {
        RunResult result = (await _scene.ScriptAsync("$ErrorActionPreference = 'Stop'; Write-Host hi; 'not reached'")).Exited(1);

        Assert.Empty(result.Output);
        Assert.Contains("'Write-Host' is part of the full PowerShell", result.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_nobody_has_stays_the_engines_own_error_and_is_not_claimed_to_exist()
    {
        RunResult result = (await _scene.ScriptAsync(
            """
            try { Get-NoSuchThing } catch { $_.FullyQualifiedErrorId }
            [bool] (Get-Command ConvertTo-Json -ErrorAction Ignore)
            try { Get-Command ConvertTo-Json -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
            """)).Exited(0);

        Assert.Equal(["CommandNotFoundException", "False", "CommandNotFoundException,Microsoft.PowerShell.Commands.GetCommandCommand"], result.Lines);
    }

    [Fact]
    public async Task The_listed_commands_are_missing_from_the_engine_and_their_substitutes_parse()
    {
        string list = Path.Combine(Built.Root, "src", "AliLogOps.Runner", "Commands", "FullPowerShellCommands.txt");
        RunResult result = (await _scene.ScriptAsync(
            """
            param($List)
            $count = 0
            foreach ($line in [System.IO.File]::ReadAllLines($List)) {
                if ($line -notmatch '^(?<name>\w+-?\w+)(\s*\|\s*(?<code>.+))?$') { continue }
                $count++
                if ($ExecutionContext.InvokeCommand.GetCmdlet($Matches.name)) { "the engine has $($Matches.name)" }
                if ($Matches.code) {
                    $errors = $null
                    $null = [System.Management.Automation.Language.Parser]::ParseInput($Matches.code, [ref] $null, [ref] $errors)
                    if ($errors) { "$($Matches.name): $errors" }
                }
            }
            "checked $($count -gt 200)"
            """,
            list)).Exited(0);

        Assert.Equal(["checked True"], result.Lines);
    }

    [Fact]
    public async Task Substitutes_for_the_commonest_commands_do_what_they_say()
    {
        RunResult result = (await _scene.ScriptAsync(
            """
            $path = [System.IO.Path]::Combine($PSScriptRoot, 'note.txt')
            [System.IO.File]::WriteAllText($path, "a`nb")
            [System.IO.File]::ReadAllLines($path).Count
            [System.IO.Path]::Exists($path)
            $value = @{ a = 1 }
            [System.Text.Json.JsonSerializer]::Serialize($value, $value.GetType())
            $values = 3, 1, 2
            $list = [object[]] @($values); [array]::Sort($list); "$list"
            $text = 'secret'
            [System.Net.NetworkCredential]::new('', $text).SecurePassword.Length
            $ExecutionContext.SessionState.PSVariable.GetValue('text')
            & ([scriptblock]::Create('1 + 1'))
            $milliseconds = 1
            [System.Threading.Thread]::Sleep($milliseconds)
            $text = '{"b":2}'
            "$([System.Text.Json.Nodes.JsonNode]::Parse($text)['b'])"
            [System.Linq.Enumerable]::Distinct([string[]] ('x', 'x', 'y')) -join ','
            """)).Exited(0);

        Assert.Equal(["2", "True", "{\"a\":1}", "1 2 3", "6", "secret", "2", "2", "x,y"], result.Lines);
        Assert.Empty(result.Errors);
    }
}
