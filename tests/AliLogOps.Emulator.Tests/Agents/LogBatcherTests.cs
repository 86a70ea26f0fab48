using System.Net;
using AliLogOps.Emulator.Agents;
using AliLogOps.Emulator.Agents.Sending;
using AliLogOps.Emulator.Agents.StreamLog;

namespace AliLogOps.Emulator.Tests.Agents;

public sealed class LogBatcherTests
{
    private static readonly SendTarget s_store = new("p", "s");
    private static readonly BatchRules s_rules = new()
    {
        MaxAge = TimeSpan.FromSeconds(3),
        Tags = [new("__hostname__"u8.ToArray(), "web-1"u8.ToArray())],
    };

    private readonly ManualTime _time = new();
    private readonly RecordingSender _service = new();
    private readonly AgentCounters _counters = new();

    [Fact]
    public async Task A_batch_waits_for_its_time_and_then_goes_out_whole()
    {
        LogBatcher batcher = Start();
        Append(batcher, "one");
        _time.Advance(TimeSpan.FromSeconds(2.9));
        Append(batcher, "two");
        Assert.Empty(_service.Groups);

        await AdvanceUntilAsync(TimeSpan.FromSeconds(0.2), () => !_service.Groups.IsEmpty);
        ReceivedGroup group = Assert.Single(_service.Groups).Group;
        Assert.Equal(["one", "two"], group.Logs.Select(log => log.Message));
        Assert.Equal("10.1.2.3", group.Source);
        Assert.Null(group.Topic);
        Assert.Equal([new("__hostname__", "web-1")], group.Tags);
        Assert.Matches("^[0-9A-F]{16}-0$", group.PackId);
        Assert.Equal("hostname=web-1|pri-text=daemon.info|protocol-version=0|app-name=todo-list|procid=705|msgid=-|msg=one", group.Logs[0].Text);
        await Eventually.Equal(2L, () => _counters.Sent);
        await batcher.StopAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_batch_of_4096_logs_goes_out_at_once()
    {
        LogBatcher batcher = Start();
        for (int number = 0; number < 4097; number++)
        {
            AppendShort(batcher, $"{number}");
        }

        await Eventually.Equal(4096L, () => _counters.Sent);
        Assert.Equal(1, batcher.Queued);
        await batcher.StopAsync(TimeSpan.FromSeconds(10));
        Assert.Equal([4096, 1], _service.Groups.Select(entry => entry.Group.Logs.Count));
        Assert.Equal(Enumerable.Range(0, 4097).Select(number => $"{number}"), _service.Logs.Select(log => log.Message));
    }

    [Fact]
    public async Task A_batch_never_exceeds_512_KB_but_for_a_single_larger_log()
    {
        LogBatcher batcher = Start();
        string large = new('x', 200 * 1024);
        string huge = new('y', 600 * 1024);
        foreach (string message in new[] { "a", large, large, large, huge, "b" })
        {
            Append(batcher, message);
        }

        await batcher.StopAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(["a", large, large, large, huge, "b"], _service.Logs.Select(log => log.Message));
        Assert.Equal([3, 1, 1, 1], _service.Groups.Select(entry => entry.Group.Logs.Count));
    }

    [Fact]
    public async Task Sources_and_logstores_have_groups_of_their_own()
    {
        LogBatcher batcher = Start();
        Append(batcher, "1", source: "10.0.0.1");
        Append(batcher, "2", source: "10.0.0.2");
        Append(batcher, "3", source: "10.0.0.1");
        Append(batcher, "4", target: new SendTarget("p", "other"), source: "10.0.0.1");
        await batcher.StopAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(
            ["p/other 10.0.0.1: 4", "p/s 10.0.0.1: 1 3", "p/s 10.0.0.2: 2"],
            _service.Groups
                .Select(entry => $"{entry.Target} {entry.Group.Source}: {string.Join(' ', entry.Group.Logs.Select(log => log.Message))}")
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_log_whose_time_the_service_may_refuse_does_not_share_a_group_with_others()
    {
        LogBatcher batcher = Start();
        uint now = (uint)_time.GetUtcNow().ToUnixTimeSeconds();
        Append(batcher, "good", time: now);
        Append(batcher, "from 1970", time: 0);
        Append(batcher, "good too", time: now - 3600);
        Append(batcher, "from the future", time: now + 7200);
        await batcher.StopAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(
            ["from 1970,from the future", "good,good too"],
            _service.Groups.Select(entry => string.Join(',', entry.Group.Logs.Select(log => log.Message))).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_refusal_for_now_is_tried_again_after_the_pause_in_the_same_order()
    {
        _service.Answer = attempt => Task.FromResult(attempt <= 2 ? SendOutcome.Retry("503") : SendOutcome.Sent);
        LogBatcher batcher = Start(s_rules with { MaxCount = 1 });
        Append(batcher, "first");
        Append(batcher, "second");
        await Eventually.Equal(1L, () => _counters.SendFailures);
        Assert.Equal(1, _service.Attempts);
        await AdvanceUntilAsync(TimeSpan.FromSeconds(3), () => _counters.Sent == 2);
        Assert.Equal(["first", "second"], _service.Logs.Select(log => log.Message));
        Assert.Equal(2, _counters.SendFailures);
        Assert.Equal(1, _service.MostAtOnce);
        await batcher.StopAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_refusal_for_good_is_dropped_and_counted_by_its_reason()
    {
        _service.Answer = attempt => Task.FromResult(attempt == 1 ? SendOutcome.Reject("404 LogStoreNotExist") : SendOutcome.Sent);
        LogBatcher batcher = Start(s_rules with { MaxCount = 2 });
        foreach (string message in new[] { "1", "2", "3", "4" })
        {
            Append(batcher, message);
        }

        await Eventually.Equal(2L, () => _counters.Sent);
        Assert.Equal([new("404 LogStoreNotExist", 2)], _counters.Rejected.Snapshot());
        Assert.Equal(0, batcher.Queued);
        await batcher.StopAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_group_that_cannot_be_sent_for_six_hours_is_given_up()
    {
        _service.Answer = _ => Task.FromResult(SendOutcome.Retry("403 WriteQuotaExceed"));
        LogBatcher batcher = Start(s_rules with { MaxCount = 1, RetryAfter = TimeSpan.FromHours(1) });
        Append(batcher, "lost");
        await AdvanceUntilAsync(TimeSpan.FromHours(1), () => batcher.Queued == 0);
        Assert.Equal([new("given up: 403 WriteQuotaExceed", 1)], _counters.Rejected.Snapshot());
        Assert.InRange(_time.GetUtcNow() - new ManualTime().GetUtcNow(), TimeSpan.FromHours(6), TimeSpan.FromDays(30));
        await batcher.StopAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task What_a_stop_cannot_send_goes_out_after_the_next_start()
    {
        _service.Answer = _ => Task.FromResult(SendOutcome.Retry("503"));
        LogBatcher batcher = Start();
        Append(batcher, "kept");
        await batcher.StopAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(1, batcher.Queued);

        _service.Answer = _ => Task.FromResult(SendOutcome.Sent);
        batcher.Start(s_rules);
        await Eventually.Equal(1L, () => _counters.Sent);
        await batcher.StopAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(["kept"], _service.Logs.Select(log => log.Message));
    }

    [Fact]
    public async Task A_stop_ends_even_if_the_service_never_answers()
    {
        TaskCompletionSource<SendOutcome> never = new();
        _service.Answer = _ => never.Task;
        LogBatcher batcher = Start();
        Append(batcher, "kept");
        Task stop = batcher.StopAsync(TimeSpan.FromSeconds(5));
        await Eventually.Equal(1, () => _service.Attempts);
        Assert.False(stop.IsCompleted);
        await AdvanceUntilAsync(TimeSpan.FromSeconds(5), () => stop.IsCompleted);
        await stop;
        Assert.Equal(1, batcher.Queued);
    }

    [Fact]
    public async Task Memory_is_bounded_and_room_comes_back_when_logs_are_sent()
    {
        TaskCompletionSource<SendOutcome> answer = new();
        _service.Answer = _ => answer.Task;
        LogBatcher batcher = new(_service, _time, _counters, memoryLimit: 64 * 1024);
        batcher.Start(s_rules with { MaxSize = 8 * 1024 });
        int appended = 0;
        while (batcher.WaitForRoomAsync(TestContext.Current.CancellationToken).IsCompleted)
        {
            Append(batcher, new string('x', 1000));
            Assert.True(++appended < 200);
        }

        Assert.InRange(appended, 30, 70);
        Task room = batcher.WaitForRoomAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.False(room.IsCompleted);
        answer.SetResult(SendOutcome.Sent);
        await room;
        await batcher.StopAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(appended, _counters.Sent);
    }

    [Fact]
    public async Task Many_sources_with_one_log_each_count_for_more_than_their_bytes()
    {
        LogBatcher batcher = new(_service, _time, _counters, memoryLimit: 1024 * 1024);
        int appended = 0;
        while (batcher.WaitForRoomAsync(TestContext.Current.CancellationToken).IsCompleted)
        {
            Append(batcher, "x", source: $"10.0.{appended / 250}.{appended % 250}");
            Assert.True(++appended < 5000);
        }

        batcher.Start(s_rules);
        await batcher.StopAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(appended, _counters.Sent);
    }

    private LogBatcher Start(BatchRules? rules = null)
    {
        LogBatcher batcher = new(_service, _time, _counters);
        batcher.Start(rules ?? s_rules);
        return batcher;
    }

    private void Append(LogBatcher batcher, string message, SendTarget? target = null, string source = "10.1.2.3", uint? time = null)
    {
        string text = LineText.Wire(message, time ?? _time.GetUtcNow().ToUnixTimeSeconds()).TrimEnd('\n');
        Assert.Equal(StreamLogVerdict.Log, StreamLogParser.Parse(LineText.Utf8(text), StreamLogFormatTable.BuiltIn, out StreamLogLine line));
        batcher.Append(target ?? s_store, line, new StreamLogPeer(IPAddress.Parse(source)).SourceFor(LineText.Utf8(source)));
    }

    /// <summary>A log so short that 4096 of them stay below 512 KB.</summary>
    private void AppendShort(LogBatcher batcher, string message)
    {
        StreamLogFormatTable formats = StreamLogFormatTable.Create([new StreamLogFormat("2.2", [])]);
        byte[] text = LineText.Utf8($"2.2 t {_time.GetUtcNow().ToUnixTimeSeconds()} i {message}");
        Assert.Equal(StreamLogVerdict.Log, StreamLogParser.Parse(text, formats, out StreamLogLine line));
        batcher.Append(s_store, line, "i"u8);
    }

    /// <summary>The workers take their timers on other threads, so the clock is moved until they have seen it.</summary>
    private async Task AdvanceUntilAsync(TimeSpan step, Func<bool> condition)
    {
        for (int round = 0; !condition(); round++)
        {
            Assert.True(round < 2000, "the clock was moved again and again, and nothing happened");
            _time.Advance(step);
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }
    }
}
