using System.Globalization;
using System.Text.Json.Nodes;
using AliLogOps.Emulator.Tests.Logs;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Sql;

/// <summary>GetProjectLogs: statements over the logstores of a project, with results worked out by hand (see ProjectFixture).</summary>
public sealed class ProjectLogsTests(ProjectFixture project) : IClassFixture<ProjectFixture>
{
    [Theory]
    // one logstore
    [InlineData("SELECT COUNT(*) as pv FROM nginx-access where __time__ > @T and __time__ < @T + 25", "2")]
    [InlineData("select host, count(*) as n from \"nginx-access\" where __time__ >= @T group by host order by host", "web-1|2,web-2|2")]
    [InlineData("select trace, level from app-2-1b where __time__ between @T + 11 and @T + 12 order by level", "b|ERROR,b|WARN")]
    [InlineData("select n.status from nginx-access n where n.__time__ = @T", "200")]
    [InlineData("select \"nginx-access\".status from nginx-access where __time__ = @T", "200")]
    [InlineData("select status, \"__tag__:pod\", __source__ from nginx-access as n where __time__ = @T", "200|p1|10.0.0.1")]
    [InlineData("select \"app-name\" from app-2-1b where __time__ = @T + 400", "shop")]
    [InlineData("select host from log where __time__ >= @T", "other")]
    [InlineData("select count(*) from nginx-access where __time__ - 5 >= @T and __time__ >= @T", "3")]
    [InlineData("set session parallel_sql=true; select count(*) from nginx-access where __time__ >= @T", "4")]
    [InlineData("select /* all */ sum(status) from nginx-access where __time__ >= @T -- up to now", "1604")]
    // several of them
    [InlineData("select n.trace, n.status, a.level from nginx-access n join app-2-1b a on n.trace = a.trace where n.__time__ >= @T and n.__time__ < @T + 300 and a.__time__ >= @T and a.__time__ < @T + 300 order by 1, 3", "a|200|INFO,b|500|ERROR,b|500|WARN,d|500|ERROR")]
    [InlineData("select n.trace, a.level from nginx-access n left join app-2-1b a on n.trace = a.trace and a.__time__ between @T and @T + 300 where n.__time__ >= @T order by 1, 2", "a|INFO,b|ERROR,b|WARN,c|null,d|ERROR")]
    [InlineData("select n.trace, a.trace as t from nginx-access n, app-2-1b a where n.__time__ = a.__time__ and n.__time__ >= @T order by 1", "a|a,d|d")]
    [InlineData("select trace, status, level from nginx-access join app-2-1b using (trace) where status = 200 and \"nginx-access\".__time__ >= @T and \"app-2-1b\".__time__ >= @T", "a|200|INFO")]
    [InlineData("select a.trace, b.__time__ - a.__time__ as later from app-2-1b a join app-2-1b b on a.trace = b.trace where a.level = 'WARN' and b.level = 'LATE' and a.__time__ >= @T and b.__time__ >= @T", "b|388")]
    [InlineData("select n.host, l.host as second from nginx-access n cross join log l where n.__time__ = @T and l.__time__ >= @T", "web-1|other")]
    [InlineData("select trace from nginx-access where status = 500 and __time__ >= @T union select trace from app-2-1b where level = 'INFO' and __time__ >= @T order by trace", "a,b,d")]
    [InlineData("select trace from nginx-access where __time__ >= @T except select trace from app-2-1b where __time__ >= @T", "c")]
    [InlineData("with e as (select trace, count(*) as n from app-2-1b where level = 'ERROR' and __time__ >= @T group by trace) select x.host, sum(e.n) as errors from e join nginx-access x on x.trace = e.trace where x.__time__ >= @T group by x.host order by 1", "web-1|1,web-2|1")]
    [InlineData("select trace from nginx-access where __time__ >= @T and trace in (select trace from app-2-1b where level = 'WARN' and __time__ >= @T)", "b")]
    [InlineData("select x.trace, n.status from (select trace from app-2-1b where level = 'LATE' and __time__ >= @T) x join nginx-access n on n.trace = x.trace where n.__time__ >= @T", "b|500")]
    [InlineData("with log as (select trace from app-2-1b where __time__ = @T) select count(*) from log", "1")]
    [InlineData("select trace || '||' || level from app-2-1b where __time__ = @T", "a||INFO")]
    public async Task Statement_gives_its_rows(string statement, string expected)
    {
        Assert.Equal(expected, string.Join(',', await project.RowsAsync(statement)));
    }

