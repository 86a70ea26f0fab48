using System.Text.Json.Nodes;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Logs;

/// <summary>SQL through both forms of GetLogs.</summary>
public sealed class SqlQueryTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private const string Index = """
        {"line":{"token":[" "]},"keys":{"app":{"type":"text","token":[" "],"doc_value":true},"ms":{"type":"long","doc_value":true},"quiet":{"type":"text","token":[" "]}}}
        """;

    private readonly TestEmulator _emulator = fixture.Emulator;

    [Fact]
    public async Task Both_forms_give_the_same_rows_and_say_that_they_are_SQL()
    {
        LogsApi api = await CreateAsync();
        const string Query = "app: a* | select ms, app, nullif(ms, 7) as 中 order by ms desc";
        JsonNode answer = await api.SearchAsync(Query);
        const string Rows = """[{"ms":"9","app":"b a","中":"9"},{"ms":"7","app":"a","中":"null"}]""";
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Rows), answer["data"]), answer.ToJsonString());
        JsonNode meta = answer["meta"]!;
        Assert.Equal("Complete", (string)meta["progress"]!);
        Assert.True((bool)meta["hasSQL"]!);
        Assert.Equal(("app: a*", "select ms, app, nullif(ms, 7) as 中 order by ms desc"), ((string)meta["whereQuery"]!, (string)meta["aggQuery"]!));
        Assert.Equal((2, 2, 100), ((int)meta["count"]!, (int)meta["processedRows"]!, (int)meta["limited"]!));
        Assert.Equal("""["ms","app","中"]""", Text(meta["keys"]!));
        Assert.Equal("""["bigint","varchar","bigint"]""", Text(meta["columnTypes"]!));
        Assert.Equal("""[{"key":"app","term":"a*"}]""", Text(meta["terms"]!));

        TestResponse older = (await api.CallAsync("GET", $"?type=log&from={api.Now - 60}&to={api.Now + 60}&query=app: a* | select count(*) as n&line=1&reverse=true")).Ok();
        Assert.Equal("""[{"n":"2"}]""", older.Text);
        Assert.Equal(("true", "Complete", "1", "2"), (older.Headers["x-log-has-sql"], older.Headers["x-log-progress"], older.Headers["x-log-count"], older.Headers["x-log-processed-rows"]));
        Assert.Equal(("app: a*", "select count(*) as n"), (older.Headers["x-log-where-query"], older.Headers["x-log-agg-query"]));
        Assert.Equal("""["n"]""", Text(JsonNode.Parse(older.Headers["x-log-query-info"])!["keys"]!));
    }

    [Fact]
    public async Task Errors_are_the_services_own()
    {
        LogsApi api = await CreateAsync();
        (await api.SearchRawAsync("* | select nope")).Fails(400, "ParameterInvalid", "ErrorType:ColumnNotExists.ErrorPosition,line:1,column:9.ErrorMessage:line 1:9: Column 'nope' cannot be resolved;please add the column in the index attribute");
        (await api.SearchRawAsync("* | select quiet")).Fails(400, "ParameterInvalid", "Column 'quiet' cannot be resolved");
        (await api.SearchRawAsync("* | select frob(1)")).Fails(400, "ParameterInvalid", "Function frob not registered");
        (await api.SearchRawAsync("* | select count(*)", more: ",\"offset\":5")).Fails(400, "ParameterInvalid", "offset is not available for pagination in sql query, please use limit x,y syntax for pagination.");
        (await api.SearchRawAsync("* | select ip_to_city('1.1.1.1')")).Fails(501, "NotImplemented", "ip_to_city");
        (await api.SearchRawAsync("* | select time_series(__time__, '1m', '%H', '0') as t, count(*) group by t", to: 253_402_300_799)).Fails(400, "ParameterInvalid", "more than 100000 windows");
        (await api.SearchRawAsync("app: | select 1")).Fails(400, "ParameterInvalid", "ErrorType:OLSQueryParseError");
        (await api.SearchRawAsync("select 1 | select 1")).Fails(400, "ParameterInvalid", "sql query must follow search query");
        (await (await LogsApi.CreateAsync(_emulator)).SearchRawAsync("* | select 1")).Fails(400, "IndexConfigNotExist");
    }

    [Fact]
    public async Task Older_logs_have_the_columns_and_types_of_their_time()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, """{"keys":{"a":{"type":"text","token":[],"doc_value":true},"b":{"type":"text","token":[]},"c":{"type":"text","token":[],"doc_value":true}}}""");
        (await api.PutAsync(api.Group(("a", "1"), ("b", "2"), ("c", "3")))).Ok();
        (await api.CallAsync("PUT", "/index", """{"keys":{"a":{"type":"text","token":[],"doc_value":true},"b":{"type":"text","token":[],"doc_value":true},"c":{"type":"long","doc_value":true}}}""")).Ok();
        (await api.PutAsync(api.Group(("a", "1"), ("b", "2"), ("c", "3")))).Ok();
        JsonNode answer = await api.SearchAsync("* | select a, b, c, count(*) as n group by a, b, c order by b nulls first");
        Assert.Equal("""[{"a":"1","b":"null","c":"null","n":"1"},{"a":"1","b":"2","c":"3","n":"1"}]""", Text(answer["data"]!));
    }

    [Fact]
    public async Task Logstore_of_mode_query_refuses_SQL()
    {
        LogsApi api = await CreateAsync();
        (await api.CallAsync("PUT", "", """{"logstoreName":"store","ttl":30,"shardCount":2,"mode":"query"}""")).Ok();
        (await api.SearchRawAsync("* | select 1")).Fails(400, "ParameterInvalid", "mode query");
        Assert.Equal(3, (int)(await api.SearchAsync("*"))["meta"]!["count"]!);
    }

    [Fact]
    public async Task Sees_only_the_range_the_topic_and_its_own_logstore()
    {
        LogsApi api = await CreateAsync();
        LogsApi other = await CreateAsync();
        (await other.PutAsync(other.Group(("app", "foreign")))).Ok();
        (await api.PutAsync(new SampleLog(("app", "t")) { Time = (uint)api.Now - 10, Topic = "topic" }.ToGroup())).Ok();
        Assert.Equal("4", await ValueAsync(api, "* | select count(*) as n"));
        Assert.Equal("1", await ValueAsync(api, "* | select count(*) as n", ",\"topic\":\"topic\""));
        Assert.Equal("0", await ValueAsync(api, "* | select count(*) as n from store where app = 'foreign'"));
        Assert.Equal("0", (string)(await api.SearchAsync("* | select count(*) as n", api.Now - 3000, api.Now - 2000))["data"]![0]!["n"]!);
    }

    [Fact]
    public async Task Search_that_broke_off_gives_the_rows_of_a_part()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        LogsApi api = await LogsApi.CreateAsync(emulator, Index);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => api.PutAsync(api.Group(("app", "x")))));
        emulator.Services.Logs.IsComplete = _ => false;
        JsonNode part = await api.SearchAsync("* | select count(*) as n");
        Assert.Equal(("Incomplete", "2"), ((string)part["meta"]!["progress"]!, (string)part["data"]![0]!["n"]!));
    }

    private async Task<LogsApi> CreateAsync()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, Index);
        (await api.PutAsync(SampleLog.Group(
            new SampleLog(("app", "a"), ("ms", "7"), ("quiet", "q")) { Time = (uint)api.Now - 5 },
            new SampleLog(("app", "b a"), ("ms", "9")) { Time = (uint)api.Now - 4 },
            new SampleLog(("app", "c"), ("ms", "1")) { Time = (uint)api.Now - 3 }))).Ok();
        return api;
    }

    private static async Task<string> ValueAsync(LogsApi api, string query, string more = "")
    {
        return (string)(await api.SearchAsync(query, more: more))["data"]![0]!["n"]!;
    }

    private static string Text(JsonNode node)
    {
        return node.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
