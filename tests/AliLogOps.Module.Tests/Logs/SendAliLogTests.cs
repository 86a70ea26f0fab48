using System.Management.Automation;
using AliLogOps.Module.Tests.Conventions;
using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Logs;

public sealed class SendAliLogTests : IAsyncLifetime
{
    private FakeLogService _service = null!;
    private Shell _shell = null!;

    private List<SentLogGroup> Groups => [.. _service.Writes.Select(SentLogGroup.Read)];

    private SentLogGroup Group => Assert.Single(Groups);

    public async ValueTask InitializeAsync()
    {
        _service = await FakeLogService.StartAsync();
        _shell = LogShell.Connect(_service.Endpoint);
    }

    public async ValueTask DisposeAsync()
    {
        _shell.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public void Texts_hashtables_and_objects_become_logs_of_one_batch()
    {
        var summary = _shell.Run("""
            'plain text', 42, @{ level = 'info' }, [pscustomobject]@{ host = 'web-1'; load = 0.5; ok = $true; none = $null } | Send-AliLog my-project my-store
            """).Single();

        Assert.Equal(
            ["content=plain text", "content=42", "level=info", "host=web-1 load=0.5 ok=True none="],
            Group.Logs.Select(log => string.Join(' ', log.Fields.Select(field => $"{field.Key}={field.Value}"))));
        Assert.All(Group.Logs, log => Assert.InRange(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - log.Time, 0, 60));
        Assert.Equal(4L, summary.Properties["Sent"].Value);
        Assert.Equal(0L, summary.Properties["Failed"].Value);
        Assert.Equal(1, summary.Properties["Batches"].Value);
        Assert.Equal(0, summary.Properties["Retries"].Value);
        Assert.InRange((long)summary.Properties["Bytes"].Value, 60, 500);
    }

    [Fact]
    public void Topic_source_tags_and_hash_key_travel_with_the_batch()
    {
        _shell.Run("'x' | Send-AliLog my-project my-store -Topic t -Source 10.0.0.1 -Tag @{ env = 'dev'; n = 1 } -HashKey '0123456789abcdef0123456789ABCDEF'").ThrowOnError();

        Assert.Equal("t", Group.Topic);
        Assert.Equal("10.0.0.1", Group.Source);
        Assert.Equal(new Dictionary<string, string> { ["env"] = "dev", ["n"] = "1" }, Group.Tags);
        var request = Assert.Single(_service.Writes);
        Assert.EndsWith("/shards/route", request.Path, StringComparison.Ordinal);
        Assert.Contains("key=0123456789abcdef0123456789abcdef", request.Query, StringComparison.Ordinal);
    }

    [Fact]
    public void The_property_that_holds_the_time_is_no_field()
    {
        var time = DateTimeOffset.UtcNow.AddHours(-1);
        _shell.Set("time", time);

        _shell.Run("[pscustomobject]@{ Time = $time; a = '1' }, @{ Time = 'fast'; a = '2' } | Send-AliLog my-project my-store").ThrowOnError();
        _shell.Run("@{ ts = $time.ToUnixTimeSeconds(); a = '3' } | Send-AliLog my-project my-store -TimeProperty ts").ThrowOnError();

        var logs = Groups.SelectMany(group => group.Logs).ToList();
        Assert.Equal(time.ToUnixTimeSeconds(), logs[0].Time);
        Assert.Equal(["a"], logs[0].Fields.Keys);
        Assert.Equal("fast", logs[1].Fields["Time"]);
        Assert.Equal(time.ToUnixTimeSeconds(), logs[2].Time);
        Assert.Equal(["a"], logs[2].Fields.Keys);
    }

    [Theory]
    [InlineData("@{ __time__ = '1' }", "AliLog.LogKeyReserved", "__time__")]
    [InlineData("@{ __topic__ = 'x' }", "AliLog.LogKeyReserved", "__topic__")]
    [InlineData("@{ ('k' * 129) = 'x' }", "AliLog.LogKeyInvalid", "kkk")]
    [InlineData("@{ long = 'v' * 1048577 }", "AliLog.LogValueTooLong", "'long'")]
    [InlineData("@{ a = 'v' * 600000; b = 'v' * 600000 }", "AliLog.LogTooLong", "1048576")]
    [InlineData("@{ nested = @{ a = 1 } }", "AliLog.LogValueInvalid", "'nested'")]
    [InlineData("@{}", "AliLog.LogEmpty", "no field")]
    [InlineData("[pscustomobject]@{ Time = [datetimeoffset]::UtcNow.AddDays(-8); a = '1' }", "AliLog.LogTimeOutOfRange", "7 days")]
    [InlineData("[pscustomobject]@{ Time = [datetimeoffset]::UtcNow.AddMinutes(20); a = '1' }", "AliLog.LogTimeOutOfRange", "15 minutes")]
    public void A_log_that_breaks_a_rule_is_named_and_not_sent_but_the_others_are(string log, string errorId, string named)
    {
        var result = _shell.Run($"@{{ n = 'before' }}, {log}, @{{ n = 'after' }} | Send-AliLog my-project my-store");

        Assert.Equal(errorId, result.ErrorId);
        Assert.Null(result.Terminating);
        Assert.Equal(ErrorCategory.InvalidData, result.Error.CategoryInfo.Category);
        Assert.Contains(named, result.Error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.NotEmpty(result.Error.ErrorDetails.RecommendedAction);
        Assert.NotNull(result.Error.TargetObject);
        Assert.Equal(["before", "after"], Group.Logs.Select(sent => sent.Fields["n"]));
        Assert.Equal(2L, result.Output[0].Properties["Sent"].Value);
        Assert.Equal(1L, result.Output[0].Properties["Failed"].Value);
    }

    [Fact]
    public void Many_logs_go_out_in_batches_the_service_takes()
    {
        var result = _shell.Run("1..9000 | Send-AliLog my-project my-store").ThrowOnError();

        Assert.Equal(9000, Groups.Sum(group => group.Logs.Count));
        Assert.All(Groups, group => Assert.InRange(group.Logs.Count, 1, 4096));
        // batches travel side by side, so the order holds within each
        Assert.Equal(Enumerable.Range(1, 9000).Select(number => $"{number}"), Groups.OrderBy(group => int.Parse(group.Logs[0].Fields["content"], null)).SelectMany(group => group.Logs).Select(log => log.Fields["content"]));
        Assert.Equal(9000L, result.Output[0].Properties["Sent"].Value);
    }

    [Fact]
    public void Large_logs_are_batched_by_their_bytes()
    {
        _shell.Run("$text = 'v' * 900000; 1..8 | ForEach-Object { $text } | Send-AliLog my-project my-store").ThrowOnError();

        Assert.Equal(8, Groups.Sum(group => group.Logs.Count));
        Assert.All(_service.Writes, write => Assert.InRange(int.Parse(write.Headers["x-log-bodyrawsize"], System.Globalization.CultureInfo.InvariantCulture), 1, 3 * 1024 * 1024));
    }

    [Fact]
    public void The_first_batch_leaves_before_the_last_log_is_there()
    {
        _shell.Set("writes", (Func<int>)(() => _service.Writes.Count));

        var result = _shell.Run("""
            $before = -1
            1..9000 | ForEach-Object { if ($_ -eq 9000) { for ($i = 0; $i -lt 500 -and $writes.Invoke() -eq 0; $i++) { [System.Threading.Thread]::Sleep(10) }; $script:before = $writes.Invoke() }; $_ } | Send-AliLog my-project my-store
            $before
            """).ThrowOnError();

        Assert.True((int)result.Output[1].BaseObject > 0);
    }

    [Fact]
    public void Logs_for_one_shard_keep_their_order_over_batches()
    {
        _shell.Run("1..9000 | Send-AliLog my-project my-store -HashKey ('0' * 32)").ThrowOnError();

        Assert.Equal(Enumerable.Range(1, 9000).Select(number => $"{number}"), Groups.SelectMany(group => group.Logs).Select(log => log.Fields["content"]));
    }

    [Fact]
    public void What_was_not_sent_comes_back_and_can_be_sent_again()
    {
        _service.Failure = (request, number) => number == 1 ? (400, "PostBodyInvalid", "the body is not right") : null;

        var result = _shell.Run("$r = 'ok', @{ __time__ = 'x' } | Send-AliLog my-project my-store; $r.Unsent.ErrorId; $r.Unsent[1].InputObject | Send-AliLog my-project my-store");

        Assert.Equal(["AliLog.LogKeyReserved", "AliLog.PostBodyInvalid"], result.Output.Take(2).Select(id => id.ToString()));
        Assert.Equal(1L, result.Output[2].Properties["Sent"].Value);
        Assert.Equal("ok", Assert.Single(Groups[1].Logs).Fields["content"]);
    }

    [Fact]
    public void Lines_of_files_are_logs_and_exported_ones_are_what_they_were()
    {
        var file = Path.GetTempFileName();
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 100;
        File.WriteAllLines(file, [$$"""{"__time__":{{now}},"__time_ns_part__":7,"__source__":"10.0.0.1","__topic__":"t","__tag__:env":"dev","msg":"a \"b\"","n":5,"none":null}""", "no json"]);

        var json = _shell.Set("file", file).Run("Send-AliLog my-project my-store -Path $file -AsJson");
        var plain = _shell.Run("Send-AliLog my-project my-store -Path $file").ThrowOnError();
        var missing = _shell.Run("Send-AliLog my-project my-store -Path /no/such/file");
        File.Delete(file);

        Assert.Equal("AliLog.LogJsonInvalid", json.ErrorId);
        Assert.Equal(1L, json.Output[0].Properties["Sent"].Value);
        Assert.Equal(("10.0.0.1", "t", "dev"), (Groups[0].Source, Groups[0].Topic, Groups[0].Tags["env"]));
        Assert.Equal(now, Groups[0].Logs[0].Time);
        Assert.Equal(new Dictionary<string, string> { ["msg"] = "a \"b\"", ["n"] = "5", ["none"] = "" }, Groups[0].Logs[0].Fields);
        Assert.Equal(2L, plain.Output[0].Properties["Sent"].Value);
        Assert.Equal("AliLog.FileNotRead", missing.ErrorId);
    }

    [Fact]
    public void A_log_goes_out_while_only_logs_of_another_topic_come()
    {
        // 3 s: long enough for one batch of each topic, too short for two of one
        var result = _shell.Set("service", _service).Run("""
            $null = & {
                '{ "__topic__": "seldom", "m": 1 }'
                $end = [datetime]::UtcNow.AddSeconds(3)
                while ([datetime]::UtcNow -lt $end) { '{ "__topic__": "often", "m": 1 }'; [Threading.Thread]::Sleep(50) }
                $global:before = $service.Writes.Count
            } | Send-AliLog my-project my-store -AsJson
            $global:before
            """).ThrowOnError();

        Assert.True((int)Assert.Single(result.Output).BaseObject >= 2, "the log of the topic that comes seldom was held back");
    }

    [Fact]
    public void A_drive_that_is_not_there_loses_nothing_of_the_files_before()
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, "a\nb\n");

        var result = _shell.Set("file", file).Run("Send-AliLog my-project my-store -Path $file, 'absent:x.log', $file");
        File.Delete(file);

        Assert.Equal("AliLog.FileNotRead", result.ErrorId);
        Assert.Equal(4L, Assert.Single(result.Output).Properties["Sent"].Value);
    }

