using System.Text.Json.Nodes;
using AliLogOps.Emulator.Tests.Logs;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Spl;

/// <summary>Scripts behind a search, in both forms of GetLogs.</summary>
public sealed class SplScanTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private const string Scan = ",\"session\":\"mode=scan\"";

    [Fact]
    public async Task Both_forms_give_the_same_rows_and_say_that_it_was_a_scan()
    {
        await using SplBench bench = await CreateAsync();
        const string Query = "app: web | where n <> '1' | project n";
        JsonNode answer = await bench.Api.SearchAsync(Query);
        Assert.Equal(["2", "3"], answer["data"]!.AsArray().Select(row => (string)row!["n"]!));
        Assert.Equal(["__time__", "n"], answer["data"]![0]!.AsObject().Select(member => member.Key));
        JsonNode meta = answer["meta"]!;
        Assert.Equal((2, 3, 2, "Complete"), ((int)meta["count"]!, (int)meta["processedRows"]!, (int)meta["mode"]!, (string)meta["progress"]!));
        Assert.Equal(("app: web", "where n <> '1' | project n", false), ((string)meta["whereQuery"]!, (string)meta["aggQuery"]!, (bool)meta["hasSQL"]!));
        Assert.True((int)meta["scanBytes"]! > 0);
        Assert.Equal("""["n"]""", meta["keys"]!.ToJsonString());
        Assert.Equal("""[{"key":"app","term":"web"}]""", meta["terms"]!.ToJsonString());

        LogsApi api = bench.Api;
        TestResponse older = (await api.CallAsync("GET", $"?type=log&from={api.Now - 60}&to={api.Now + 60}&query={Query}&session=mode=scan&forward=true")).Ok();
        Assert.Equal(answer["data"]!.ToJsonString(), older.Text);
        Assert.Equal(("false", "2", "3"), (older.Headers["x-log-has-sql"], older.Headers["x-log-count"], older.Headers["x-log-processed-rows"]));
        Assert.Equal(2, (int)JsonNode.Parse(older.Headers["x-log-query-info"])!["mode"]!);
    }

    [Fact]
    public async Task Rows_are_those_of_a_search_if_nothing_is_done_to_them()
    {
        await using SplBench bench = await CreateAsync();
        string found = (await bench.Api.SearchAsync("*"))["data"]!.ToJsonString();
        foreach ((string query, string more) in ((string, string)[])[("*", Scan), ("", Scan), ("* | where true", ""), ("* | where true", Scan), ("*", ",\"session\":\"MODE = scan;\",\"forward\":false")])
        {
            JsonNode scanned = await bench.Api.SearchAsync(query, more: more);
            Assert.Equal(found, scanned["data"]!.ToJsonString());
            Assert.Equal(2, (int)scanned["meta"]!["mode"]!);
        }
        Assert.Equal((await bench.Api.SearchAsync("*", more: ",\"reverse\":true"))["data"]!.ToJsonString(), (await bench.Api.SearchAsync("*", more: Scan + ",\"reverse\":true"))["data"]!.ToJsonString());
    }

    [Fact]
    public async Task Pages_are_cut_from_the_result()
    {
        await using SplBench bench = await SplBench.CreateAsync(fixture.Emulator);
        await bench.PutEachAsync([.. Enumerable.Range(0, 12).Select(i => ((string, string)[])[("n", $"{i}")])]);
        const string Even = "* | where cast(n as bigint) % 2 = 0";
        Assert.Equal(["n=4", "n=6"], await bench.ScannedAsync(Even, ",\"offset\":2,\"line\":2"));
        Assert.Equal(["n=6", "n=4"], await bench.ScannedAsync(Even, ",\"offset\":2,\"line\":2,\"reverse\":true"));
        Assert.Equal(["n=10"], await bench.ScannedAsync(Even, ",\"offset\":5,\"line\":100"));
        Assert.Empty(await bench.ScannedAsync(Even, ",\"offset\":6"));
        Assert.Empty(await bench.ScannedAsync(Even, ",\"line\":0"));
        Assert.Equal(["n=0", "n=2", "n=4"], await bench.ScannedAsync(Even + " | limit 3"));
        Assert.Equal(["n=4"], await bench.ScannedAsync(Even + " | limit 3", ",\"offset\":2"));
        Assert.Equal(["n=10", "n=8"], await bench.ScannedAsync(Even + " | limit 2", ",\"reverse\":true"));
        Assert.Equal(["n=2"], await bench.ScannedAsync("* | limit 4 | where n = '2'"));
        Assert.Empty(await bench.ScannedAsync("* | limit 0"));
        // what a full page and a limit leave is not looked at
        Assert.Equal(3, (int)(await bench.Api.SearchAsync(Even, more: ",\"line\":2"))["meta"]!["processedRows"]!);
        Assert.Equal(5, (int)(await bench.Api.SearchAsync("* | limit 5"))["meta"]!["processedRows"]!);
        (await bench.Api.SearchRawAsync(Even, more: ",\"line\":101")).Fails(400, "InvalidLine");
    }

    [Fact]
    public async Task Scan_of_many_logs_looks_at_all_of_them()
    {
        await using SplBench bench = await SplBench.CreateAsync(fixture.Emulator);
        await bench.PutAsync([.. Enumerable.Range(0, 3_000).Select(i => ((string, string)[])[("n", $"{i}")])]);
        JsonNode answer = await bench.Api.SearchAsync("* | where n = '2999'");
        Assert.Equal((1, 3_000), ((int)answer["meta"]!["count"]!, (int)answer["meta"]!["processedRows"]!));
    }

    [Fact]
    public async Task Logs_without_an_index_are_scanned_by_their_time()
    {
        await using SplBench bench = await SplBench.CreateAsync(fixture.Emulator, index: null);
        LogsApi api = bench.Api;
        (await api.PutAsync(SampleLog.Group(
            new SampleLog(("n", "late")) { Time = (uint)api.Now, Topic = "t" }, new SampleLog(("n", "old")) { Time = (uint)api.Now - 7200 }, new SampleLog(("n", "early")) { Time = (uint)api.Now - 60 }))).Ok();
        (await api.PutAsync(new SampleLog(("n", "other")) { Time = (uint)api.Now - 30, Topic = "u" }.ToGroup())).Ok();
        Assert.Equal(["n=early", "n=other", "n=late"], await bench.ScannedAsync("* | where n is not null"));
        Assert.Equal(["n=early", "n=late"], await bench.ScannedAsync("", Scan + ",\"topic\":\"t\""));
        (await api.SearchRawAsync("late | where n is not null")).Fails(400, "IndexConfigNotExist");
        (await api.SearchRawAsync("late", more: Scan)).Fails(400, "IndexConfigNotExist");
        (await api.SearchRawAsync("*")).Fails(400, "IndexConfigNotExist");
    }

    [Fact]
    public async Task Logs_show_in_a_scan_no_sooner_than_in_a_search()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        emulator.Services.Visibility.Delays = new(TimeSpan.FromMinutes(1), TimeSpan.Zero, TimeSpan.Zero);
        foreach (string? index in (string?[])[null, SplBench.Index])
        {
            SplBench bench = await SplBench.CreateAsync(emulator, index);
            await bench.PutAsync([("n", "1")]);
            Assert.Empty(await bench.ScannedAsync("* | where n = '1'"));
            Assert.Equal(["n=1"], await bench.PulledAsync("* | where n = '1'"));
        }
    }

    [Fact]
    public async Task Fields_need_no_index_but_the_search_part_does()
    {
        await using SplBench bench = await CreateAsync();
        Assert.Equal(["app=db n=4"], await bench.ScannedAsync("not app: web | where n = '4'"));
        (await bench.Api.SearchRawAsync("n: 4 | where app = 'db'")).Fails(400, "ParameterInvalid", "key (n) is not config");
        (await bench.Api.SearchRawAsync("app: | where app = 'db'")).Fails(400, "ParameterInvalid", "OLSQueryParseError");
    }

    [Fact]
    public async Task What_a_scan_cannot_be_is_refused_by_name()
    {
        await using SplBench bench = await CreateAsync();
        (await bench.Api.SearchRawAsync("* | select count(*)", more: Scan)).Fails(501, "NotImplemented", "SQL with session = mode=scan");
        (await bench.Api.SearchRawAsync("* | with_pack_meta", more: Scan)).Fails(501, "NotImplemented", "with_pack_meta");
        (await bench.Api.SearchRawAsync("* | set session mode=scan; select 1")).Fails(501, "NotImplemented", "mode = scan");
        (await bench.Api.SearchRawAsync("*", more: ",\"session\":\"mode=fast\"")).Fails(501, "NotImplemented", "mode=fast");
        (await bench.Api.SearchRawAsync("*", more: Scan + ",\"forward\":\"on\"")).Fails(400, "ParameterInvalid", "forward is 'on'");
        LogsApi api = bench.Api;
        (await api.CallAsync("GET", $"?type=histogram&from={api.Now - 60}&to={api.Now}&query=*&session=mode=scan")).Fails(501, "NotImplemented", "histogram");
        (await api.CallAsync("GET", $"?type=histogram&from={api.Now - 60}&to={api.Now}&query=* | where a = 'b'")).Fails(400, "ParameterInvalid", "histogram");
    }

    [Fact]
    public async Task Scan_that_broke_off_has_half_of_its_rows()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        await using SplBench bench = await SplBench.CreateAsync(emulator);
        await bench.PutEachAsync([("n", "1")], [("n", "2")], [("n", "3")], [("n", "4")]);
        emulator.Services.Logs.IsComplete = _ => false;
        JsonNode answer = await bench.Api.SearchAsync("* | where n <> '1'");
        Assert.Equal(("Incomplete", 1), ((string)answer["meta"]!["progress"]!, (int)answer["meta"]!["count"]!));
    }

    [Fact]
    public async Task Time_limit_ends_a_scan_and_a_pull()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        await using SplBench bench = await SplBench.CreateAsync(emulator);
        await bench.PutAsync([.. Enumerable.Range(0, 2_000).Select(i => ((string, string)[])[("n", $"{i}")])]);
        emulator.Services.Logs.Sql.TimeLimit = TimeSpan.FromMilliseconds(1);
        string slow = "* | where " + string.Join(" and ", Enumerable.Repeat("regexp_like(concat(n, '" + new string('x', 200) + "'), '^(a?x*[0-9]+)+x*$')", 20));
        (await bench.Api.SearchRawAsync(slow)).Fails(400, "ParameterInvalid", "Query exceeded maximum time limit of 0.00s");
        (await bench.PullRawAsync(slow)).Fails(400, "ParameterInvalid", "Query exceeded maximum time limit of 0.00s");
        emulator.Services.Logs.Sql.TimeLimit = TimeSpan.FromSeconds(55);
        emulator.Services.Logs.Sql.MemoryLimit = 10_000;
        (await bench.PullRawAsync("* | extend m = n")).Fails(400, "ParameterInvalid", "max memory");
    }

    private async Task<SplBench> CreateAsync()
    {
        SplBench bench = await SplBench.CreateAsync(fixture.Emulator);
        await bench.PutEachAsync([("app", "web"), ("n", "1")], [("app", "web"), ("n", "2")], [("app", "web"), ("n", "3")], [("app", "db"), ("n", "4")]);
        return bench;
    }
}
