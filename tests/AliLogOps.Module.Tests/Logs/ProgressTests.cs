using System.Management.Automation;
using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Logs;

/// <summary>What a host that shows progress gets: something of long work, nothing of short work, and an end to everything.</summary>
public sealed class ProgressTests(EmulatorFixture emulator)
{
    [Fact]
    public async Task A_long_search_shows_its_rows_and_their_share()
    {
        await using var service = await FakeLogService.StartAsync();
        service.BucketSeconds = 300;
        service.Fill(5_000);
        service.Failure = (request, _) =>
        {
            Thread.Sleep(request.IsSearch ? 300 : 0);
            return null;
        };
        using var shell = LogShell.Connect(service.Endpoint);

        Assert.Equal(5_000, shell.Run("Search-AliLog my-project my-store -Last 3h -First 10000").ThrowOnError().Output.Count);

        var reports = AssertSound(shell, "Search in my-project");
        Assert.Matches("^[0-9,]+ of 5,000 rows$", reports[^1].StatusDescription);
        Assert.InRange(reports[^1].PercentComplete, 1, 100);
    }

    [Fact]
    public void A_long_export_shows_logs_and_shards_that_are_done()
    {
        using var shell = OpenOwn();
        shell.Run("$null = Set-AliLogEmulatorFault SlowHeaders PullLogs -Delay 2s").ThrowOnError();
        var folder = Path.Combine(Path.GetTempPath(), $"alilogops-{Guid.NewGuid():N}");
        try
        {
            shell.Set("f", folder).Run("$null = Export-AliLog my-project store $f -FromBeginning -ThrottleLimit 1").ThrowOnError();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        var reports = AssertSound(shell, "Export of my-project/store");
        Assert.Matches("^[0-9,]+ logs, 0 MB, [01] of 2 shards done$", reports[0].StatusDescription);
        Assert.Contains(reports, report => report.PercentComplete == 50);
    }

    [Fact]
    public void A_long_wait_shows_what_came_and_the_time_that_is_left()
    {
        using var shell = OpenOwn();

        Assert.Equal("AliLog.WaitTimeout", shell.Run("Wait-AliLog my-project store -Last 5m -Count 5 -Timeout 4s -PollInterval 0.5").ErrorId);

        var reports = AssertSound(shell, "Waiting for logs in my-project/store");
        Assert.Matches("^2 of 5, [0-3] s left$", reports[^1].StatusDescription);
        Assert.InRange(reports[^1].PercentComplete, 50, 100);
    }

    [Fact]
    public void Watching_shows_how_far_it_is_behind()
    {
        using var shell = OpenOwn();

        var result = shell.Run("Watch-AliLog my-project store -Last 5m -For 4s -PollInterval 0.5 -Verbose").ThrowOnError();

        Assert.Equal(2, result.Output.Count);
        Assert.Empty(result.Warnings);
        Assert.Contains(result.Verbose, line => line.EndsWith("CaughtUp, lag 0.0 s.", StringComparison.Ordinal));
        var reports = AssertSound(shell, "Watching store");
        Assert.Equal("2 logs from 2 shards, lag 0.0 s", reports[^1].StatusDescription);
    }

    [Fact]
    public void A_watch_that_is_minutes_behind_says_so_once_for_each_shard()
    {
        using var shell = OpenOwn();
        // more than one answer holds, of ten minutes ago
        shell.Run("$null = 1..13 | ForEach-Object { 'x' * 900KB } | Send-AliLog my-project store -HashKey 00000000000000000000000000000000; $null = Set-AliLogEmulatorFault -ClockOffset 10m").ThrowOnError();

        var result = shell.Run("Watch-AliLog my-project store -Last 30m -For 5s").ThrowOnError();

        Assert.Equal(15, result.Output.Count);
        var warning = Assert.Single(result.Warnings, warning => !warning.Contains("clock", StringComparison.Ordinal));
        Assert.Matches(@"^Reading of my-project/store/[01] is (59\d|6\d\d) s behind what arrives\.$", warning);
    }

    [Fact]
    public void Short_work_shows_nothing()
    {
        using var shell = emulator.Open(out _);
        shell.Run("$null = New-AliLogProject $p | New-AliLogStore -Name store | Set-AliLogIndex -FullText; $null = 'x' | Send-AliLog $p store").ThrowOnError();

        shell.Run("$null = Search-AliLog $p store -Last 5m; $null = Wait-AliLog $p store -Last 5m -Timeout 30s; $null = Read-AliLog $p store -FromBeginning").ThrowOnError();

        Assert.Empty(shell.Terminal.Progress);
    }

    // two logs in two shards
    private static Shell OpenOwn()
    {
        var shell = new Shell { BeforeClose = "Stop-AliLogEmulator" };
        shell.Run("""
            $null = Start-AliLogEmulator | Connect-AliLog
            $null = New-AliLogProject my-project | New-AliLogStore -Name store -ShardCount 2 | Set-AliLogIndex -FullText
            $null = 'one' | Send-AliLog my-project store -HashKey 00000000000000000000000000000000
            $null = 'two' | Send-AliLog my-project store -HashKey ffffffffffffffffffffffffffffffff
            """).ThrowOnError();
        return shell;
    }

    // one activity that goes on and ends; the reports before the end
    private static ProgressRecord[] AssertSound(Shell shell, string activity)
    {
        var all = shell.Terminal.Progress.ToArray();
        Assert.NotEmpty(all);
        Assert.All(all, report => Assert.Equal((all[0].ActivityId, activity), (report.ActivityId, report.Activity)));
        Assert.Equal(ProgressRecordType.Completed, all[^1].RecordType);
        var reports = all[..^1];
        Assert.NotEmpty(reports);
        Assert.All(reports, report => Assert.Equal(ProgressRecordType.Processing, report.RecordType));
        Assert.All(reports, report => Assert.InRange(report.PercentComplete, -1, 100));
        Assert.Equal(reports.Select(report => report.PercentComplete).Order(), reports.Select(report => report.PercentComplete));
        return reports;
    }
}
