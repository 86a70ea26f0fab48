using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Tests.Logs;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Faults;

/// <summary>What a client sees of each effect. Every test has an emulator of its own, as a dial is one for all requests.</summary>
public class FaultEffectTests
{
    private const string Index = """{"line":{"token":[" "]}}""";

    [Fact]
    public async Task An_error_has_the_status_of_its_code_and_the_operation_does_not_run()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        await SetAsync(emulator, """{"operations":["CreateProject"],"effect":"error","code":"WriteQuotaExceed","message":"qps","count":1}""");
        (await emulator.CallAsync("POST", "project-1", "/", """{"projectName":"project-1"}""")).Fails(403, "WriteQuotaExceed", "qps");
        (await emulator.CallAsync("GET", "project-1", "/")).Fails(404, "ProjectNotExist");
        await emulator.CreateProjectAsync("project-1");
        await SetAsync(emulator, """{"operations":["DescribeRegions"],"effect":"error","code":"Throttling.User"}""");
        (await emulator.EcsAsync("DescribeRegions")).Fails(400, "Throttling.User");
        (await emulator.EcsAsync("GetCallerIdentity", version: "2015-04-01")).Ok();
    }

    [Fact]
    public async Task An_expired_token_has_the_text_of_each_service()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        await SetAsync(emulator, """{"effect":"expiredToken"}""");
        (await emulator.CallAsync("GET", null, "/")).Fails(401, "Unauthorized", "has expired");
        (await emulator.EcsAsync("DescribeRegions")).Fails(400, "InvalidSecurityToken.Expired");
    }

    [Fact]
    public async Task Html_and_redirects_are_no_json()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        await SetAsync(emulator, """{"effect":"html","count":1}""");
        await SetAsync(emulator, """{"effect":"redirect","location":"http://elsewhere.invalid/x"}""");
        TestResponse html = await emulator.CallAsync("GET", null, "/");
        Assert.Equal((502, "text/html"), (html.Status, html.Headers["Content-Type"]));
        Assert.StartsWith("<html>", html.Text, StringComparison.Ordinal);
        TestResponse redirect = await emulator.CallAsync("GET", null, "/");
        Assert.Equal((302, "http://elsewhere.invalid/x"), (redirect.Status, redirect.Headers["Location"]));
    }

    [Theory]
    [InlineData("resetBefore", false)]
    [InlineData("resetAfter", true)]
    public async Task A_reset_is_seen_as_a_broken_connection(string effect, bool runs)
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        await SetAsync(emulator, $$"""{"operations":["CreateProject"],"effect":"{{effect}}"}""");
        await Assert.ThrowsAsync<IOException>(() => emulator.CallAsync("POST", "project-1", "/", """{"projectName":"project-1"}"""));
        Assert.Equal(runs, emulator.Services.Projects.Find("project-1") is not null);
    }

    [Fact]
    public async Task A_body_breaks_off_by_reset_or_by_an_early_end()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        await SetAsync(emulator, """{"effect":"truncatedBody","count":1}""");
        await SetAsync(emulator, """{"effect":"resetBody"}""");
        TestResponse cut = await emulator.CallAsync("GET", null, "/");
        Assert.Equal(200, cut.Status);
        Assert.Equal(int.Parse(cut.Headers["Content-Length"], System.Globalization.CultureInfo.InvariantCulture) / 2, cut.Body.Length);
        await Assert.ThrowsAsync<IOException>(() => emulator.CallAsync("GET", null, "/"));
    }

    [Theory]
    [InlineData("slowHeaders")]
    [InlineData("slowBody")]
    public async Task A_slow_answer_takes_its_time_and_is_complete(string effect)
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        await SetAsync(emulator, $$"""{"effect":"{{effect}}","delaySeconds":0.4}""");
        long start = Stopwatch.GetTimestamp();
        Assert.NotNull((await emulator.CallAsync("GET", null, "/")).Ok().Json["projects"]);
        Assert.True(Stopwatch.GetElapsedTime(start) > TimeSpan.FromMilliseconds(350));
    }

    [Fact]
    public async Task A_raw_size_lies_by_one()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        LogsApi api = await LogsApi.CreateAsync(emulator, Index, shards: 1);
        (await api.PutAsync(api.Group(("a", "b")))).Ok();
        string cursor = await api.CursorAsync(0, "begin");
        string right = (await api.CallAsync("GET", $"/shards/0?type=log&cursor={cursor}&count=1")).Ok().Headers["x-log-bodyrawsize"];
        await SetAsync(emulator, """{"operations":["PullLogs"],"effect":"wrongRawSize"}""");
        string wrong = (await api.CallAsync("GET", $"/shards/0?type=log&cursor={cursor}&count=1")).Ok().Headers["x-log-bodyrawsize"];
        Assert.Equal(int.Parse(right, null) + 1, int.Parse(wrong, null));
    }

    [Fact]
    public async Task An_incomplete_search_gives_half_its_page_and_says_so()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        LogsApi api = await LogsApi.CreateAsync(emulator, Index);
        for (int i = 0; i < 4; i++)
        {
            (await api.PutAsync(api.Group(("a", "b")))).Ok();
        }
        await SetAsync(emulator, """{"operations":["GetLogs*","GetHistograms"],"effect":"incomplete","count":2}""");
        System.Text.Json.Nodes.JsonNode half = await api.SearchAsync("b");
        Assert.Equal(("Incomplete", 2), ((string)half["meta"]!["progress"]!, half["data"]!.AsArray().Count));
        TestResponse histogram = (await api.CallAsync("GET", $"?type=histogram&from={api.Now - 60}&to={api.Now + 60}&query=b")).Ok();
        Assert.Equal("Incomplete", histogram.Headers["x-log-progress"]);
        System.Text.Json.Nodes.JsonNode whole = await api.SearchAsync("b");
        Assert.Equal(("Complete", 4), ((string)whole["meta"]!["progress"]!, whole["data"]!.AsArray().Count));
    }

    [Fact]
    public async Task The_dial_is_read_replaced_and_cleared_as_one_document()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        (await emulator.ControlAsync("PUT", "/_emulator/faults", """{"rules":[{"name":"a","effect":"html"},{"effect":"incomplete"}],"clock":{"offsetSeconds":60},"visibility":{"searchSeconds":2}}""")).Ok();
        await emulator.CallAsync("GET", null, "/");
        TestResponse shown = (await emulator.ControlAsync("GET", "/_emulator/faults")).Ok();
        Assert.Equal(["a", "fault-1"], shown.Json["rules"]!.AsArray().Select(rule => (string)rule!["name"]!));
        Assert.Equal((1, 1), ((int)shown.Json["rules"]![0]!["matched"]!, (int)shown.Json["rules"]![0]!["fired"]!));
        Assert.Equal(60, (int)shown.Json["clock"]!["offsetSeconds"]!);
        // what is shown can be sent back
        (await emulator.ControlAsync("PUT", "/_emulator/faults", shown.Text)).Ok();
        (await emulator.ControlAsync("PUT", "/_emulator/faults", """{"rules":[{"effect":"nothing"}],"clock":{"offsetSeconds":0}}""")).Fails(400, "InvalidParameter", "nothing");
        Assert.Equal(2, (await emulator.ControlAsync("GET", "/_emulator/faults")).Json["rules"]!.AsArray().Count);
        (await emulator.ControlAsync("DELETE", "/_emulator/faults/rules/a")).Ok();
        (await emulator.ControlAsync("DELETE", "/_emulator/faults/rules/a")).Fails(404, "FaultNotExist", "'a'");
        TestResponse cleared = (await emulator.ControlAsync("DELETE", "/_emulator/faults")).Ok();
        Assert.Empty(cleared.Json["rules"]!.AsArray());
        Assert.Equal(0, (int)cleared.Json["clock"]!["offsetSeconds"]!);
        Assert.Equal(0, (int)cleared.Json["visibility"]!["searchSeconds"]!);
    }

    [Fact]
    public async Task No_rule_of_a_document_takes_the_place_of_another()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        TestResponse shown = (await emulator.ControlAsync("PUT", "/_emulator/faults", """{"rules":[{"effect":"html"},{"name":"fault-1","effect":"incomplete"}]}""")).Ok();
        Assert.Equal(["fault-2", "fault-1"], shown.Json["rules"]!.AsArray().Select(rule => (string)rule!["name"]!));
        (await emulator.ControlAsync("PUT", "/_emulator/faults", """{"rules":[{"name":"a","effect":"html"},{"name":"a","effect":"incomplete"}]}""")).Fails(400, "InvalidParameter", "the name 'a'");
        Assert.Equal(2, (await emulator.ControlAsync("GET", "/_emulator/faults")).Json["rules"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_file_sets_the_dial_at_the_start_and_a_wrong_one_is_told()
    {
        using TempFolder folder = new();
        string file = Path.Combine(folder.Path, "faults.json");
        await File.WriteAllTextAsync(file, """{"rules":[{"effect":"error","code":"ServerBusy","count":1}]}""", TestContext.Current.CancellationToken);
        await using (TestEmulator emulator = await TestEmulator.StartAsync(new EmulatorOptions { FaultFile = file }))
        {
            (await emulator.CallAsync("GET", null, "/")).Fails(503, "ServerBusy");
            (await emulator.CallAsync("GET", null, "/")).Ok();
        }
        await File.WriteAllTextAsync(file, """{"rules":[{"effect":"error"}]}""", TestContext.Current.CancellationToken);
        string message = (await Assert.ThrowsAsync<StartFileException>(() => TestEmulator.StartAsync(new EmulatorOptions { FaultFile = file }))).Message;
        Assert.Contains(file, message, StringComparison.Ordinal);
        Assert.Contains("code is lacking", message, StringComparison.Ordinal);
    }

    private static async Task SetAsync(TestEmulator emulator, string rule)
    {
        (await emulator.ControlAsync("POST", "/_emulator/faults/rules", rule)).Ok();
    }
}
