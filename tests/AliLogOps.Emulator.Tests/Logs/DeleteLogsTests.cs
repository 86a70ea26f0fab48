using System.Text.Json.Nodes;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Protos;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Logs;

/// <summary>Deleting what a search finds.</summary>
public sealed class DeleteLogsTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private const string Index = """{"line":{"token":[" "]},"keys":{"k":{"type":"text","token":[" "],"doc_value":true}}}""";

    [Fact]
    public async Task What_a_search_finds_is_gone_from_searches_sql_and_pulls()
    {
        LogsApi api = await LogsApi.CreateAsync(fixture.Emulator, Index, shards: 1);
        LogGroup mixed = api.Group(("k", "red"));
        mixed.Topic = "t";
        mixed.Logs.AddRange(api.Group(("k", "green")).Logs);
        mixed.Logs.AddRange(api.Group(("k", "red"), ("n", "2")).Logs);
        (await api.PutAsync(mixed)).Ok();
        (await api.PutAsync(api.Group(("k", "red")))).Ok();
        (await api.PutAsync(api.Group(("k", "blue")))).Ok();
        Assert.Equal(["blue", "green", "red", "red", "red"], await ValuesAsync(api));

        Assert.Equal("""{"affected_rows":3}""", (await DeleteAsync(api, "red")).Ok().Text);
        Assert.Equal("""{"affected_rows":0}""", (await DeleteAsync(api, "red")).Ok().Text);
        Assert.Equal(["blue", "green"], await ValuesAsync(api));
        Assert.Equal("2", (string?)(await api.SearchAsync("* | select count(*) as n"))["data"]![0]!["n"]);
        (LogGroupList groups, _) = await api.PullAsync(0, await api.CursorAsync(0, "begin"));
        Assert.Equal(["green", "blue"], groups.LogGroups.SelectMany(group => group.Logs).Select(log => log.Contents[0].Value));
        Assert.Equal("t", groups.LogGroups[0].Topic);

        (await api.PutAsync(api.Group(("k", "red")))).Ok();
        Assert.Equal(["blue", "green", "red"], await ValuesAsync(api));
    }

    [Fact]
    public async Task Only_the_range_is_deleted()
    {
        LogsApi api = await LogsApi.CreateAsync(fixture.Emulator, Index, shards: 1);
        LogGroup group = api.Group(("k", "new"));
        LogGroup old = api.Group(("k", "old"));
        old.Logs[0].Time = (uint)(api.Now - 1000);
        group.Logs.AddRange(old.Logs);
        (await api.PutAsync(group)).Ok();
        Assert.Equal("""{"affected_rows":1}""", (await api.CallAsync("POST", "/deletelogs", $$"""{"from":{{api.Now - 1100}},"to":{{api.Now - 900}},"query":"*"}""")).Ok().Text);
        Assert.Equal(["new"], await ValuesAsync(api));
    }

    [Fact]
    public async Task Deleted_logs_do_not_come_back_after_a_restart()
    {
        using TempFolder folder = new();
        EmulatorOptions options = new() { DataPath = folder.Path };
        LogsApi api;
        await using (TestEmulator emulator = await TestEmulator.StartAsync(options))
        {
            api = await LogsApi.CreateAsync(emulator, Index, shards: 1);
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
            Assert.Equal("""{"affected_rows":39980}""", (await DeleteAsync(api, "odd")).Ok().Text);
            Assert.Equal(40020, await CountAsync(api));
        }
        await using (TestEmulator emulator = await TestEmulator.StartAsync(options))
        {
            api = new LogsApi(emulator, api.Project);
            Assert.Equal(40020, await CountAsync(api));
            Assert.Equal("""{"affected_rows":20}""", (await DeleteAsync(api, "first")).Ok().Text);
            Assert.Equal(40000, await CountAsync(api));
        }
    }

    [Fact]
    public async Task A_task_deletes_and_tells_its_progress()
    {
        LogsApi api = await LogsApi.CreateAsync(fixture.Emulator, Index, shards: 1);
        (await api.PutAsync(api.Group(("k", "red")))).Ok();
        (await api.PutAsync(api.Group(("k", "blue")))).Ok();
        long from = api.Now - 60;
        long to = api.Now + 60;
        string id = (string)(await api.CallAsync("POST", "/deletelogtasks", $$"""{"from":{{from}},"to":{{to}},"query":"red","topic":"","accurate":true,"type":"logs"}""")).Ok().Json["taskId"]!;
        Assert.Equal(["blue"], await ValuesAsync(api));
        string task = $$"""{"taskId":"{{id}}","from":{{from}},"to":{{to}},"query":"red","progress":100,"errorCode":0,"errorMessage":""}""";
        Assert.Equal(task, (await api.CallAsync("GET", $"/deletelogtasks/{id}?type=deletelogtasks&taskId={id}")).Ok().Text);
        Assert.Equal($$"""{"count":1,"total":1,"tasks":[{{task}}]}""", (await api.CallAsync("GET", "/deletelogtasks?type=deletelogtasks")).Ok().Text);
        Assert.Equal("""{"count":0,"total":1,"tasks":[]}""", (await api.CallAsync("GET", "/deletelogtasks?type=deletelogtasks&offset=1")).Ok().Text);
        (await api.CallAsync("GET", "/deletelogtasks/none?type=deletelogtasks")).Fails(400, "ParameterInvalid", "none");
        (await api.CallAsync("POST", "/deletelogtasks", $$"""{"from":{{from}},"to":{{to}},"query":"blue","type":"metrics"}""")).Fails(501, "NotImplemented", "metrics");
        (await api.CallAsync("POST", "/deletelogtasks", $$"""{"from":{{from}},"to":{{to}},"query":"","type":"logs"}""")).Fails(400, "ParameterInvalid", "query is empty");
        Assert.Equal(["blue"], await ValuesAsync(api));
    }

    [Theory]
    [InlineData(""" "query":"" """, 400, "ParameterInvalid", "query is empty")]
    [InlineData(""" "topic":"" """, 400, "ParameterInvalid", "query")]
    [InlineData(""" "query":"* | select 1" """, 400, "ParameterInvalid", "sql")]
    [InlineData(""" "query":"a and" """, 400, "ParameterInvalid", "OLSQueryParseError")]
    [InlineData(""" "query":"*","rowId":"1" """, 501, "NotImplemented", "rowId")]
    public async Task A_bad_request_deletes_nothing(string more, int status, string code, string message)
    {
        LogsApi api = await LogsApi.CreateAsync(fixture.Emulator, Index, shards: 1);
        (await api.PutAsync(api.Group(("k", "kept")))).Ok();
        (await api.CallAsync("POST", "/deletelogs", $$"""{"from":{{api.Now - 60}},"to":{{api.Now + 60}},{{more}}}""")).Fails(status, code, message);
        Assert.Equal(["kept"], await ValuesAsync(api));
    }

    private static Task<TestResponse> DeleteAsync(LogsApi api, string query)
    {
        return api.CallAsync("POST", "/deletelogs", $$"""{"from":{{api.Now - 3600}},"to":{{api.Now + 60}},"query":"{{query}}"}""");
    }

    private static async Task<IEnumerable<string>> ValuesAsync(LogsApi api)
    {
        return (await api.SearchAsync("*"))["data"]!.AsArray().Select(row => (string)row!["k"]!).Order(StringComparer.Ordinal);
    }

    private static async Task<long> CountAsync(LogsApi api)
    {
        TestResponse answer = (await api.CallAsync("GET", $"?type=histogram&from={api.Now - 3600}&to={api.Now + 60}&query=*")).Ok();
        return long.Parse(answer.Headers["x-log-count"], System.Globalization.CultureInfo.InvariantCulture);
    }
}