    [Fact]
    public async Task Dates_are_those_of_the_services_zone()
    {
        string from = DateTimeOffset.FromUnixTimeSeconds(project.Start + 10 + (8 * 3600)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        string to = DateTimeOffset.FromUnixTimeSeconds(project.Start + 30 + (8 * 3600)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        TestResponse response = (await project.CallAsync($"select trace, __date__ from nginx-access where __date__ >= '{from}' and __date__ < '{to}' order by trace")).Ok();
        Assert.Equal("2", response.Headers["x-log-processed-rows"]);
        string[] rows = ProjectFixture.Rows(response);
        Assert.Equal(["b", "c"], rows.Select(row => row.Split('|')[0]));
        Assert.Equal($"b|{from}", rows[0]);
    }

    [Fact]
    public async Task Answer_has_the_form_of_GetLogs()
    {
        TestResponse response = (await project.CallAsync(
            "select n.trace, nullif(n.status, 500) as 中, a.level from nginx-access n join app-2-1b a using (__time__) where __time__ >= @T order by 1", "&powerSql=true&line=1&offset=7&reverse=x&frob=1")).Ok();
        Assert.Equal("""[{"trace":"a","中":"200","level":"INFO"},{"trace":"d","中":"null","level":"ERROR"}]""", response.Text);
        Assert.Equal(
            ("Complete", "2", "9", "true", ""),
            (response.Headers["x-log-progress"], response.Headers["x-log-count"], response.Headers["x-log-processed-rows"], response.Headers["x-log-has-sql"], response.Headers["x-log-where-query"]));
        Assert.True(long.Parse(response.Headers["x-log-elapsed-millisecond"], CultureInfo.InvariantCulture) >= 0);
        Assert.StartsWith("select n.trace, nullif(n.status, 500) as \\u4e2d, a.level", response.Headers["x-log-agg-query"], StringComparison.Ordinal);
        JsonNode info = JsonNode.Parse(response.Headers["x-log-query-info"])!;
        Assert.Equal(["trace", "中", "level"], info["keys"]!.AsArray().Select(key => (string)key!));
        Assert.Equal(["varchar", "bigint", "varchar"], info["columnTypes"]!.AsArray().Select(type => (string)type!));
        Assert.Equal((100, 0, 0), ((int)info["limited"]!, (int)info["mode"]!, info["terms"]!.AsArray().Count));
    }

    [Fact]
    public async Task Star_gives_the_columns_of_each_logstore()
    {
        TestResponse response = (await project.CallAsync("select * from log where __time__ >= @T")).Ok();
        Assert.Equal("trace host status __topic__ __source__ __time__".Split(' '), response.Json[0]!.AsObject().Select(member => member.Key));
        TestResponse one = (await project.CallAsync("select a.* from log l, app-2-1b a where l.__time__ >= @T and a.__time__ = @T")).Ok();
        Assert.Equal("trace level app-name __topic__ __source__ __time__".Split(' '), one.Json[0]!.AsObject().Select(member => member.Key));
    }

    [Theory]
    [InlineData("select count(*) from nginx-access", "ParameterInvalid", "ErrorType:SemanticError.ErrorPosition,line:1,column:22.ErrorMessage:line 1:22: logstore nginx-access is not limited by time: compare its __time__ or __date__ with constants in WHERE")]
    [InlineData("select n.trace from nginx-access n join app-2-1b a on n.trace = a.trace where n.__time__ >= @T", "ParameterInvalid", "logstore app-2-1b is not limited by time")]
    [InlineData("select level from nginx-access where __time__ >= @T", "ParameterInvalid", "ErrorType:ColumnNotExists.ErrorPosition,line:1,column:8.ErrorMessage:line 1:8: Column 'level' cannot be resolved;please add the column in the index attribute")]
    [InlineData("select quiet from nginx-access where __time__ >= @T", "ParameterInvalid", "Column 'quiet' cannot be resolved")]
    [InlineData("select a.status from nginx-access n, app-2-1b a where n.__time__ >= @T and a.__time__ >= @T", "ParameterInvalid", "Column 'a.status' cannot be resolved")]
    [InlineData("select trace from nginx-access n, app-2-1b a where n.__time__ >= @T and a.__time__ >= @T", "ParameterInvalid", "Column 'trace' is ambiguous")]
    [InlineData("select 1 from nginx-access n, app-2-1b a where __time__ >= @T", "ParameterInvalid", "Column '__time__' is ambiguous")]
    [InlineData("select n.trace, a.trace from nginx-access n, app-2-1b a where n.__time__ >= @T and n.__time__ = a.__time__", "ParameterInvalid", "Column name 'trace' specified more than once")]
    [InlineData("select trace, count(*) from nginx-access where __time__ >= @T", "ParameterInvalid", "'trace' not in GROUP BY clause")]
    [InlineData("select count(*) where __time__ >= @T", "ParameterInvalid", "FROM is missing: a statement over a project names the logstores it reads")]
    [InlineData("select x from unnest(array[1, 2]) as t(x)", "ParameterInvalid", "FROM is missing")]
    [InlineData("select x.y from other-project.store where __time__ >= @T", "ParameterInvalid", "other-project cannot be followed by '.': a logstore is named by itself, and those of other projects cannot be")]
    [InlineData("select 1 from 2app where __time__ >= @T", "ParameterInvalid", "identifiers must not start with a digit; surround the identifier with double quotes")]
    [InlineData("select 1 from nginx -access where __time__ >= @T", "ParameterInvalid", "mismatched input '-'")]
    [InlineData("select 1 from nginx-access n-b where __time__ >= @T", "ParameterInvalid", "mismatched input '-'")]
    [InlineData("select 1 from nginx-1.5 where __time__ >= @T", "ParameterInvalid", "mismatched input '-'")]
    [InlineData("select frob(1) from nginx-access where __time__ >= @T", "ParameterInvalid", "Function frob not registered")]
    [InlineData("select 1 from nginx-access where __time__ >= '@T'", "ParameterInvalid", "'>=' cannot be applied to bigint, varchar")]
    [InlineData("* | select count(*) from nginx-access where __time__ >= @T", "ParameterInvalid", "leave out the bar and what stands before it, and name the logstore, as in select count(*) from my-logstore where")]
    [InlineData("status: 500 | select count(*)", "ParameterInvalid", "SQL without a search part")]
    [InlineData("status: 500", "ParameterInvalid", "mismatched input 'status' expecting 'SELECT'")]
    [InlineData("select 1 from nginx-access where __time__ >= @T | select 2", "ParameterInvalid", "extraneous input '|'")]
    [InlineData("", "InvalidQueryString", "query is empty: write a statement, as in select count(*) from my-logstore where")]
    [InlineData("  ", "InvalidQueryString", "query is empty")]
    [InlineData("select 1 from plain where __time__ >= @T", "IndexConfigNotExist", "logstore without index config: plain")]
    public async Task Wrong_statement_gets_the_error_of_its_mistake(string statement, string code, string message)
    {
        (await project.CallAsync(statement)).Fails(400, code, message);
    }

    [Theory]
    [InlineData("select 1 from nothing-here where __time__ >= @T", "nothing-here")]
    [InlineData("select 1 from nginx-access n join nothing-here x on n.trace = x.trace where n.__time__ >= @T", "nothing-here")]
    [InlineData("select 1 from \"nginx-access \" where __time__ >= @T", "nginx-access ")]
    [InlineData("select 1 from nginx--access\nwhere __time__ >= @T", "nginx")]
    [InlineData("select 1 from NGINX-access where __time__ >= @T", "NGINX-access")]
    [InlineData("select 1 from order-service-2 where __time__ >= @T", "order-service-2")]
    [InlineData("select 1 from (select 1 from unnest-from where __time__ >= @T) x", "unnest-from")]
    [InlineData("select 1 from sqlite_master where __time__ >= @T", "sqlite_master")]
    public async Task Unknown_logstore_is_named(string statement, string name)
    {
        (await project.CallAsync(statement)).Fails(404, "LogStoreNotExist", $"logstore {name} does not exist");
    }

    [Fact]
    public async Task Missing_query_and_missing_project_are_refused()
    {
        (await project.Emulator.CallAsync("GET", project.Project, "/logs")).Fails(400, "InvalidQueryString", "query is empty");
        (await project.Emulator.CallAsync("GET", "no-such-project", "/logs?query=select 1 from a where __time__ > 1")).Fails(404, "ProjectNotExist");
    }

    [Fact]
    public async Task What_is_not_built_says_so()
    {
        (await project.CallAsync("select ip_to_city(__source__) from nginx-access where __time__ >= @T")).Fails(501, "NotImplemented", "the function ip_to_city");
        (await project.CallAsync("where status = 1")).Fails(501, "NotImplemented", "the pipeline instruction where");
    }

    [Fact]
    public async Task Logstore_of_another_project_is_not_there()
    {
        string other = EmulatorFixture.NewProjectName();
        await project.Emulator.CreateProjectAsync(other, "foreign-logs");
        LogsApi api = new(project.Emulator, other, "foreign-logs");
        (await api.CallAsync("POST", "/index", """{"keys":{"a":{"type":"text","token":[],"doc_value":true}}}""")).Ok();
        (await api.PutAsync(api.Group(("a", "secret")))).Ok();
        (await project.CallAsync("select * from foreign-logs where __time__ >= @T")).Fails(404, "LogStoreNotExist", "logstore foreign-logs does not exist");
        Assert.Equal("1", (string)(await project.Emulator.CallAsync("GET", other, "/logs?query=select count(*) as n from foreign-logs where __time__ > 1")).Ok().Json[0]!["n"]!);
    }

    [Fact]
    public async Task Logstore_without_analysis_is_refused()
    {
        LogsApi api = await project.AddAsync("searched-only", """{"keys":{"a":{"type":"text","token":[],"doc_value":true}}}""", project.Log(0, ("a", "b")));
        Assert.Equal(["1"], await project.RowsAsync("select count(*) from searched-only where __time__ >= @T"));
        (await api.CallAsync("PUT", "", """{"logstoreName":"searched-only","ttl":30,"shardCount":2,"mode":"query"}""")).Ok();
        (await project.CallAsync("select count(*) from searched-only where __time__ >= @T"))
            .Fails(400, "ParameterInvalid", "logstore searched-only has the mode query, which does not support analysis: leave it out of the statement");
    }

    [Fact]
    public async Task Deleted_logstore_is_gone_for_the_next_statement()
    {
        LogsApi api = await project.AddAsync("short-lived", """{"keys":{"a":{"type":"text","token":[],"doc_value":true}}}""", project.Log(0, ("a", "b")));
        const string Statement = "select n.status, s.a from nginx-access n join short-lived s using (__time__) where __time__ >= @T";
        Assert.Equal(["200|b"], await project.RowsAsync(Statement));
        (await api.CallAsync("DELETE", "")).Ok();
        (await project.CallAsync(Statement)).Fails(404, "LogStoreNotExist", "logstore short-lived does not exist");
    }

    [Fact]
    public async Task Logstore_that_is_deleted_while_a_statement_is_read_gives_none_of_its_logs()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        LogsApi api = await LogsApi.CreateAsync(emulator, """{"keys":{"a":{"type":"text","token":[],"doc_value":true}}}""");
        (await api.PutAsync(api.Group(("a", "b")))).Ok();
        Task<TestResponse>? deletion = null;
        emulator.Services.Logs.IsComplete = _ =>
        {
            // after it has been found, before its logs are read
            deletion ??= api.CallAsync("DELETE", "");
            deletion.Wait(TestContext.Current.CancellationToken);
            return true;
        };
        TestResponse response = await emulator.CallAsync("GET", api.Project, "/logs?query=select a from store where __time__ > 1");
        (await deletion!).Ok();
        Assert.Equal((200, "[]"), (response.Status, response.Text));
    }

    [Fact]
    public async Task Without_a_limit_there_are_100_rows_and_with_one_as_many_as_it_says()
    {
        SampleLog[] logs = [.. Enumerable.Range(0, 3_000).Select(i => project.Log(i % 100, ("a", i.ToString(CultureInfo.InvariantCulture))))];
        await project.AddAsync("many-logs", """{"keys":{"a":{"type":"long","doc_value":true}}}""", logs);
        Assert.Equal(100, (await project.RowsAsync("select a from many-logs where __time__ >= @T")).Length);
        Assert.Equal(["2999", "2998"], await project.RowsAsync("select a from many-logs where __time__ >= @T order by a desc limit 2"));
        string[] all = await project.RowsAsync("select a from many-logs where __time__ >= @T order by a limit 5000");
        Assert.Equal(Enumerable.Range(0, 3_000).Select(i => i.ToString(CultureInfo.InvariantCulture)), all);
        Assert.Equal(["90000"], await project.RowsAsync("select count(*) from many-logs a join many-logs b using (__time__) where __time__ >= @T"));
        Assert.Equal(9_000, (await project.RowsAsync("select x.a, y.a as b from many-logs x join many-logs y using (__time__) where x.__time__ >= @T and y.a < 300 limit 100000")).Length);
        (await project.CallAsync("select a from many-logs where __time__ >= @T limit 1000001")).Fails(400, "ParameterInvalid", "more than the 1000000 rows");
    }

    [Fact]
    public async Task Logs_whose_time_is_up_are_not_seen()
    {
        ManualClock clock = new(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));
        await using TestEmulator emulator = await TestEmulator.StartAsync(clock: clock);
        LogsApi api = await LogsApi.CreateAsync(emulator, """{"keys":{"a":{"type":"text","token":[],"doc_value":true}}}""");
        (await api.CallAsync("PUT", "", """{"logstoreName":"store","ttl":1,"shardCount":2}""")).Ok();
        (await api.PutAsync(api.Group(("a", "old")))).Ok();
        clock.Now = clock.Now.AddHours(20);
        (await api.PutAsync(api.Group(("a", "new")))).Ok();
        const string Query = "/logs?query=select a from store where __time__ > 1 order by __time__";
        Assert.Equal("""[{"a":"old"},{"a":"new"}]""", (await emulator.CallAsync("GET", api.Project, Query)).Ok().Text);
        clock.Now = clock.Now.AddHours(5);
        Assert.Equal("""[{"a":"new"}]""", (await emulator.CallAsync("GET", api.Project, Query)).Ok().Text);
    }

