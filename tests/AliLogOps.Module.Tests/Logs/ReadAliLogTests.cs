using System.Management.Automation;
using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Logs;

public sealed class ReadAliLogTests : IDisposable
{
    private readonly Shell _shell;
    private readonly string _project;

    public ReadAliLogTests(EmulatorFixture emulator)
    {
        _shell = emulator.Open(out _project);
        _shell.Run("$null = New-AliLogProject $p | New-AliLogStore -Name store -ShardCount 2").ThrowOnError();
    }

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Logs_come_back_as_they_were_sent_without_an_index()
    {
        _shell.Run("@{ msg = ' one' } | Send-AliLog $p store -Topic t -Source 10.0.0.7 -Tag @{ env = 'dev' }").ThrowOnError();

        var entry = _shell.Run("Read-AliLog $p store").Single();

        Assert.Contains("AliLogOps.LogEntry", entry.TypeNames);
        Assert.Equal(" one", entry.Properties["msg"].Value);
        Assert.Equal("10.0.0.7", entry.Properties["Source"].Value);
        Assert.Equal("t", entry.Properties["Topic"].Value);
        Assert.Equal("dev", entry.Properties["__tag__:env"].Value);
        Assert.Equal(_project, entry.Properties["ProjectName"].Value);
        Assert.InRange((int)entry.Properties["ShardId"].Value, 0, 1);
        Assert.IsType<DateTimeOffset>(entry.Properties["Time"].Value);
    }

    [Fact]
    public void A_shard_gives_only_its_own_logs()
    {
        _shell.Run("'low' | Send-AliLog $p store -HashKey ('0' * 32); 'high' | Send-AliLog $p store -HashKey ('f' * 32)").ThrowOnError();

        Assert.Equal("low", Contents("Read-AliLog $p store -ShardId 0").Single());
        Assert.Equal("high", Contents("Get-AliLogShard $p store | Where-Object ShardId -EQ 1 | Read-AliLog").Single());
        Assert.Equal(["low", "high"], Contents("Read-AliLog $p store"));
    }

    [Fact]
    public void First_and_Skip_count_logs_not_groups()
    {
        _shell.Run("1..50 | Send-AliLog $p store -HashKey ('0' * 32); 51..100 | Send-AliLog $p store -HashKey ('0' * 32)").ThrowOnError();

        Assert.Equal(Numbers(1, 100), Contents("Read-AliLog $p store"));
        Assert.Equal(Numbers(1, 7), Contents("Read-AliLog $p store -First 7"));
        Assert.Equal(Numbers(49, 4), Contents("Read-AliLog $p store -Skip 48 -First 4"));
    }

    [Fact]
    public void The_range_is_by_the_time_the_logs_arrived()
    {
        _shell.Run("[pscustomobject]@{ Time = [datetimeoffset]::UtcNow.AddHours(-5); content = 'old' } | Send-AliLog $p store").ThrowOnError();

        Assert.Equal("old", Contents("Read-AliLog $p store -Last 5m").Single());
        Assert.Equal("old", Contents("Read-AliLog $p store -FromBeginning").Single());
        Assert.Empty(Contents("Read-AliLog $p store -Start 2h -End 1h"));
    }

    [Fact]
    public async Task What_arrives_after_the_end_is_not_read()
    {
        _shell.Run("'before' | Send-AliLog $p store -HashKey ('0' * 32)").ThrowOnError();
        // times of arrival are whole seconds
        await Task.Delay(TimeSpan.FromSeconds(1.1), TestContext.Current.CancellationToken);
        _shell.Set("end", DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds()));
        await Task.Delay(TimeSpan.FromSeconds(1.1), TestContext.Current.CancellationToken);
        _shell.Run("'after' | Send-AliLog $p store -HashKey ('0' * 32)").ThrowOnError();

        Assert.Equal("before", Contents("Read-AliLog $p store -ShardId 0 -Last 5m -End $end").Single());
        Assert.Equal("after", Contents("Read-AliLog $p store -ShardId 0 -Start $end").Single());
    }

    [Fact]
    public async Task What_arrives_while_reading_is_left_to_the_next_call()
    {
        _shell.Run("1..3 | ForEach-Object { $_ | Send-AliLog $p store -HashKey ('0' * 32) }").ThrowOnError();

        // each log that is read brings another one
        var read = await Task.Run(() => Contents("Read-AliLog $p store | ForEach-Object { $null = 'more' | Send-AliLog $p store -HashKey ('0' * 32); $_ }"), TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        Assert.Equal(["1", "2", "3"], read);
        Assert.Equal(6, Contents("Read-AliLog $p store").Count);
    }

    [Fact]
    public void The_count_is_said_to_be_unknown()
    {
        var result = _shell.Run("Read-AliLog $p store -IncludeTotalCount").ThrowOnError();

        Assert.Equal(0.0, Assert.Single(result.Output).Properties["Accuracy"].Value);
    }

    [Fact]
    public void A_shard_that_does_not_exist_is_an_error_and_the_others_are_read()
    {
        _shell.Run("'x' | Send-AliLog $p store -HashKey ('0' * 32)").ThrowOnError();

        var result = _shell.Run("Read-AliLog $p store -ShardId 7, 0");

        Assert.Single(result.Output);
        Assert.Equal("AliLog.ShardNotExist", result.ErrorId);
        Assert.Equal(ErrorCategory.ObjectNotFound, result.Error.CategoryInfo.Category);
        Assert.Equal($"{_project}/store/7", result.Error.TargetObject);
    }

    [Fact]
    public void A_stop_downstream_ends_reading()
    {
        _shell.Run("1..10 | Send-AliLog $p store").ThrowOnError();

        Assert.Equal("1", Contents("do { Read-AliLog $p store | ForEach-Object { $_; break } } while ($false)").Single());
    }

    [Theory]
    [InlineData("-FromBeginning -Last 5m")]
    [InlineData("-FromBeginning -Start 5m")]
    [InlineData("-Last 5m -Start 5m")]
    public void Two_begins_are_refused(string arguments)
    {
        Assert.Equal("AliLog.InvalidTimeRange", _shell.Run($"Read-AliLog $p store {arguments}").ErrorId);
    }

    [Fact]
    public async Task Stopping_during_a_request_returns_at_once()
    {
        await using var service = await FakeLogService.StartAsync();
        service.Hangs = _ => true;
        using var shell = LogShell.Connect(service.Endpoint);

        var (result, took) = await shell.RunAndStopAsync("Read-AliLog my-project my-store", service.Hanging);

        Assert.Equal(PSInvocationState.Stopped, result.State);
        Assert.InRange(took.TotalSeconds, 0, 30);
    }

    private static IEnumerable<string> Numbers(int start, int count) => Enumerable.Range(start, count).Select(number => $"{number}");

    private List<string> Contents(string script) => [.. _shell.Run(script).ThrowOnError().Output.Select(entry => (string)entry.Properties["content"].Value)];
}
