using System.Text.Json.Nodes;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Protos;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Logs;

/// <summary>Deleting logs: those who query see them no more, those who pull still do.</summary>
public sealed class DeleteLogsTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private readonly TestEmulator _emulator = fixture.Emulator;

    [Fact]
    public async Task What_a_search_finds_is_gone_from_searches_and_sql_and_still_pulled()
    {
        LogsApi api = await RowsApi.CreateAsync(_emulator);
        LogGroup mixed = api.Group(("k", "red"));
        mixed.Logs.AddRange(api.Group(("k", "green")).Logs);
        mixed.Logs.AddRange(api.Group(("k", "red"), ("n", "2")).Logs);
        (await api.PutAsync(mixed)).Ok();
        (await api.PutAsync(api.Group(("k", "red")))).Ok();
        (await api.PutAsync(api.Group(("k", "blue")))).Ok();
        string end = await api.CursorAsync(0, "end");
        List<string> pulled = await api.PulledAsync();
        Assert.Equal("red green red red blue", await api.ValuesAsync("*"));

        Assert.Equal(3, await api.DeleteAsync(api.ByQuery("red")));
        Assert.Equal(0, await api.DeleteAsync(api.ByQuery("red")));
        Assert.Equal("green blue", await api.ValuesAsync("*"));
        Assert.Equal("", await api.ValuesAsync("k: red"));
        Assert.Equal("blue", await api.ValuesAsync("not green"));
        Assert.Equal("2", await api.SqlAsync("* | select count(*) as n"));
        Assert.Equal(2, await api.CountAsync());
        Assert.Equal(pulled, await api.PulledAsync());
        Assert.Equal(end, await api.CursorAsync(0, "end"));

        (await api.PutAsync(api.Group(("k", "red")))).Ok();
        Assert.Equal("green blue red", await api.ValuesAsync("*"));
        Assert.Equal(6, (await api.PulledAsync()).Count);
    }

    [Fact]
    public async Task A_row_id_deletes_its_log_only_and_wins_over_a_query()
    {
        LogsApi api = await RowsApi.CreateAsync(_emulator);
        LogGroup group = api.Group(("k", "a"), ("n", "1"));
        group.Logs.AddRange(api.Group(("k", "a"), ("n", "2")).Logs);
        (await api.PutAsync(group)).Ok();
        string row = await api.ByRowAsync("n: 2");
        Assert.Equal(1, await api.DeleteAsync(row + ",\"query\":\"n: 1 and nonsense (\""));
        Assert.Equal("1", await api.ValuesAsync("*", "n"));
        Assert.Equal(0, await api.DeleteAsync(row));
        Assert.Equal("1", await api.ValuesAsync("*", "n"));
    }

    [Fact]
    public async Task Only_the_range_is_deleted_and_holds_for_a_row_id_too()
    {
        LogsApi api = await RowsApi.CreateAsync(_emulator);
        LogGroup group = api.Group(("k", "new"));
        LogGroup old = api.Group(("k", "old"));
        old.Logs[0].Time = (uint)(api.Now - 1000);
        long time = old.Logs[0].Time;
        group.Logs.AddRange(old.Logs);
        (await api.PutAsync(group)).Ok();
        string row = await api.ByRowAsync("old");
        Assert.Equal(0, await api.DeleteAsync($$"""{{row}},"from":{{time - 10}},"to":{{time}}"""));
        Assert.Equal(0, await api.DeleteAsync($$""" "from":{{time - 10}},"to":{{time}},"query":"*" """));
        Assert.Equal(0, await api.DeleteAsync($$"""{{row}},"from":{{time + 1}}"""));
        Assert.Equal(1, await api.DeleteAsync($$""" "from":{{time}},"to":{{time + 1}},"query":"*" """));
        Assert.Equal("new", await api.ValuesAsync("*"));
        row = await api.ByRowAsync("new");
        Assert.Equal(1, await api.DeleteAsync($$"""{{row}},"from":{{time}},"to":{{api.Now + 1}}"""));
    }

    [Fact]
    public async Task A_row_id_that_names_no_log_affects_nothing()
    {
        LogsApi api = await RowsApi.CreateAsync(_emulator);
        LogsApi other = await RowsApi.CreateAsync(_emulator);
        (await api.PutAsync(api.Group(("k", "kept")))).Ok();
        (await other.PutAsync(other.Group(("k", "other")))).Ok();
        string id = await api.RowIdAsync("*");
        Assert.Equal(0, await api.DeleteAsync(RowsApi.ByRow(id[..^1] + "1")));
        Assert.Equal(0, await api.DeleteAsync(RowsApi.ByRow(id[..^1] + "2147483647")));
        Assert.Equal(0, await api.DeleteAsync(RowsApi.ByRow("0|9999999|0")));
        Assert.Equal(0, await other.DeleteAsync(RowsApi.ByRow(id)));
        Assert.Equal(("kept", "other"), (await api.ValuesAsync("*"), await other.ValuesAsync("*")));
    }

    [Fact]
    public async Task Deleted_logs_do_not_come_back_after_a_restart()
    {
        using TempFolder folder = new();
        EmulatorOptions options = new() { DataPath = folder.Path };
        LogsApi api;
        await using (TestEmulator emulator = await TestEmulator.StartAsync(options))
        {
            api = await RowsApi.CreateAsync(emulator);
            // more logs than one segment takes, so that stored segments are affected
            for (int i = 0; i < 20; i++)
            {
                LogGroup group = api.Group(("k", "first"));
                for (int j = 0; j < 3999; j++)
                {
                    group.Logs.AddRange(api.Group(("k", j % 2 == 0 ? "even" : "odd")).Logs);
                }
                (await api.PutAsync(group)).Ok();
            }
            Assert.Equal(39980, await api.DeleteAsync(api.ByQuery("odd")));
            Assert.Equal(40020, await api.CountAsync());
        }
        await using (TestEmulator emulator = await TestEmulator.StartAsync(options))
        {
            api = new LogsApi(emulator, api.Project);
            Assert.Equal(40020, await api.CountAsync());
            Assert.Equal(0, await api.CountAsync("odd"));
            Assert.Equal(20, await api.DeleteAsync(api.ByQuery("first")));
            Assert.Equal(40000, await api.CountAsync());
        }
    }

    [Fact]
    public async Task Deep_pages_are_those_of_what_is_left()
    {
        LogsApi api = await RowsApi.CreateAsync(_emulator);
        for (int i = 0; i < 3; i++)
        {
            (await api.PutAsync(SampleLog.Group([.. Enumerable.Range(i * 5000, 5000).Select(n => new SampleLog(("n", $"{n}"), ("k", n % 3 == 0 ? "fizz" : "other")) { Time = (uint)api.Now })]))).Ok();
        }
        Assert.Equal("12000 12001", await NumbersAsync(12_000));
        Assert.Equal(5000, await api.DeleteAsync(api.ByQuery("fizz")));
        Assert.Equal("", await NumbersAsync(10_000));
        Assert.Equal("14999", await NumbersAsync(9_999));
        Assert.Equal("7 8", await NumbersAsync(4));
        Assert.Equal(1, await api.UpdateAsync(api.ByQuery("n: 14999"), """{"n":"-1"}"""));
        Assert.Equal("-1", await NumbersAsync(9_999));

        async Task<string> NumbersAsync(int offset)
        {
            JsonArray rows = (await api.SearchAsync("*", more: $$""","offset":{{offset}},"line":2"""))["data"]!.AsArray();
            return string.Join(' ', rows.Select(row => (string)row!["n"]!));
        }
    }

    [Fact]
    public async Task A_task_deletes_of_any_logstore_and_tells_its_progress()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, RowsApi.Index, shards: 1);
        (await api.PutAsync(api.Group(("k", "red")))).Ok();
        (await api.PutAsync(api.Group(("k", "blue")))).Ok();
        long from = api.Now - 60;
        long to = api.Now + 60;
        string id = (string)(await api.CallAsync("POST", "/deletelogtasks", $$"""{"from":{{from}},"to":{{to}},"query":"red","topic":"","accurate":true,"type":"logs"}""")).Ok().Json["taskId"]!;
        Assert.Equal("blue", await api.ValuesAsync("*"));
        Assert.Equal(["k=red", "k=blue"], await api.PulledAsync());
        string task = $$"""{"taskId":"{{id}}","from":{{from}},"to":{{to}},"query":"red","progress":100,"errorCode":0,"errorMessage":""}""";
        Assert.Equal(task, (await api.CallAsync("GET", $"/deletelogtasks/{id}?type=deletelogtasks&taskId={id}")).Ok().Text);
        Assert.Equal($$"""{"count":1,"total":1,"tasks":[{{task}}]}""", (await api.CallAsync("GET", "/deletelogtasks?type=deletelogtasks")).Ok().Text);
        Assert.Equal("""{"count":0,"total":1,"tasks":[]}""", (await api.CallAsync("GET", "/deletelogtasks?type=deletelogtasks&offset=1")).Ok().Text);
        (await api.CallAsync("GET", "/deletelogtasks/none?type=deletelogtasks")).Fails(400, "ParameterInvalid", "none");
        (await api.CallAsync("POST", "/deletelogtasks", $$"""{"from":{{from}},"to":{{to}},"query":"blue","type":"metrics"}""")).Fails(501, "NotImplemented", "metrics");
        (await api.CallAsync("POST", "/deletelogtasks", $$"""{"from":{{from}},"to":{{to}},"query":"","type":"logs"}""")).Fails(400, "ParameterInvalid", "query is empty");
        Assert.Equal("blue", await api.ValuesAsync("*"));
    }

    [Fact]
    public async Task A_topic_without_logs_is_no_topic()
    {
        LogsApi api = await RowsApi.CreateAsync(_emulator);
        foreach (string topic in (string[])["a", "b"])
        {
            LogGroup group = api.Group(("k", topic));
            group.Logs.AddRange(api.Group(("k", "both")).Logs);
            group.Topic = topic;
            (await api.PutAsync(group)).Ok();
        }
        Assert.Equal(2, await api.DeleteAsync(api.ByQuery("both")));
        Assert.Equal("""["a","b"]""", (await api.CallAsync("GET", "?type=topic")).Ok().Text);
        Assert.Equal(1, await api.DeleteAsync(api.ByQuery("a")));
        Assert.Equal("""["b"]""", (await api.CallAsync("GET", "?type=topic")).Ok().Text);
    }

    [Fact]
    public async Task What_has_expired_is_not_deleted()
    {
        ManualClock clock = new(new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));
        await using TestEmulator emulator = await TestEmulator.StartAsync(clock: clock);
        LogsApi api = await RowsApi.CreateAsync(emulator);
        (await api.PutAsync(api.Group(("k", "old")))).Ok();
        string row = await api.ByRowAsync("*");
        clock.Now = clock.Now.AddDays(30).AddSeconds(1);
        Assert.Equal(0, await api.DeleteAsync(row));
        Assert.Equal(0, await api.UpdateAsync(row, """{"k":"new"}"""));
        clock.Now = clock.Now.AddSeconds(-1);
        Assert.Equal(1, await api.DeleteAsync(row));
    }

    [Fact]
    public async Task A_logstore_made_anew_has_all_its_logs()
    {
        LogsApi api = await RowsApi.CreateAsync(_emulator);
        (await api.PutAsync(api.Group(("k", "first")))).Ok();
        Assert.Equal(1, await api.DeleteAsync(api.ByQuery("*")));
        (await _emulator.CallAsync("DELETE", api.Project, "/logstores/store")).Ok();
        Assert.Equal(0, _emulator.Services.Database.Read(session => session.Scalar<long>(
            "SELECT count(*) FROM row_change WHERE group_id NOT IN (SELECT id FROM log_group)")));
        (await _emulator.CallAsync("POST", api.Project, "/logstores", """{"logstoreName":"store","ttl":1,"shardCount":1,"enableModify":true}""")).Ok();
        (await api.CallAsync("POST", "/index", RowsApi.Index)).Ok();
        (await api.PutAsync(api.Group(("k", "second")))).Ok();
        Assert.Equal("second", await api.ValuesAsync("*"));
    }
}