    [Fact]
    public async Task Denials_and_faults_have_the_name_of_the_operation()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        LogsApi api = await LogsApi.CreateAsync(emulator, """{"keys":{"a":{"type":"text","token":[],"doc_value":true}}}""");
        for (int i = 0; i < 4; i++)
        {
            (await api.PutAsync(api.Group(("a", "b")))).Ok();
        }
        const string Query = "/logs?query=select count(*) as n from store where __time__ > 1";
        (await emulator.ControlAsync("PUT", "/_emulator/faults", """{"rules":[{"operations":["GetProjectLogs"],"effect":"incomplete","count":1}]}""")).Ok();
        TestResponse half = (await emulator.CallAsync("GET", api.Project, Query)).Ok();
        Assert.Equal(("Incomplete", "2"), (half.Headers["x-log-progress"], (string)half.Json[0]!["n"]!));
        TestResponse whole = (await emulator.CallAsync("GET", api.Project, Query)).Ok();
        Assert.Equal(("Complete", "4"), (whole.Headers["x-log-progress"], (string)whole.Json[0]!["n"]!));

        JsonNode key = (await emulator.ControlAsync("POST", "/_emulator/keys", """{"name":"reader","deny":["GetProjectLogs"]}""")).Ok().Json;
        (await emulator.CallAsync("GET", api.Project, Query, change: request => request.Key = ((string)key["accessKeyId"]!, (string)key["accessKeySecret"]!)))
            .Fails(401, "Unauthorized", $"action: log:GetProjectLogs, resource: acs:log:cn-hangzhou:1234567890123456:project/{api.Project}");
    }
}
