using AliLogOps.Runner.Tests.Running;

namespace AliLogOps.Runner.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Help_names_the_options_and_every_exit_code()
    {
        RunResult result = (await _scene.RunAsync("--help")).Exited(0);

        foreach (string word in new[] { "--module", "--command", "--width", "--version", " 1 ", " 64 ", " 70 ", "129, 130, 143" })
        {
            Assert.Contains(word, result.Output, StringComparison.Ordinal);
        }

        Assert.Empty(result.Errors);
    }

    [Fact]
    public async Task Version_gives_the_programs_and_the_engines()
    {
        RunResult result = (await _scene.RunAsync("--version")).Exited(0);

        Assert.Matches(@"^AliLogOps\.Runner \d+\.\d+\.\d+ \(PowerShell engine 7\.\d+\.\d+\)$", result.Lines.Single());
    }

    [Theory]
    [InlineData(64, "no script to run")]
    [InlineData(64, "'missing.ps1'", "missing.ps1")]
    [InlineData(64, "unknown option '--nope'", "--nope", "x.ps1")]
    [InlineData(64, "'wide' is not a width", "--width", "wide", "x.ps1")]
    [InlineData(64, "'5' is not a width", "--width=5", "x.ps1")]
    [InlineData(64, "--width needs a number of columns", "--width")]
    [InlineData(64, "--command needs the text to run", "--command")]
    [InlineData(64, "--command has nothing to run", "--command", "  ")]
    [InlineData(64, "is a folder", ".")]
    [InlineData(70, "there is no module 'nowhere'", "--module", "nowhere", "--command", "1")]
    [InlineData(70, "holds no module manifest", "--module", ".", "--command", "1")]
    public async Task A_wrong_command_line_is_one_clear_line(int exitCode, string expected, params string[] arguments)
    {
        RunResult result = (await _scene.RunAsync(arguments)).Exited(exitCode);

        Assert.Empty(result.Output);
        string line = Assert.Single(result.Errors.TrimEnd().Split('\n'));
        Assert.StartsWith("AliLogOps.Runner: ", line, StringComparison.Ordinal);
        Assert.Contains(expected, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_module_that_cannot_be_imported_says_why()
    {
        string manifest = _scene.File("Broken/Broken.psd1", "@{ RootModule = 'Gone.psm1'; ModuleVersion = '1.0' }");

        RunResult result = (await _scene.RunAsync("--module", manifest, "--command", "1")).Exited(70);

        Assert.Contains("cannot be imported", result.Errors, StringComparison.Ordinal);
        Assert.Contains("Gone.psm1", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_dashes_end_the_programs_own_options()
    {
        _scene.File("-odd.ps1", "\"args $($args -join ' ')\"");

        RunResult result = (await _scene.RunAsync("--", "-odd.ps1", "--width", "5")).Exited(0);

        Assert.Equal(["args --width 5"], result.Lines);
    }

    [Fact]
    public async Task A_command_is_joined_from_all_that_follows()
    {
        RunResult result = (await _scene.RunAsync("--command", "'a';", "'b'")).Exited(0);

        Assert.Equal(["a", "b"], result.Lines);
    }
}
