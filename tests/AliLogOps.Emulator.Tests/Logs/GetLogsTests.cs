using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AliLogOps.Emulator.Protos;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Logs;

/// <summary>GetLogs in both forms and GetHistograms over signed requests.</summary>
public sealed class GetLogsTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private const string Delimiters = SearchFixture.Delimiters;

    private static readonly string s_index = $$$$"""
        {"line":{"token":{{{{Delimiters}}}},"caseSensitive":false,"chn":false},
         "keys":{"app-name":{"type":"text","token":{{{{Delimiters}}}},"doc_value":true},"status":{"type":"long","doc_value":true}}}
        """;

    private readonly TestEmulator _emulator = fixture.Emulator;

    [Fact]
    public async Task Both_forms_return_the_same_log_with_its_group_properties()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, s_index);
        LogGroup group = SampleLog.Group(new SampleLog(("app-name", "todo-list"), ("status", "200"), ("msg", "中 \"x\"\n")) { Time = (uint)api.Now, Topic = "t1", Source = "127.0.0.1", Tags = [("tag1", "v1")] });
        group.Logs[0].TimeNs = 5;
        (await api.PutAsync(group)).Ok();
        string now = group.Logs[0].Time.ToString(CultureInfo.InvariantCulture);
        JsonNode expected = JsonNode.Parse($$"""
            {"__time__":"{{now}}","__time_ns_part__":"5","__source__":"127.0.0.1","__topic__":"t1","__tag__:tag1":"v1",
             "app-name":"todo-list","status":"200","msg":"中 \"x\"\n"}
            """)!;

        TestResponse older = (await api.CallAsync("GET", $"?type=log&from={api.Now - 60}&to={api.Now + 60}&query=app-name: todo-list")).Ok();
        Assert.Equal(expected.ToJsonString(), Assert.Single(older.Json.AsArray())!.ToJsonString());
        Assert.Equal("Complete", older.Headers["x-log-progress"]);
        Assert.Equal("1", older.Headers["x-log-count"]);
        Assert.Equal("1", older.Headers["x-log-processed-rows"]);
        Assert.Equal("false", older.Headers["x-log-has-sql"]);
        Assert.Equal("app-name: todo-list", older.Headers["x-log-where-query"]);
        JsonNode info = JsonNode.Parse(older.Headers["x-log-query-info"])!;
        Assert.Equal("""[["todo-list","app-name"]]""", info["terms"]!.ToJsonString());

        JsonNode newer = await api.SearchAsync("app-name: todo-list");
        Assert.Equal(expected.ToJsonString(), Assert.Single(newer["data"]!.AsArray())!.ToJsonString());
        JsonNode meta = newer["meta"]!;
        Assert.Equal("Complete", (string)meta["progress"]!);
        Assert.Equal(1, (int)meta["count"]!);
        Assert.False((bool)meta["hasSQL"]!);
        Assert.Equal("app-name: todo-list", (string)meta["whereQuery"]!);
        Assert.Equal("""["__time_ns_part__","__tag__:tag1","app-name","status","msg"]""", meta["keys"]!.ToJsonString());
        Assert.Equal("""[{"key":"app-name","term":"todo-list"}]""", meta["terms"]!.ToJsonString());
        Assert.Equal("None", (string)meta["telementryType"]!);
    }

    [Theory]
    [InlineData("lz4")]
    [InlineData("zstd")]
    [InlineData("deflate")]
    public async Task Newer_form_is_compressed_as_asked(string encoding)
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, s_index);
        (await api.PutAsync(api.Group(("a", "b")))).Ok();
        TestResponse response = (await api.CallAsync(
            "POST", "/logs", $$"""{"from":{{api.Now - 60}},"to":{{api.Now + 60}},"query":"*"}""", request => request["Accept-Encoding"] = encoding)).Ok();
        Assert.Equal(encoding, response.Headers["x-log-compresstype"]);
        Assert.Equal(1, (int)JsonNode.Parse(LogsApi.Inflate(response))!["meta"]!["count"]!);
    }

    [Fact]
    public async Task Logs_come_by_time_then_arrival_and_newest_first_in_reverse()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, s_index);
        uint now = (uint)api.Now;
        int[] seconds = [3, 1, 2, 1, 3, 2];
        for (int i = 0; i < seconds.Length; i++)
        {
            (await api.PutAsync(new SampleLog(("n", i.ToString(CultureInfo.InvariantCulture))) { Time = now - 100 + (uint)seconds[i] }.ToGroup())).Ok();
        }
        Assert.Equal("1 3 2 5 0 4", Numbers(await api.SearchAsync("*")));
        Assert.Equal("4 0 5 2 3 1", Numbers(await api.SearchAsync("*", more: ",\"reverse\":true")));
        Assert.Equal("3 2", Numbers(await api.SearchAsync("*", more: ",\"offset\":1,\"line\":2")));
        Assert.Equal("0 5", Numbers(await api.SearchAsync("*", more: ",\"offset\":1,\"line\":2,\"reverse\":true")));
        Assert.Equal("", Numbers(await api.SearchAsync("*", more: ",\"line\":0")));
        Assert.Equal("", Numbers(await api.SearchAsync("*", more: ",\"offset\":6")));
        Assert.Equal("2 5", Numbers(await api.SearchAsync("*", now - 98, now - 97)));
        Assert.Equal("1 3 2 5", Numbers(await api.SearchAsync("*", now - 99, now - 97)));
    }

    [Fact]
    public async Task Topic_filters_exactly()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, s_index);
        foreach (string topic in (string[])["", "a", "A", "a b"])
        {
            (await api.PutAsync(new SampleLog(("n", topic)) { Time = (uint)api.Now, Topic = topic }.ToGroup())).Ok();
        }
        Assert.Equal("a", Numbers(await api.SearchAsync("*", more: ",\"topic\":\"a\"")));
        Assert.Equal("a b", Numbers(await api.SearchAsync("*", more: ",\"topic\":\"a b\"")));
        Assert.Equal(4, (int)(await api.SearchAsync("*", more: ",\"topic\":\"\""))["meta"]!["count"]!);
    }

    [Fact]
    public async Task Page_has_at_most_100_logs()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, s_index);
        SampleLog[] logs = [.. Enumerable.Range(0, 250).Select(i => new SampleLog(("n", i.ToString(CultureInfo.InvariantCulture))) { Time = (uint)api.Now })];
        (await api.PutAsync(SampleLog.Group(logs))).Ok();
        List<string> seen = [];
        for (int offset = 0; ; offset += 100)
        {
            JsonNode page = await api.SearchAsync("*", more: $",\"offset\":{offset},\"line\":100");
            if ((int)page["meta"]!["count"]! == 0)
            {
                break;
            }
            seen.AddRange(Numbers(page).Split(' '));
        }
        Assert.Equal(logs.Select(log => log.Contents[0].Value), seen);
        Assert.Equal(100, (int)(await api.SearchAsync("*"))["meta"]!["count"]!);
    }

    [Theory]
    [InlineData("\"from\":5,\"to\":5", "InvalidTimeRange")]
    [InlineData("\"from\":6,\"to\":5", "InvalidTimeRange")]
    [InlineData("\"from\":-1,\"to\":5", "InvalidTimeRange")]
    [InlineData("\"to\":5", "InvalidTimeRange")]
    [InlineData("\"from\":\"a\",\"to\":5", "InvalidTimeRange")]
    [InlineData("\"from\":1,\"to\":5,\"line\":101", "InvalidLine")]
    [InlineData("\"from\":1,\"to\":5,\"line\":-1", "InvalidLine")]
    [InlineData("\"from\":1,\"to\":5,\"offset\":-1", "InvalidOffset")]
    [InlineData("\"from\":1,\"to\":5,\"offset\":\"x\"", "InvalidOffset")]
    [InlineData("\"from\":1,\"to\":5,\"reverse\":\"maybe\"", "InvalidReverse")]
    [InlineData("\"from\":1,\"to\":5,\"query\":7", "InvalidQueryString")]
    [InlineData("\"from\":1,\"to\":5,\"query\":\"a and\"", "ParameterInvalid")]
    [InlineData("\"from\":1,\"to\":5,\"query\":\"msg:x\"", "ParameterInvalid")]
    [InlineData("\"from\":1,\"to\":5,\"query\":\"* | select\"", "ParameterInvalid")]
    [InlineData("\"from\":1,\"to\":5,\"query\":\"* |\"", "ParameterInvalid")]
    [InlineData("\"from\":1,\"to\":5,\"query\":\"select count(*)\"", "ParameterInvalid")]
    public async Task Bad_parameters_have_errors_of_their_own(string body, string code)
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, s_index);
        (await api.CallAsync("POST", "/logs", "{" + body + "}")).Fails(400, code);
    }

    [Theory]
    [InlineData("\"session\":\"mode=fast\"")]
    [InlineData("\"highlight\":true")]
    public async Task What_would_change_the_result_and_is_not_built_is_refused(string member)
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, s_index);
        (await api.CallAsync("POST", "/logs", "{\"from\":1,\"to\":5," + member + "}")).Fails(501, "NotImplemented");
    }

    [Fact]
    public async Task Errors_of_the_query_are_the_services_own()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, s_index);
        (await api.SearchRawAsync("category:x")).Fails(400, "ParameterInvalid", "key (category) is not config as key value config,if symbol : is in your log,please wrap : with quotation mark \"");
        (await api.SearchRawAsync("(a")).Fails(400, "ParameterInvalid", "ErrorType:OLSQueryParseError");
        (await api.SearchRawAsync("select 1")).Fails(400, "ParameterInvalid", "sql query must follow search query");
        (await api.CallAsync("GET", "?type=log&from=9&to=9")).Fails(400, "InvalidTimeRange");
        (await new LogsApi(_emulator, api.Project, "missing").SearchRawAsync("*")).Fails(404, "LogStoreNotExist");
    }

    [Fact]
    public async Task Search_needs_an_index_and_finds_what_was_written_under_one()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator);
        (await api.PutAsync(api.Group(("n", "before")))).Ok();
        (await api.SearchRawAsync("*")).Fails(400, "IndexConfigNotExist", "logstore without index config");
        (await api.CallAsync("GET", "?type=histogram&from=1&to=5")).Fails(400, "IndexConfigNotExist");
        (await api.CallAsync("POST", "/index", s_index)).Ok();
        (await api.PutAsync(api.Group(("n", "after")))).Ok();
        Assert.Equal("after", Numbers(await api.SearchAsync("*")));
        Assert.Equal("", Numbers(await api.SearchAsync("before")));
    }

    [Fact]
    public async Task Older_logs_are_found_as_they_were_indexed()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, """{"keys":{"v":{"type":"text","token":[" "]},"w":{"type":"text","token":[" "]}}}""");
        (await api.PutAsync(api.Group(("n", "old"), ("v", "10 20"), ("w", "5"), ("x", "1")))).Ok();
        (await api.CallAsync("PUT", "/index", """{"keys":{"v":{"type":"text","token":["-"]},"w":{"type":"long"},"x":{"type":"text","token":[]}}}""")).Ok();
        (await api.PutAsync(api.Group(("n", "new"), ("v", "10 20"), ("w", "5"), ("x", "1")))).Ok();
        Assert.Equal("old", Numbers(await api.SearchAsync("v:10")));
        Assert.Equal("old new", Numbers(await api.SearchAsync("w=5")));
        Assert.Equal("new", Numbers(await api.SearchAsync("w>4")));
        Assert.Equal("new", Numbers(await api.SearchAsync("x:1")));
    }

    [Fact]
    public async Task Numeric_operator_on_text_searches_for_words()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, s_index);
        (await api.PutAsync(api.Group(("n", "0"), ("app-name", "todo-list")))).Ok();
        (await api.PutAsync(api.Group(("n", "1"), ("app-name", "other"), ("msg", "started todo-list")))).Ok();
        (await api.PutAsync(api.Group(("n", "2"), ("app-name", "other")))).Ok();
        Assert.Equal("0 1", Numbers(await api.SearchAsync("app-name=todo-list")));
        Assert.Equal("0", Numbers(await api.SearchAsync("app-name: todo-list")));
    }

    [Fact]
    public async Task Search_that_broke_off_says_so()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        LogsApi api = await LogsApi.CreateAsync(emulator, s_index);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => api.PutAsync(api.Group(("n", "x")))));
        emulator.Services.Logs.IsComplete = _ => false;
        JsonNode part = await api.SearchAsync("*");
        Assert.Equal(("Incomplete", 2), ((string)part["meta"]!["progress"]!, (int)part["meta"]!["count"]!));
        TestResponse older = (await api.CallAsync("GET", $"?type=log&from={api.Now - 60}&to={api.Now + 60}")).Ok();
        Assert.Equal("Incomplete", older.Headers["x-log-progress"]);
        emulator.Services.Logs.IsComplete = _ => true;
        Assert.Equal(4, (int)(await api.SearchAsync("*"))["meta"]!["count"]!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/index")]
    public async Task Histogram_covers_the_range_and_adds_up(string path)
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, s_index);
        uint now = (uint)api.Now;
        for (uint i = 0; i < 5; i++)
        {
            (await api.PutAsync(new SampleLog(("n", "x")) { Time = now - (100 * i) }.ToGroup())).Ok();
        }
        (await api.PutAsync(api.Group(("n", "y")))).Ok();
        long from = now - 350;
        long to = now + 1;
        TestResponse response = (await api.CallAsync("GET", $"{path}?type=histogram&from={from}&to={to}&query=x")).Ok();
        JsonArray buckets = response.Json.AsArray();
        Assert.Equal(from, (long)buckets[0]!["from"]!);
        Assert.Equal(to, (long)buckets[^1]!["to"]!);
        for (int i = 1; i < buckets.Count; i++)
        {
            Assert.Equal((long)buckets[i - 1]!["to"]!, (long)buckets[i]!["from"]!);
        }
        Assert.Equal(4, buckets.Sum(bucket => (int)bucket!["count"]!));
        Assert.Equal("4", response.Headers["x-log-count"]);
        Assert.Equal("Complete", response.Headers["x-log-progress"]);
        Assert.All(buckets, bucket => Assert.Equal("Complete", (string)bucket!["progress"]!));
        foreach (JsonNode? bucket in buckets)
        {
            int expected = Enumerable.Range(0, 5).Count(i => now - (100 * i) >= (long)bucket!["from"]! && now - (100 * i) < (long)bucket["to"]!);
            Assert.Equal(expected, (int)bucket!["count"]!);
        }
    }

    [Fact]
    public async Task Histogram_refuses_SQL()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, s_index);
        (await api.CallAsync("GET", "?type=histogram&from=1&to=5&query=* | select 1")).Fails(400, "ParameterInvalid");
    }

    [Fact]
    public async Task Deleted_logstore_takes_its_logs_along()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, s_index);
        (await api.PutAsync(api.Group(("n", "old")))).Ok();
        Assert.Equal("old", Numbers(await api.SearchAsync("*")));
        (await api.CallAsync("DELETE", "")).Ok();
        (await _emulator.CallAsync("POST", api.Project, "/logstores", """{"logstoreName":"store","ttl":30,"shardCount":1}""")).Ok();
        (await api.CallAsync("POST", "/index", s_index)).Ok();
        (await api.PutAsync(api.Group(("n", "new")))).Ok();
        Assert.Equal("new", Numbers(await api.SearchAsync("*")));
    }

    private static string Numbers(JsonNode result)
    {
        return string.Join(' ', result["data"]!.AsArray().Select(row => (string)row!["n"]!));
    }
}
