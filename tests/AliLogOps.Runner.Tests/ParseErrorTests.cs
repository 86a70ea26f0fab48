using AliLogOps.Runner.Tests.Running;

namespace AliLogOps.Runner.Tests;

public sealed class ParseErrorTests : IDisposable
{
    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Every_parse_error_shows_with_file_line_and_column_and_nothing_runs()
    {
        string script = _scene.File("bad.ps1", "'ran'\n$x = )\n$y = [\n");

        RunResult result = await _scene.RunAsync(script);

        result.Exited(1);
        Assert.Empty(result.Output);
        Assert.Contains($"{script}:2:6: ParserError: ", result.Errors, StringComparison.Ordinal);
        Assert.Contains($"{script}:3:7: ParserError: ", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_cannot_be_parsed_shows_its_position()
    {
        RunResult result = await _scene.RunAsync("--command", "if (1 {");

        result.Exited(1);
        Assert.StartsWith("command:1:7: ParserError: ", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_required_module_is_an_error_and_nothing_runs()
    {
        RunResult result = await _scene.ScriptAsync("#requires -Modules NoSuchModule\n'ran'");

        result.Exited(1);
        Assert.Empty(result.Output);
        Assert.Contains("NoSuchModule", result.ErrorText, StringComparison.Ordinal);
    }
}
