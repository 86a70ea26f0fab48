using System.Management.Automation;
using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Logs;

public sealed class WatchAliLogTests : IDisposable
{
    private readonly Shell _shell;

    public WatchAliLogTests(EmulatorFixture emulator)
    {
        _shell = emulator.Open(out _);
        _shell.Run("$null = New-AliLogProject $p | New-AliLogStore -Name one -ShardCount 2; $null = New-AliLogStore $p two").ThrowOnError();
    }

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Several_logstores_are_followed_and_every_log_comes_once()
    {
        _shell.Run("$null = 1..30 | Send-AliLog $p one; $null = 31..40 | Send-AliLog $p two").ThrowOnError();

        // each log that is seen brings another one until there are sixty
        var seen = _shell.Run("""
            $n = 40
            Get-AliLogStore $p | Watch-AliLog -Last 5m -For 5s -PollInterval 0.1 | ForEach-Object {
                $_
                if ($n -lt 60) { $n++; $null = $n | Send-AliLog $p one }
            }
            """).ThrowOnError().Output;

        Assert.Equal(Enumerable.Range(1, 60), seen.Select(entry => int.Parse((string)entry.Properties["content"].Value, null)).Order());
        Assert.Contains("AliLogOps.LogEntry", seen[0].TypeNames);
        Assert.Contains(seen, entry => (string)entry.Properties["LogstoreName"].Value == "two");
    }

    [Fact]
    public void Only_what_arrives_is_seen_unless_a_begin_is_given()
    {
        _shell.Run("$null = 'old' | Send-AliLog $p one").ThrowOnError();

        Assert.Empty(_shell.Run("Watch-AliLog $p one -For 1s").ThrowOnError().Output);
        Assert.Single(_shell.Run("Watch-AliLog $p one -Last 5m -For 1s").ThrowOnError().Output);
    }

    [Fact]
    public void A_break_downstream_ends_it()
    {
        _shell.Run("$null = 1..3 | Send-AliLog $p one").ThrowOnError();

        Assert.Single(_shell.Run("do { Watch-AliLog $p one -Last 5m | ForEach-Object { $_; break } } while ($false)").ThrowOnError().Output);
    }

    [Fact]
    public void A_logstore_that_is_missing_is_an_error_and_the_other_is_followed()
    {
        _shell.Run("$null = 'x' | Send-AliLog $p two").ThrowOnError();

        var result = _shell.Run("Watch-AliLog $p nothing, two -Last 5m -For 1s");

        Assert.Equal("AliLog.LogStoreNotExist", result.ErrorId);
        Assert.Single(result.Output);
    }

    [Theory]
    [InlineData("-For 5s -Until '2099-01-01'")]
    [InlineData("-Last 5m -Start 5m")]
    [InlineData("-Until 5m")]
    public void Ends_and_begins_that_cannot_be_are_refused(string arguments) =>
        Assert.Equal("AliLog.InvalidTimeRange", _shell.Run($"Watch-AliLog $p one {arguments}").ErrorId);

    [Fact]
    public async Task Stopping_returns_at_once()
    {
        var (result, took) = await _shell.RunAndStopAsync("Watch-AliLog $p one -Verbose", running => running.Streams.Verbose.Count > 3);

        Assert.Equal(PSInvocationState.Stopped, result.State);
        Assert.InRange(took.TotalSeconds, 0, 30);
    }
}
