using System.Globalization;
using AliLogOps.Emulator.Tests.Logs;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Faults;

/// <summary>The moved and the frozen clock, and delays until changes show.</summary>
public class ClockTests
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    [Fact]
    public async Task A_moved_clock_refuses_right_clients_and_shows_its_time()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync(clock: new ManualClock(s_start));
        await DialAsync(emulator, """{"clock":{"offsetSeconds":-3600}}""");
        TestResponse refused = (await emulator.CallAsync("GET", null, "/")).Fails(400, "RequestTimeTooSkewed");
        Assert.Equal(s_start.AddHours(-1), DateTimeOffset.Parse(refused.Headers["Date"], CultureInfo.InvariantCulture));
        (await emulator.CallAsync("GET", null, "/", change: request => request["x-log-date"] = "20260304T040607Z")).Ok();
        await DialAsync(emulator, """{"clock":{}}""");
        (await emulator.CallAsync("GET", null, "/")).Ok();
    }

    [Fact]
    public async Task A_frozen_clock_stands()
    {
        ManualClock clock = new(s_start);
        await using TestEmulator emulator = await TestEmulator.StartAsync(clock: clock);
        await DialAsync(emulator, """{"clock":{"frozenAt":"2026-03-04T05:06:00Z"}}""");
        clock.Now = s_start.AddMinutes(10);
        await emulator.CreateProjectAsync("project-1");
        Assert.Equal("1772600760", (string)(await emulator.CallAsync("GET", "project-1", "/")).Ok().Json["createTime"]!);
    }

    [Theory]
    [InlineData("""{"clock":{"offsetSeconds":1e12}}""", "offsetSeconds")]
    [InlineData("""{"clock":{"frozenAt":"yesterday"}}""", "frozenAt")]
    [InlineData("""{"clock":{"frozenAt":"0001-01-01T00:00:00Z"}}""", "from 1971 to 2099")]
    [InlineData("""{"clock":{"frozenAt":"9999-12-31T23:59:59Z"}}""", "from 1971 to 2099")]
    [InlineData("""{"clock":{"frozenAt":0}}""", "from 1971 to 2099")]
    [InlineData("""{"clock":{"frozenAt":253402300799}}""", "from 1971 to 2099")]
    [InlineData("""{"visibility":{"searchSeconds":-1}}""", "searchSeconds")]
    [InlineData("""{"visibility":{"search":1}}""", "'search' is no member")]
    [InlineData("""{"clocks":{}}""", "'clocks' is no member")]
    public async Task A_wrong_setting_is_refused(string json, string message)
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        (await emulator.ControlAsync("PUT", "/_emulator/faults", json)).Fails(400, "InvalidParameter", message);
    }

    [Theory]
    [InlineData("1971-01-01T00:00:00Z", "19710101T000000Z")]
    [InlineData("2099-12-31T23:59:59Z", "20991231T235959Z")]
    public async Task At_either_end_of_the_range_of_times_everything_works(string frozenAt, string date)
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        await DialAsync(emulator, $$"""{"clock":{"frozenAt":"{{frozenAt}}"},"visibility":{"creationSeconds":3600 } }""");
        (await emulator.ControlAsync("POST", "/_emulator/keys", """{"temporary":true,"durationSeconds":43200}""")).Ok();
        (await emulator.CallAsync("POST", "project-1", "/", """{"projectName":"project-1","description":""}""", change: request => request["x-log-date"] = date)).Ok();
        (await emulator.CallAsync("GET", "project-1", "/", change: request => request["x-log-date"] = date)).Fails(404, "ProjectNotExist");
    }

    [Fact]
    public async Task Logs_are_found_after_the_delay_and_pulled_at_once()
    {
        ManualClock clock = new(s_start);
        await using TestEmulator emulator = await TestEmulator.StartAsync(clock: clock);
        LogsApi api = await LogsApi.CreateAsync(emulator, """{"line":{"token":[" "]}}""", shards: 1);
        await DialAsync(emulator, """{"visibility":{"searchSeconds":3}}""");
        (await api.PutAsync(api.Group(("a", "first")))).Ok();
        clock.Now = s_start.AddSeconds(2);
        (await api.PutAsync(api.Group(("a", "second")))).Ok();
        Assert.Empty((await api.SearchAsync("*"))["data"]!.AsArray());
        Assert.Equal(2, (await api.PullAsync(0, await api.CursorAsync(0, "begin"))).Groups.LogGroups.Count);
        clock.Now = s_start.AddSeconds(3);
        Assert.Equal("first", (string)Assert.Single((await api.SearchAsync("*"))["data"]!.AsArray())!["a"]!);
        clock.Now = s_start.AddSeconds(5);
        Assert.Equal(2, (await api.SearchAsync("*"))["data"]!.AsArray().Count);
    }

    [Fact]
    public async Task New_things_are_known_after_the_delay()
    {
        ManualClock clock = new(s_start);
        await using TestEmulator emulator = await TestEmulator.StartAsync(clock: clock);
        await DialAsync(emulator, """{"visibility":{"creationSeconds":10,"indexSeconds":20}}""");
        await emulator.CreateProjectAsync("project-1");
        (await emulator.CallAsync("GET", "project-1", "/")).Fails(404, "ProjectNotExist");
        (await emulator.CallAsync("POST", "project-1", "/", """{"projectName":"project-1"}""")).Fails(400, "ProjectAlreadyExist");
        clock.Now = s_start.AddSeconds(10);
        (await emulator.CallAsync("POST", "project-1", "/logstores", """{"logstoreName":"store","ttl":1,"shardCount":1}""")).Ok();
        LogsApi api = new(emulator, "project-1");
        (await api.PutAsync(api.Group(("a", "b")))).Fails(404, "LogStoreNotExist");
        (await api.CallAsync("PUT", "", """{"logstoreName":"store","ttl":2}""")).Fails(404, "LogStoreNotExist");
        (await api.CallAsync("DELETE", "")).Fails(404, "LogStoreNotExist");
        clock.Now = s_start.AddSeconds(20);
        (await api.CallAsync("POST", "/index", """{"line":{"token":[" "]}}""")).Ok();
        (await api.PutAsync(api.Group(("a", "b")))).Ok();
        (await api.SearchRawAsync("b")).Fails(400, "IndexConfigNotExist");
        clock.Now = s_start.AddSeconds(40);
        Assert.Single((await api.SearchAsync("b"))["data"]!.AsArray());
    }

    private static async Task DialAsync(TestEmulator emulator, string json)
    {
        (await emulator.ControlAsync("PUT", "/_emulator/faults", json)).Ok();
    }
}
