using static AliLogOps.Client.Tests.TestClients;

namespace AliLogOps.Client.Tests;

public sealed class LogTailTests
{
    [Fact]
    public async Task Every_log_comes_once_through_faults_and_new_shards()
    {
        FakeShards shards = new() { PageSize = _ => 2 };
        shards.Add(0, FakeShards.Group(0, 10));
        shards.Add(1, FakeShards.Group(10, 10));
        // every third request fails, one of them for good measure in the middle of the list of shards
        shards.Fault = (number, _) => number % 3 == 0 ? Answers.Error(503, "ServerBusy") : null;
        int added = 20;

        List<int> numbers = [];
        List<LogTailEventKind> kinds = [];
        using LogServiceClient client = shards.Open();
        LogTail tail = new(client, Options() with { From = CursorPosition.Begin });
        await foreach (LogTailEvent item in tail.RunAsync(TestContext.Current.CancellationToken))
        {
            kinds.Add(item.Kind);
            numbers.AddRange(item.Groups.SelectMany(group => group.Logs).Select(log => int.Parse(log.Contents[0].Value, null)));
            if (item.Kind == LogTailEventKind.Logs && added < 60)
            {
                shards.Add(added < 40 ? 0 : 2, FakeShards.Group(added, 5));
                added += 5;
            }

            if (numbers.Count == 60)
            {
                break;
            }
        }

        Assert.Equal(Enumerable.Range(0, 60), numbers.Order());
        Assert.Contains(LogTailEventKind.Interrupted, kinds);
        Assert.Contains(LogTailEventKind.Resumed, kinds);
    }

    [Fact]
    public async Task What_was_there_before_is_left_out_and_what_comes_until_the_end_is_given()
    {
        FakeShards shards = new();
        shards.Add(0, FakeShards.Group(0, 5));
        using LogServiceClient client = shards.Open();
        ImpatientTime time = new();
        LogTail tail = new(client, Options() with { TimeProvider = time, Until = time.GetUtcNow().AddHours(1) });

        List<string> values = [];
        bool more = true;
        await foreach (LogTailEvent item in tail.RunAsync(TestContext.Current.CancellationToken))
        {
            values.AddRange(item.Groups.SelectMany(group => group.Logs).Select(log => log.Contents[0].Value));
            if (item.Kind == LogTailEventKind.CaughtUp && more)
            {
                more = false;
                shards.Add(0, FakeShards.Group(5, 2));
            }
            else if (item.Kind == LogTailEventKind.Logs)
            {
                time.Pass(TimeSpan.FromHours(2));
            }
        }

        Assert.Equal(["5", "6"], values);
    }

    [Fact]
    public async Task A_cursor_that_is_no_longer_kept_is_a_gap_that_is_told()
    {
        FakeShards shards = new();
        shards.Add(0, FakeShards.Group(0, 2));
        int pulls = 0;
        shards.Fault = (_, query) => query.Contains("type=log", StringComparison.Ordinal) && ++pulls == 1 ? Answers.Error(400, "InvalidCursor") : null;
        using LogServiceClient client = shards.Open();

        List<LogTailEventKind> kinds = [];
        await foreach (LogTailEvent item in new LogTail(client, Options()).RunAsync(TestContext.Current.CancellationToken))
        {
            kinds.Add(item.Kind);
            if (item.Kind == LogTailEventKind.CaughtUp)
            {
                break;
            }
        }

        Assert.Equal([LogTailEventKind.Gap, LogTailEventKind.Logs, LogTailEventKind.CaughtUp], kinds);
    }

    [Fact]
    public async Task A_shard_whose_very_begin_is_refused_ends_with_that()
    {
        FakeShards shards = new();
        shards.Add(0, FakeShards.Group(0, 2));
        shards.Fault = (_, query) => query.Contains("type=log", StringComparison.Ordinal) ? Answers.Error(400, "InvalidCursor") : null;
        using LogServiceClient client = shards.Open();

        List<LogTailEvent> events = [];
        await foreach (LogTailEvent item in new LogTail(client, Options()).RunAsync(TestContext.Current.CancellationToken))
        {
            events.Add(item);
            Assert.True(events.Count < 10, "the same gap is told without end");
        }

        Assert.Equal([LogTailEventKind.Gap, LogTailEventKind.Failed], events.Select(item => item.Kind));
        Assert.Equal("InvalidCursor", events[1].Failure!.ErrorCode);
    }

    [Fact]
    public async Task An_outage_ends_with_the_time_that_was_set()
    {
        FakeShards shards = new();
        shards.Add(0, FakeShards.Group(0, 2));
        shards.Fault = (_, _) => Answers.Error(503, "ServerBusy");
        using LogServiceClient client = shards.Open();
        FakeClock clock = new();
        LogTail tail = new(client, Options() with { TimeProvider = clock, Until = clock.GetUtcNow().AddSeconds(10) });

        List<LogTailEvent> events = [];
        await foreach (LogTailEvent item in tail.RunAsync(TestContext.Current.CancellationToken))
        {
            events.Add(item);
        }

        Assert.Equal([LogTailEventKind.Interrupted, LogTailEventKind.Failed], events.Select(item => item.Kind));
        // pauses of 1, 2 and 4 s, and what is left of the last
        Assert.Equal(TimeSpan.FromSeconds(10), clock.Waits.Aggregate((sum, wait) => sum + wait));
    }

    [Fact]
    public async Task A_logstore_that_is_refused_ends_and_the_other_goes_on()
    {
        FakeShards shards = new();
        shards.Add(0, FakeShards.Group(0, 2));
        int lists = 0;
        shards.Fault = (_, query) => query.Length == 0 && ++lists == 1 ? Answers.Error(404, "LogStoreNotExist") : null;
        using LogServiceClient client = shards.Open();
        ImpatientTime time = new();
        LogTail tail = new(client, Options() with { TimeProvider = time, Logstores = [(Project, "gone"), (Project, Store)], From = CursorPosition.Begin, Until = time.GetUtcNow().AddHours(1) });

        List<LogTailEvent> events = [];
        await foreach (LogTailEvent item in tail.RunAsync(TestContext.Current.CancellationToken))
        {
            events.Add(item);
            if (events.Exists(seen => seen.Kind == LogTailEventKind.Failed) && events.Exists(seen => seen.Kind == LogTailEventKind.Logs))
            {
                time.Pass(TimeSpan.FromHours(2));
            }
        }

        Assert.Equal("LogStoreNotExist", Assert.Single(events, item => item.Kind == LogTailEventKind.Failed).Failure!.ErrorCode);
        Assert.Contains(events, item => item.Kind == LogTailEventKind.Logs);
    }

    private static LogTailOptions Options() => new()
    {
        Logstores = [(Project, Store)],
        PollInterval = TimeSpan.FromMilliseconds(20),
        ShardRefresh = TimeSpan.FromMilliseconds(50),
        TimeProvider = new ImpatientTime(),
    };

    /// <summary>A clock that a test moves on, with waits of at most a few milliseconds.</summary>
    private sealed class ImpatientTime : TimeProvider
    {
        private TimeSpan _passed;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _passed;

        public void Pass(TimeSpan time) => _passed = time;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.FromMilliseconds(20) ? TimeSpan.FromMilliseconds(20) : dueTime, period);
    }
}
