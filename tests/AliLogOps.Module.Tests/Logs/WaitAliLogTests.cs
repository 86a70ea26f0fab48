using System.Management.Automation;
using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Logs;

public sealed class WaitAliLogTests : IDisposable
{
    private readonly Shell _shell;

    public WaitAliLogTests(EmulatorFixture emulator)
    {
        _shell = emulator.Open(out _);
        _shell.Run("$s = New-AliLogProject $p | New-AliLogStore -Name store; $null = $s | Set-AliLogIndex -FullText; $null = 'started ok', 'job failed: disk full' | Send-AliLog $p store").ThrowOnError();
    }

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void The_gate_opens_when_enough_logs_are_there()
    {
        var result = _shell.Run("Get-AliLogStore $p store | Wait-AliLog -Query 'started or failed' -Count 2 -Last 5m -Timeout 2m -PollInterval 0.2");

        Assert.Equal((2L, 2L), ((long)result.Get("Count")!, (long)result.Get("Wanted")!));
    }

    [Fact]
    public void A_pattern_counts_only_what_it_matches_and_PassThru_gives_the_logs()
    {
        var entry = _shell.Run("Wait-AliLog $p store -Pattern '^STARTED' -Last 5m -Timeout 2m -PollInterval 0.2 -PassThru").Single();

        Assert.Equal("started ok", entry.Properties["content"].Value);
    }

    [Fact]
    public void A_log_that_must_not_come_shuts_the_gate()
    {
        var result = _shell.Run("Wait-AliLog $p store -Count 5 -FailPattern 'failed: (?<why>.*)' -Last 5m -Timeout 2m; 'after'");

        Assert.Equal("AliLog.WaitFailPattern", result.ErrorId);
        Assert.Contains("job failed: disk full", result.Error.ErrorDetails.Message);
        Assert.Equal("after", result.Output[0].BaseObject);
    }

    [Fact]
    public void Time_that_runs_out_ends_the_script_where_errors_stop()
    {
        var result = _shell.Run("$ErrorActionPreference = 'Stop'; Wait-AliLog $p store -Count 3 -Last 5m -Timeout 1s -PollInterval 0.2; 'after'");

        Assert.Equal("AliLog.WaitTimeout", result.ErrorId);
        Assert.Equal(ErrorCategory.OperationTimeout, result.Error.CategoryInfo.Category);
        Assert.StartsWith("2 of 3 logs", result.Error.ErrorDetails.Message);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void Logs_from_before_the_command_do_not_count_unless_asked_for()
    {
        // the log's time is a whole second, and so is the begin of the range
        System.Threading.Thread.Sleep(1100);

        Assert.Equal("AliLog.WaitTimeout", _shell.Run("Wait-AliLog $p store -Timeout 1s").ErrorId);
    }

    [Theory]
    [InlineData("-Query '* | select 1'", "AliLog.InvalidQueryString")]
    [InlineData("-Last 5m -Start 5m", "AliLog.InvalidTimeRange")]
    [InlineData("-Pattern '('", "ParameterArgumentTransformationError")]
    public void Input_that_cannot_work_is_refused(string arguments, string id) =>
        Assert.Equal(id, _shell.Run($"Wait-AliLog $p store {arguments}").ErrorId);

    [Fact]
    public void A_missing_logstore_is_a_terminating_error() =>
        Assert.Equal("AliLog.LogStoreNotExist", _shell.Run("try { Wait-AliLog $p nothing -Timeout 5s } catch { $_.FullyQualifiedErrorId.Split(',')[0] }").Single().BaseObject);

    [Fact]
    public async Task An_outage_is_waited_through()
    {
        await using var service = await FakeLogService.StartAsync();
        service.Fill(3);
        service.Failure = (_, number) => number <= 7 ? (503, "ServerBusy", "busy") : null;
        using var shell = LogShell.Connect(service.Endpoint);

        Assert.Equal(3L, shell.Run("Wait-AliLog my-project my-store -Count 3 -Last 5m -Timeout 2m -PollInterval 0.1").Get("Count"));
    }

    [Fact]
    public async Task A_service_that_stays_silent_does_not_hold_the_gate_beyond_its_time()
    {
        await using var service = await FakeLogService.StartAsync();
        service.Hangs = _ => true;
        using var shell = LogShell.Connect(service.Endpoint);

        var begun = System.Diagnostics.Stopwatch.StartNew();
        var result = shell.Run("Wait-AliLog my-project my-store -Timeout 1s -SetExitCode; $global:LASTEXITCODE");

        Assert.Equal("AliLog.NoAnswerInTime", result.ErrorId);
        Assert.Equal(3, result.Output.Single().BaseObject);
        // the pipeline alone would try for a minute and a half
        Assert.InRange(begun.Elapsed.TotalSeconds, 0, 45);
    }

    [Fact]
    public async Task A_count_that_came_is_told_when_the_service_falls_silent()
    {
        await using var service = await FakeLogService.StartAsync();
        service.Fill(2);
        var asked = 0;
        service.Hangs = _ => Interlocked.Increment(ref asked) > 1;
        using var shell = LogShell.Connect(service.Endpoint);

        var result = shell.Run("Wait-AliLog my-project my-store -Count 3 -Last 5m -Timeout 1s -PollInterval 0.1");

        Assert.Equal("AliLog.WaitTimeout", result.ErrorId);
        Assert.StartsWith("2 of 3 logs", result.Error.ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_returns_at_once()
    {
        await using var service = await FakeLogService.StartAsync();
        service.Hangs = _ => true;
        using var shell = LogShell.Connect(service.Endpoint);

        var (result, took) = await shell.RunAndStopAsync("Wait-AliLog my-project my-store", service.Hanging);

        Assert.Equal(PSInvocationState.Stopped, result.State);
        Assert.InRange(took.TotalSeconds, 0, 30);
    }
}
