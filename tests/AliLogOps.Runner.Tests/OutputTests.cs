using AliLogOps.Runner.Tests.Running;

namespace AliLogOps.Runner.Tests;

public sealed class OutputTests : IDisposable
{
    private const char Escape = '\e';

    private const string EveryStream = """
        'output'
        [pscustomobject] @{ Alpha = 1; Beta = 'two' }
        $Host.UI.WriteLine('Red', 'Black', 'painted')
        $Host.UI.WriteWarningLine('careful')
        $Host.UI.WriteVerboseLine('chatty')
        $Host.UI.WriteDebugLine('deep')
        $progress = [System.Management.Automation.ProgressRecord]::new(1, 'Working', 'hard')
        $Host.UI.WriteProgress(1, $progress)
        & { [CmdletBinding()] param() $PSCmdlet.WriteInformation('told', @()); $PSCmdlet.WriteWarning('warned'); $PSCmdlet.WriteVerbose('said') } -InformationAction Continue -Verbose
        1/0
        "done $([char] 0x1b)[31mred$([char] 0x1b)[0m"
        """;

    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Errors_go_to_standard_error_and_all_else_to_standard_output()
    {
        RunResult result = (await _scene.ScriptAsync(EveryStream)).Exited(0);

        foreach (string line in new[] { "output", "painted", "WARNING: careful", "VERBOSE: chatty", "DEBUG: deep", "told", "WARNING: warned", "VERBOSE: said", "done red" })
        {
            Assert.Contains(line, result.Lines);
        }

        Assert.Contains("Attempted to divide by zero.", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("zero", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("WARNING", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirected_text_is_plain_and_shows_no_progress()
    {
        RunResult result = (await _scene.ScriptAsync(EveryStream)).Exited(0);

        Assert.DoesNotContain(Escape, result.Output);
        Assert.DoesNotContain(Escape, result.Errors);
        Assert.DoesNotContain("Working", result.Output + result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_terminal_gets_colours_progress_and_its_own_width()
    {
        using RunningProcess process = _scene.StartOnTerminal(EveryStream + "\n\"width $($Host.UI.RawUI.WindowSize.Width)\"");

        RunResult result = (await process.EndsAsync()).Exited(0);

        Assert.Contains("\e[33;1mWARNING: careful\e[0m", result.Output, StringComparison.Ordinal);
        Assert.Contains("\e[91;40mpainted\e[0m", result.Output, StringComparison.Ordinal);
        Assert.Contains("Working: hard", result.Output, StringComparison.Ordinal);
        Assert.Contains("width 100", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NO_COLOR", "1")]
    [InlineData("TERM", "dumb")]
    public async Task A_terminal_without_colours_gets_none(string variable, string value)
    {
        using RunningProcess process = _scene.With(variable, value).StartOnTerminal(EveryStream);

        RunResult result = (await process.EndsAsync()).Exited(0);

        Assert.Contains("WARNING: careful", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\e[33", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\e[9", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\e[31", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, 120)]
    [InlineData("90", null, 90)]
    [InlineData("90", "60", 60)]
    [InlineData("nonsense", null, 120)]
    public async Task Tables_take_the_width_of_the_option_then_COLUMNS_then_120(string? columns, string? option, int expected)
    {
        string script = _scene.File("wide.ps1", "[pscustomobject] @{ Text = 'x' * 500 }; $Host.UI.RawUI.BufferSize.Width");
        string[] arguments = option is null ? [script] : ["--width", option, script];

        RunResult result = (await _scene.With("COLUMNS", columns).RunAsync(arguments)).Exited(0);

        // the formatter leaves the last column free
        Assert.Equal(expected - 1, result.Lines.Max(line => line.Length));
        Assert.Contains($"{expected}", result.Lines);
    }

    [Fact]
    public async Task Text_is_UTF8_without_a_mark_whatever_the_locale()
    {
        RunResult result = (await _scene.With("LC_ALL", "C").With("LANG", "C").ScriptAsync(
            "'Grüße 日志 🚀'; [Console]::WriteLine('konsole ü'); $x = sh -c 'printf \"schale \\303\\274\"'; $x; throw 'böse'")).Exited(1);

        Assert.Equal(["Grüße 日志 🚀", "konsole ü", "schale ü"], result.Lines);
        Assert.Contains("böse", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_piped_into_a_native_program_arrives()
    {
        RunResult result = (await _scene.ScriptAsync("'one', 2, \"three`nfour\" | sh -c 'cat'; sh -c 'echo direct'")).Exited(0);

        Assert.Equal(["one", "2", "three", "four", "direct"], result.Lines);
    }

    [Fact]
    public async Task Parallel_blocks_run_and_their_output_comes_back()
    {
        RunResult result = (await _scene.ScriptAsync("$factor = 3; 1..4 | ForEach-Object -Parallel { $_ * $using:factor } -ThrottleLimit 2")).Exited(0);

        Assert.Equal(["3", "6", "9", "12"], result.Lines.OrderBy(line => line.Length).ThenBy(line => line, StringComparer.Ordinal));
    }
}
