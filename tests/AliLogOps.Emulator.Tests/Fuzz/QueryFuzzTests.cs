using AliLogOps.Emulator.Query;
using AliLogOps.Emulator.Tests.Logs;

namespace AliLogOps.Emulator.Tests.Fuzz;

/// <summary>Search statements of all kinds over a few logs: each finds something of them or is refused by a named error.</summary>
public sealed class QueryFuzzTests : IDisposable
{
    private static readonly string[] s_samples =
    [
        "request_method:GET and status in [200 299] not request_time>=60",
        "(app-name: \"todo-list\" or __topic__:x*) and #\"a b c\" not k:\"\"",
        "__tag__:\"__client_ip__\":192* and source:10.0.0.1 or \"file info\":apsara",
        "info.usedTime > 60.5 and info.param.name:#\"project 01\" and mo?la and c\\*",
        "日志 and note:服务* and not (a or b) | select 1",
        "status = 1 and owner_id>100 and app-name=todo-list",
    ];

    private readonly SearchFixture _fixture = new();

    public QueryFuzzTests()
    {
        _fixture.SetIndex($$$$"""
            {"line":{"token":{{{{SearchFixture.Delimiters}}}},"chn":true},"keys":{
            "request_method":{"type":"text","token":[" "]},"status":{"type":"long"},"request_time":{"type":"double"},
            "info":{"type":"json","token":[" "],"index_all":true,"json_keys":{"usedTime":{"type":"long"}}},"note":{"type":"text","token":[],"chn":true}}}
            """);
        _fixture.WriteAsync(
            new SampleLog(("request_method", "GET"), ("status", "200"), ("request_time", "1.5"), ("note", "日志服务"), ("k", "")) { Topic = "xy", Source = "10.0.0.1", Tags = [("__client_ip__", "192.0.2.1")] },
            new SampleLog(("info", """{"usedTime":61,"param":{"name":"project 01"}}"""), ("message", "a b c todo-list app-name"))).GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _fixture.Dispose();
    }

    [Fact]
    public void Mutated_statements_find_logs_or_are_refused()
    {
        FuzzRun.Each(random =>
        {
            QueryStatement statement = QueryStatement.Split(Mutation.OfText(random, s_samples));
            try
            {
                List<long> found = _fixture.Find(statement.Search);
                Assert.All(found, log => Assert.InRange(log, 0, 1));
                Assert.Equal(found.Order(), found);
            }
            catch (Exception refused) when (refused is QuerySyntaxException or QueryRefusedException)
            {
                Assert.NotEmpty(refused.Message);
            }
        });
    }
}
