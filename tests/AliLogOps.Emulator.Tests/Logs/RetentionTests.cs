using AliLogOps.Emulator.Logs.Storage;
using AliLogOps.Emulator.Protos;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Logs;

/// <summary>Logs are hidden when their time is up, and removed a day later.</summary>
public class RetentionTests
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    [Fact]
    public async Task Expired_logs_are_neither_found_nor_pulled_and_then_removed()
    {
        ManualClock clock = new(s_start);
        await using TestEmulator emulator = await TestEmulator.StartAsync(clock: clock);
        RetentionSweeper retention = emulator.Services.Logs.Retention;
        LogsApi api = await StoreAsync(emulator, ttl: 1);
        (await api.PutAsync(api.Group(("n", "1")))).Ok();
        (await api.PutAsync(api.Group(("n", "2")))).Ok();
        string begin = await api.CursorAsync(0, "begin");
        clock.Now = s_start.AddHours(20);
        (await api.PutAsync(api.Group(("n", "3")))).Ok();
        Assert.Equal(["1", "2", "3"], await FoundAsync(api));

        clock.Now = s_start.AddDays(1).AddSeconds(1);
        Assert.Equal(["3"], await FoundAsync(api));
        Assert.Equal(["3"], await PulledAsync(api, begin));
        Assert.Equal(["3"], await PulledAsync(api, await api.CursorAsync(0, "begin")));
        Assert.Equal(0, retention.Sweep());

        clock.Now = s_start.AddDays(2).AddSeconds(1);
        Assert.Equal(2, retention.Sweep());
        Assert.Empty(await FoundAsync(api));
        // the newest group stays, so that positions go on
        Assert.Empty(await PulledAsync(api, begin));
        string end = await api.CursorAsync(0, "end");
        (await api.PutAsync(api.Group(("n", "4")))).Ok();
        Assert.Equal(["4"], await FoundAsync(api));
        Assert.Equal(["4"], await PulledAsync(api, end));
    }

    [Fact]
    public async Task Whole_segments_go_and_what_follows_them_is_found()
    {
        ManualClock clock = new(s_start);
        await using TestEmulator emulator = await TestEmulator.StartAsync(clock: clock);
        LogsApi api = await StoreAsync(emulator, ttl: 1);
        for (int i = 0; i < 5; i++)
        {
            (await api.PutAsync(Many(api))).Ok();
        }
        await FoundAsync(api);
        clock.Now = s_start.AddDays(3);
        (await api.PutAsync(api.Group(("n", "new")))).Ok();
        Assert.Equal(["new"], await FoundAsync(api));
        Assert.True(emulator.Services.Logs.Retention.Sweep() > 0);
        Assert.Equal(["new"], await FoundAsync(api));
    }

    [Fact]
    public async Task What_goes_takes_the_deletions_of_its_logs_along()
    {
        ManualClock clock = new(s_start);
        await using TestEmulator emulator = await TestEmulator.StartAsync(clock: clock);
        LogsApi api = await StoreAsync(emulator, ttl: 1);
        long id = emulator.Services.Logstores.ListAll().Single().Id;
        (await api.PutAsync(api.Group(("n", "1")))).Ok();
        (await api.PutAsync(api.Group(("n", "2")))).Ok();
        (await api.CallAsync("POST", "/deletelogtasks", $$"""{ {{api.ByQuery("1")}},"type":"logs"}""")).Ok();
        Assert.Equal(["2"], await FoundAsync(api));
        clock.Now = s_start.AddDays(2).AddSeconds(1);
        (await api.PutAsync(api.Group(("n", "3")))).Ok();
        Assert.Equal(2, emulator.Services.Logs.Retention.Sweep());
        Assert.Equal(["3"], await FoundAsync(api));
        Assert.Equal(0, emulator.Services.Logs.Engines.Deletions.Of(id).GroupCount);
        Assert.Equal(0, emulator.Services.Database.Read(session => session.Scalar<long>("SELECT count(*) FROM row_change")));
    }

    [Fact]
    public async Task The_newest_group_is_found_when_the_ttl_is_raised_after_its_segment_went()
    {
        ManualClock clock = new(s_start);
        await using TestEmulator emulator = await TestEmulator.StartAsync(clock: clock);
        LogsApi api = await StoreAsync(emulator, ttl: 1);
        (await api.PutAsync(SampleLog.Group([.. Enumerable.Range(0, 70_000).Select(i => new SampleLog(("n", "old")) { Time = (uint)api.Now })]))).Ok();
        // another index: what was written before is a segment of its own, and complete
        (await api.CallAsync("PUT", "/index", """{"line":{"token":[",", " "]}}""")).Ok();
        (await api.CallAsync("POST", "/shards/0?action=split")).Ok();
        (await api.PutAsync(api.Group(("n", "other")))).Ok();
        Assert.True(SpinWait.SpinUntil(() => Segments(emulator) > 0, TimeSpan.FromSeconds(30)));
        clock.Now = s_start.AddDays(3);
        Assert.Equal(0, emulator.Services.Logs.Retention.Sweep());
        Assert.Equal(0, Segments(emulator));
        (await emulator.CallAsync("PUT", "project-1", "/logstores/store", """{"logstoreName":"store","ttl":30}""")).Ok();
        TestResponse found = (await api.CallAsync("GET", $"?type=histogram&from=1&to={api.Now}&query=old")).Ok();
        Assert.Equal("70000", found.Headers["x-log-count"]);
    }

    [Fact]
    public async Task The_longest_ttl_keeps_everything()
    {
        ManualClock clock = new(s_start);
        await using TestEmulator emulator = await TestEmulator.StartAsync(clock: clock);
        LogsApi api = await StoreAsync(emulator, ttl: 3650);
        (await api.PutAsync(api.Group(("n", "1")))).Ok();
        clock.Now = s_start.AddYears(20);
        Assert.Equal(0, emulator.Services.Logs.Retention.Sweep());
        Assert.Equal(["1"], await FoundAsync(api));
    }

    private static async Task<LogsApi> StoreAsync(TestEmulator emulator, int ttl)
    {
        await emulator.CreateProjectAsync("project-1");
        (await emulator.CallAsync("POST", "project-1", "/logstores", $$"""{"logstoreName":"store","ttl":{{ttl}},"shardCount":1}""")).Ok();
        LogsApi api = new(emulator, "project-1");
        (await api.CallAsync("POST", "/index", """{"line":{"token":[" "]}}""")).Ok();
        return api;
    }

    private static long Segments(TestEmulator emulator)
    {
        return emulator.Services.Database.Read(session => session.Scalar<long>("SELECT count(*) FROM segment"));
    }

    private static LogGroup Many(LogsApi api)
    {
        return SampleLog.Group([.. Enumerable.Range(0, 20_000).Select(i => new SampleLog(("n", "old")) { Time = (uint)api.Now })]);
    }

    private static async Task<List<string>> FoundAsync(LogsApi api)
    {
        return [.. (await api.SearchAsync("*", from: 1))["data"]!.AsArray().Select(row => (string)row!["n"]!).Order(StringComparer.Ordinal)];
    }

    private static async Task<List<string>> PulledAsync(LogsApi api, string cursor)
    {
        return [.. (await api.PullAsync(0, cursor)).Groups.LogGroups.SelectMany(group => group.Logs).Select(log => log.Contents[0].Value)];
    }
}
