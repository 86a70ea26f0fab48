using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace AliLogOps.Runner.Tests.Running;

/// <summary>One run of the program, watched while it goes; killed with all it started when it is left behind.</summary>
internal sealed class RunningProcess : IDisposable
{
    // generous: the tests share few cores with whatever else the machine does
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly Task _reading;

    internal RunningProcess(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.StandardOutputEncoding = new UTF8Encoding(false);
        start.StandardErrorEncoding = new UTF8Encoding(false);
        _process = Process.Start(start) ?? throw new InvalidOperationException($"'{start.FileName}' did not start.");
        _reading = Task.WhenAll(Collect(_process.StandardOutput, _output), Collect(_process.StandardError, _errors));
    }

    internal string Output => Snapshot(_output);

    internal string Errors => Snapshot(_errors);

    internal int Id => _process.Id;

    /// <summary>Types into the program.</summary>
    internal void Type(string text)
    {
        _process.StandardInput.Write(text);
        _process.StandardInput.Flush();
    }

    internal void EndInput() => _process.StandardInput.Close();

    /// <summary>Waits until the output holds the text.</summary>
    internal async Task<RunningProcess> SaysAsync(string text)
    {
        long start = Stopwatch.GetTimestamp();
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            Assert.False(_process.HasExited && _reading.IsCompleted, $"ended without '{text}'\n--- output\n{Output}\n--- errors\n{Errors}");
            Assert.True(Stopwatch.GetElapsedTime(start) < s_patience, $"no '{text}' in time\n--- output\n{Output}\n--- errors\n{Errors}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        return this;
    }

    /// <summary>Sends a signal to this process alone, as a supervisor does.</summary>
    internal void Signal(int number) => Assert.True(Kill(_process.Id, number) == 0 || _process.HasExited, $"signal {number} could not be sent");

    internal async Task<RunResult> EndsAsync()
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(s_patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
            await _reading.WaitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"still running after {s_patience.TotalSeconds} s\n--- output\n{Output}\n--- errors\n{Errors}");
        }

        return new RunResult(_process.ExitCode, Output, Errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static async Task Collect(StreamReader reader, StringBuilder text)
    {
        char[] buffer = new char[4096];
        int count;
        while ((count = await reader.ReadAsync(buffer)) > 0)
        {
            lock (text)
            {
                text.Append(buffer, 0, count);
            }
        }
    }

    private static string Snapshot(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
