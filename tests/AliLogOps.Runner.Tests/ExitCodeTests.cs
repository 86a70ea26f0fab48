using AliLogOps.Runner.Tests.Running;

namespace AliLogOps.Runner.Tests;

public sealed class ExitCodeTests : IDisposable
{
    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("exit 7; 'not reached'", 7)]
    [InlineData("function f { & { exit 5 } }; f; 'not reached'", 5)]
    [InlineData("1..3 | ForEach-Object { if ($_ -eq 2) { exit 4 } }; 'not reached'", 4)]
    [InlineData("try { exit 6 } catch { 'not reached' }; 'not reached'", 6)]
    [InlineData("exit 0", 0)]
    [InlineData("exit", 0)]
    [InlineData("$Host.SetShouldExit(9)", 9)]
    public async Task Exit_gives_its_code_from_whatever_depth(string script, int expected)
    {
        RunResult result = await _scene.ScriptAsync(script);

        result.Exited(expected);
        Assert.DoesNotContain("not reached", result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public async Task Exit_of_a_called_script_returns_to_the_caller()
    {
        _scene.File("inner.ps1", "function f { exit 7 }; f");

        RunResult result = await _scene.ScriptAsync("& \"$PSScriptRoot/inner.ps1\"; \"then $LASTEXITCODE\"");

        result.Exited(0);
        Assert.Equal(["then 7"], result.Lines);
    }

    [Fact]
    public async Task Finally_runs_before_an_exit()
    {
        RunResult result = await _scene.ScriptAsync("try { exit 3 } finally { 'finally' }");

        result.Exited(3);
        Assert.Equal(["finally"], result.Lines);
    }

    [Theory]
    [InlineData("sh -c 'exit 9'; 'ran'")]
    [InlineData("$global:LASTEXITCODE = 9; 'ran'")]
    [InlineData("[CmdletBinding()] param() sh -c 'exit 9'; 'ran'; $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new([Exception]::new('e'), 'Id', 'NotSpecified', $null))")]
    public async Task A_native_programs_exit_code_does_not_leak(string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs sh");
        RunResult result = await _scene.ScriptAsync(script);

        result.Exited(0);
        Assert.Equal(["ran"], result.Lines);
    }

    [Fact]
    public async Task Errors_that_do_not_end_the_script_leave_the_code_0()
    {
        RunResult result = await _scene.ScriptAsync("1/0; Get-NoSuchThing; 'ran'");

        result.Exited(0);
        Assert.Equal(["ran"], result.Lines);
        Assert.Contains("Attempted to divide by zero.", result.ErrorText, StringComparison.Ordinal);
        Assert.Contains("Get-NoSuchThing", result.ErrorText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("throw 'boom'", "boom")]
    [InlineData("throw [System.IO.FileNotFoundException]::new('boom')", "boom")]
    [InlineData("$ErrorActionPreference = 'Stop'; Get-NoSuchThing; 'not reached'", "Get-NoSuchThing")]
    [InlineData("$ErrorView = 'DetailedView'; throw 'boom'", "boom")]
    public async Task An_error_that_ends_the_script_gives_1_and_shows_without_a_stack_trace(string script, string expected)
    {
        RunResult result = await _scene.ScriptAsync(script);

        result.Exited(1);
        Assert.Empty(result.Output);
        Assert.Contains(expected, result.ErrorText, StringComparison.Ordinal);
        Assert.DoesNotContain("   at System.", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("--->", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_uncaught_error_shows_the_line_and_the_recommended_action()
    {
        RunResult result = await _scene.ScriptAsync(
            """
            'before'
            $record = [System.Management.Automation.ErrorRecord]::new([Exception]::new('inner'), 'Some.Id', 'ObjectNotFound', 'x')
            $record.ErrorDetails = [System.Management.Automation.ErrorDetails]::new('The logstore is gone.')
            $record.ErrorDetails.RecommendedAction = 'Create it first.'
            throw $record
            """);

        result.Exited(1);
        Assert.Equal(["before"], result.Lines);
        Assert.Contains("script.ps1:5", result.Errors, StringComparison.Ordinal);
        Assert.Contains("The logstore is gone.", result.ErrorText, StringComparison.Ordinal);
        Assert.Contains("Recommendation: Create it first.", result.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_detailed_view_shows_errors_with_their_particulars()
    {
        RunResult result = (await _scene.ScriptAsync("$ErrorView = 'DetailedView'; 1/0; 'after'")).Exited(0);

        Assert.Equal(["after"], result.Lines);
        Assert.Contains("Attempted to divide by zero.", result.ErrorText, StringComparison.Ordinal);
        Assert.Contains("System.DivideByZeroException", result.ErrorText, StringComparison.Ordinal);
        Assert.Contains("script.ps1: line 1", result.ErrorText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1+1", 0)]
    [InlineData("exit 9", 9)]
    [InlineData("1/0", 1)]
    [InlineData("1/0; 'fine'", 0)]
    [InlineData("throw 'x'", 1)]
    public async Task A_commands_exit_code_is_that_of_its_last_statement(string command, int expected) =>
        (await _scene.RunAsync("--command", command)).Exited(expected);

    [Fact]
    public async Task Jobs_left_running_do_not_keep_the_program()
    {
        RunResult result = await _scene.ScriptAsync(
            "$null = 1 | ForEach-Object -Parallel { while ($true) { [Threading.Thread]::Sleep(50) } } -AsJob; 'left'; exit 2");

        result.Exited(2);
        Assert.Equal(["left"], result.Lines);
    }
}