    [Fact]
    [Covers(Situation.WhatIf, "Send-AliLog")]
    public void WhatIf_sends_nothing()
    {
        var result = _shell.Run("'a', 'b' | Send-AliLog my-project my-store -WhatIf").ThrowOnError();

        Assert.Empty(_service.Requests);
        Assert.Contains("my-project/my-store", result.HostText, StringComparison.Ordinal);
        Assert.Equal(0L, result.Output[0].Properties["Sent"].Value);
    }

    [Fact]
    public void A_logstore_that_does_not_exist_ends_the_command_with_one_error()
    {
        _service.Failure = (_, _) => (404, "LogStoreNotExist", "logstore my-store does not exist");

        var result = _shell.Run("try { 1..20000 | Send-AliLog my-project my-store } catch { $_ }");

        var error = Assert.IsType<ErrorRecord>(result.ThrowOnError().Output[1].BaseObject);
        var unsent = (IReadOnlyCollection<object>)result.Output[0].Properties["Unsent"].Value;
        // all of the batch that was refused, and at most one more that was being filled
        Assert.InRange(unsent.Count, Assert.Single(Groups).Logs.Count, 8192);
        Assert.Equal((long)unsent.Count, result.Output[0].Properties["Failed"].Value);
        Assert.StartsWith("AliLog.LogStoreNotExist,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("my-project/my-store", error.TargetObject);
        Assert.Single(_service.Writes);
    }

    [Fact]
    public void A_batch_the_service_refuses_is_one_error_and_the_next_one_goes_on()
    {
        _service.Failure = (_, number) => number == 1 ? (400, "PostBodyInvalid", "the body is not right") : null;

        var result = _shell.Run("1..5000 | Send-AliLog my-project my-store");

        Assert.Equal("AliLog.PostBodyInvalid", result.ErrorId);
        Assert.Null(result.Terminating);
        Assert.Contains("logs were not sent", result.Error.ErrorDetails.Message, StringComparison.Ordinal);
        var summary = Assert.Single(result.Output);
        Assert.Equal(5000L, (long)summary.Properties["Sent"].Value + (long)summary.Properties["Failed"].Value);
        Assert.True((long)summary.Properties["Sent"].Value > 0);
    }

    [Fact]
    public void A_repeated_request_is_counted_and_the_logs_once()
    {
        _service.Failure = (_, number) => number == 1 ? (403, "WriteQuotaExceed", "too fast") : null;

        var summary = _shell.Run("'x' | Send-AliLog my-project my-store").Single();

        Assert.Equal(1L, summary.Properties["Sent"].Value);
        Assert.Equal(1, summary.Properties["Batches"].Value);
        Assert.Equal(1, summary.Properties["Retries"].Value);
    }

    [Fact]
    public void Logs_of_a_search_keep_time_source_topic_and_tags()
    {
        _service.Fill(1, _ => new() { ["__source__"] = "10.0.0.7", ["__topic__"] = "access", ["__tag__:__hostname__"] = "web-1", ["__tag__:__receive_time__"] = "1", ["msg"] = " hello" });

        _shell.Run("Search-AliLog my-project my-store | Send-AliLog my-project other-store").ThrowOnError();

        Assert.Equal("10.0.0.7", Group.Source);
        Assert.Equal("access", Group.Topic);
        Assert.Equal(new Dictionary<string, string> { ["__hostname__"] = "web-1" }, Group.Tags);
        var log = Assert.Single(Group.Logs);
        Assert.Equal(_service.Stored[0].Time, log.Time);
        Assert.Equal(new Dictionary<string, string> { ["msg"] = " hello" }, log.Fields);
    }

    [Theory]
    [InlineData("-HashKey xyz", "xyz")]
    [InlineData("-Topic ('t' * 129)", "-Topic")]
    [InlineData("-Source ('s' * 129)", "-Source")]
    public void A_setting_that_cannot_work_ends_the_command_before_anything_is_sent(string arguments, string named)
    {
        var result = _shell.Run($"'x' | Send-AliLog my-project my-store {arguments}");

        Assert.Equal("AliLog.InvalidArgument", result.ErrorId);
        Assert.Contains(named, result.Error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Empty(_service.Requests);
    }

    [Fact]
    public async Task Stopping_while_a_batch_travels_returns_at_once()
    {
        _service.Hangs = _ => true;

        var (result, took) = await _shell.RunAndStopAsync("'x' | Send-AliLog my-project my-store", _service.Hanging);

        Assert.Equal(PSInvocationState.Stopped, result.State);
        Assert.InRange(took.TotalSeconds, 0, 30);
    }
}
