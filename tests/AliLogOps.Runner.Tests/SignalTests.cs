using AliLogOps.Runner.Tests.Running;

namespace AliLogOps.Runner.Tests;

public sealed class SignalTests : IDisposable
{
    private const int Hangup = 1;
    private const int Interrupt = 2;
    private const int Terminate = 15;

    private readonly Scene _scene = new();

    public SignalTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs signals");
    }

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData(Interrupt, 130, "while ($true) { [Threading.Thread]::Sleep(20) }")]
    [InlineData(Terminate, 143, "while ($true) { [Threading.Thread]::Sleep(20) }")]
    [InlineData(Hangup, 129, "while ($true) { [Threading.Thread]::Sleep(20) }")]
    [InlineData(Interrupt, 130, "while ($true) { try { [Threading.Thread]::Sleep(20) } catch { } }")]
    [InlineData(Interrupt, 130, "Wait-Job -Job (1 | ForEach-Object -Parallel { while ($true) { [Threading.Thread]::Sleep(20) } } -AsJob)")]
    [InlineData(Interrupt, 130, "1..2 | ForEach-Object -Parallel { while ($true) { [Threading.Thread]::Sleep(20) } }")]
    [InlineData(Terminate, 143, "sleep 300")]
    [InlineData(Interrupt, 130, "$null = sleep 300")]
    public async Task A_signal_stops_the_script_and_its_finally_block_runs_to_the_end(int signal, int exitCode, string waiting)
    {
        using RunningProcess process = _scene.StartScript(
            $$"""
            try { $Host.UI.WriteLine('ready'); {{waiting}} }
            finally { [Threading.Thread]::Sleep(200); $Host.UI.WriteLine('cleaned up') }
            'not reached'
            """);
        await process.SaysAsync("ready");

        // the wait itself starts a moment after the word
        await Task.Delay(300, TestContext.Current.CancellationToken);
        process.Signal(signal);
        RunResult result = (await process.EndsAsync()).Exited(exitCode);

        Assert.Equal(["ready", "cleaned up"], result.Lines);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public async Task A_second_signal_ends_a_script_that_cannot_be_stopped()
    {
        using RunningProcess process = _scene.StartScript("$Host.UI.WriteLine('ready'); [Threading.Thread]::Sleep(300000)");
        await process.SaysAsync("ready");

        process.Signal(Interrupt);
        await Task.Delay(200, TestContext.Current.CancellationToken);
        process.Signal(Interrupt);

        (await process.EndsAsync()).Exited(130);
    }

    [Fact]
    public async Task A_signal_before_the_script_has_started_keeps_it_from_starting()
    {
        // a pipe, which the runner reads to see whether the script uses its input: it waits there until the script's text comes
        string script = Path.Combine(_scene.Folder, "pipe.ps1");
        using (System.Diagnostics.Process make = System.Diagnostics.Process.Start("mkfifo", [script]))
        {
            await make.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        using RunningProcess process = _scene.Start(script);
        await using (FileStream pipe = await Task.Run(() => new FileStream(script, FileMode.Open, FileAccess.Write, FileShare.ReadWrite), TestContext.Current.CancellationToken))
        {
            process.Signal(Terminate);
            await Task.Delay(300, TestContext.Current.CancellationToken);
            await pipe.WriteAsync("$input; 'not reached'"u8.ToArray(), TestContext.Current.CancellationToken);
        }

        RunResult result = (await process.EndsAsync()).Exited(143);

        Assert.Empty(result.Output);
        Assert.Empty(result.Errors);
    }

    [Theory]
    [InlineData("$Host.UI.ReadLine()")]
    [InlineData("$Host.UI.RawUI.ReadKey()")]
    public async Task Ctrl_C_on_a_terminal_ends_a_question(string question)
    {
        using RunningProcess process = _scene.StartOnTerminal(
            $"try {{ $Host.UI.Write('Your name: '); {question} }} finally {{ $Host.UI.WriteLine('cleaned up') }}");
        await process.SaysAsync("Your name: ");
        await Task.Delay(300, TestContext.Current.CancellationToken);

        process.Type("\u0003");
        RunResult result = (await process.EndsAsync()).Exited(130);

        Assert.Contains("cleaned up", result.Output, StringComparison.Ordinal);
    }
}
