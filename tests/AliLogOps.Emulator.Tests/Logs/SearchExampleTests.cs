using System.Text.Json.Nodes;

namespace AliLogOps.Emulator.Tests.Logs;

/// <summary>Examples of the search documentation over a few logs, with results worked out by hand.</summary>
public sealed class SearchExampleTests : IDisposable
{
    private static readonly string s_index = $$$$"""
        {"line":{"token":{{{{SearchFixture.Delimiters}}}},"caseSensitive":false,"chn":false},
         "keys":{
          "request_method":{"type":"text","token":{{{{SearchFixture.Delimiters}}}}},
          "http_user_agent":{"type":"text","token":{{{{SearchFixture.Delimiters}}}}},
          "region":{"type":"text","token":[],"caseSensitive":true},
          "status":{"type":"long"},
          "request_time":{"type":"double"},
          "remote_user":{"type":"text","token":{{{{SearchFixture.Delimiters}}}}},
          "source":{"type":"text","token":[" "]},
          "info":{"type":"json","token":[" ",","],"index_all":true,"max_depth":-1,"json_keys":{"usedTime":{"type":"long"},"param.ratio":{"type":"double"}}},
          "note":{"type":"text","token":[" "],"chn":true}}}
        """;

    // the numbers in the tests below are the places of the logs here
    private static readonly SampleLog[] s_logs =
    [
        new(("request_method", "GET"), ("status", "200"), ("request_time", "59.5"), ("region", "cn-shanghai"),
            ("http_user_agent", "Mozilla/5.0 (X11; Linux) Chrome/90"), ("remote_user", ""), ("uri", "/url/pic/abc.gif")),
        new(("request_method", "GET"), ("status", "404"), ("request_time", "60"), ("region", "cn-hangzhou"),
            ("http_user_agent", "Chrome/90 on Linux"), ("remote_user", "anna"), ("uri", "/request/path-2")),
        new(("request_method", "POST"), ("status", "299"), ("request_time", "200"), ("region", "CN-beijing"),
            ("http_user_agent", "Firefox"), ("message", "PUT it and go"), ("owner_id", "100")) { Topic = "https", Source = "192.0.2.1" },
        new(("request_method", "DELETE"), ("status", "ok"), ("request_time", "fast"), ("app-name", "todo-list"),
            ("message", "owner_id > 100")) { Topic = "http", Tags = [("__client_ip__", "192.0.2.1")] },
        new(("info", """{"usedTime":"73","success":true,"param":{"projectName":"project01","ratio":0.5,"ids":[1,2]},"none":null}"""),
            ("source", "user field"), ("message", "a b c and d")),
        new(("info", """{"usedTime":61,"param":{"projectName":"project02 two"}"""), ("note", "日志服务 log"), ("message", "c b a")),
    ];

    private readonly SearchFixture _fixture = new();

    public SearchExampleTests()
    {
        _fixture.SetIndex(s_index);
        foreach (SampleLog log in s_logs)
        {
            _fixture.WriteAsync(log).GetAwaiter().GetResult();
        }
    }

    public void Dispose()
    {
        _fixture.Dispose();
    }

    [Theory]
    [InlineData("*", "0 1 2 3 4 5")]
    [InlineData("request_method:GET and status in [200 299]", "0")]
    [InlineData("request_method:get", "0 1")]
    [InlineData("request_method:GET not region:cn-shanghai", "1")]
    [InlineData("request_method:GET or request_method:POST", "0 1 2")]
    [InlineData("not request_method:GET", "2 3 4 5")]
    [InlineData("(request_method:GET or request_method:POST) and status in [200 299]", "0 2")]
    [InlineData("(request_method:GET or request_method:POST) not status in [200 299]", "1")]
    [InlineData("request_time:60", "1")]
    [InlineData("request_time=60", "1")]
    [InlineData("request_time>=60 and request_time<200", "1")]
    [InlineData("request_time in [60 200)", "1")]
    [InlineData("request_time in (59.5 200]", "1 2")]
    [InlineData("status > 299", "1")]
    [InlineData("status >= 299", "1 2")]
    [InlineData("not status > -1000000", "3 4 5")]
    [InlineData("http_user_agent:Firefox", "2")]
    [InlineData("http_user_agent:\"Linux Chrome\"", "0 1")]
    [InlineData("http_user_agent:#\"Linux Chrome\"", "0")]
    [InlineData("http_user_agent:#\"on linux\"", "1")]
    [InlineData("http_user_agent:#\"X11; Linux\"", "0")]
    [InlineData("http_user_agent:#\"X11 Chrome\"", "")]
    [InlineData("http_user_agent:#\"90 on Linux\"", "1")]
    [InlineData("\"and\"", "2 4")]
    [InlineData("PUT and go", "2")]
    [InlineData("cn*", "0 1")]
    [InlineData("region:cn*", "0 1")]
    [InlineData("region:cn-?*u", "1")]
    [InlineData("region:\"cn*\"", "")]
    [InlineData("region:cn", "")]
    [InlineData("region:cn-beijing", "")]
    [InlineData("region:CN-beijing", "2")]
    [InlineData("Moz* and Chr*", "0")]
    [InlineData("mo*la", "0")]
    [InlineData("mo?la", "")]
    [InlineData("Mo?illa", "0")]
    [InlineData("__topic__:https or __topic__:http", "2 3")]
    [InlineData("__topic__:HTTP", "3")]
    [InlineData("__topic__:htt*", "2 3")]
    [InlineData("__topic__:\"\"", "0 1 4 5")]
    [InlineData("__source__:192.0.2.1", "2")]
    [InlineData("source:192.0.2.*", "2")]
    [InlineData("source:192.0.2", "")]
    [InlineData("Source:user", "4")]
    [InlineData("SOURCE:field", "4")]
    [InlineData("__tag__:__client_ip__:192.0.2.1", "3")]
    [InlineData("__tag__:__client_ip__:192*", "3")]
    [InlineData("__tag__:__client_ip__:*", "3")]
    [InlineData("not __tag__:__client_ip__:*", "0 1 2 4 5")]
    [InlineData("not remote_user:\"\"", "1 2 3 4 5")]
    [InlineData("remote_user:\"\"", "0")]
    [InlineData("remote_user:*", "0 1")]
    [InlineData("not remote_user:*", "2 3 4 5")]
    [InlineData("url", "0")]
    [InlineData("abc.gif", "0")]
    [InlineData("/url/pic/abc.gif", "0")]
    [InlineData("pi*", "0")]
    [InlineData("gif", "")]
    [InlineData("request", "1")]
    [InlineData("info.usedTime > 60", "4 5")]
    [InlineData("info.usedTime:73", "4")]
    [InlineData("info.success : true", "4")]
    [InlineData("info.usedTime > 60 not info.param.projectName : project01", "5")]
    [InlineData("info.param.ratio < 0.6", "4")]
    [InlineData("info.param.projectName:#\"project02 two\"", "5")]
    [InlineData("info.param.projectName:*", "4 5")]
    [InlineData("info.param.ids:*", "")]
    [InlineData("info:*", "4 5")]
    [InlineData("note:日志", "5")]
    [InlineData("note:务", "5")]
    [InlineData("note:志日", "5")]
    [InlineData("note:#\"志服\"", "5")]
    [InlineData("note:#\"服志\"", "")]
    [InlineData("note:LOG", "5")]
    [InlineData("app-name=todo-list", "3")]
    [InlineData("\"app-name=todo-list\"", "3")]
    [InlineData("owner_id>100", "2 3")]
    [InlineData("owner_id", "2 3")]
    [InlineData("200", "0 2")]
    [InlineData("todo", "")]
    [InlineData("#\"a b c\"", "4")]
    [InlineData("#\"b a\"", "5")]
    [InlineData("\"c a\"", "4 5")]
    [InlineData("\",;\"", "")]
    [InlineData("__time__ > 0", "0 1 2 3 4 5")]
    [InlineData("__time__ < 1700000000", "")]
    public void Query_finds(string query, string expected)
    {
        Assert.Equal(expected, string.Join(' ', _fixture.Find(query)));
    }

    [Theory]
    [InlineData("category:x", "key (category) is not config as key value config,if symbol : is in your log,please wrap : with quotation mark \"")]
    [InlineData("uri:x", "key (uri) is not config as key value config")]
    [InlineData("other.usedTime:1", "is not config")]
    [InlineData("status:abc", "'abc' is not a number")]
    [InlineData("status:2*", "is of type long")]
    [InlineData("request_time:#\"1 2\"", "is of type double")]
    public void Query_on_what_is_not_indexed_is_refused(string query, string message)
    {
        Assert.Contains(message, Assert.Throws<AliLogOps.Emulator.Query.QueryRefusedException>(() => _fixture.Find(query)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_full_text_index_words_are_refused_and_keys_work()
    {
        JsonObject index = JsonNode.Parse(s_index)!.AsObject();
        index.Remove("line");
        using SearchFixture fixture = new();
        fixture.SetIndex(index.ToJsonString());
        await fixture.WriteAsync(s_logs[0]);
        Assert.Equal([0], fixture.Find("request_method:GET"));
        Assert.Throws<AliLogOps.Emulator.Query.QueryRefusedException>(() => fixture.Find("GET"));
        Assert.Throws<AliLogOps.Emulator.Query.QueryRefusedException>(() => fixture.Find("uri=x"));
    }

    [Fact]
    public async Task Full_text_index_is_limited_to_the_keys_it_includes()
    {
        using SearchFixture fixture = new();
        fixture.SetIndex($$$"""{"line":{"token":{{{SearchFixture.Delimiters}}},"include_keys":["a"]}}""");
        await fixture.WriteAsync(new SampleLog(("a", "one"), ("b", "two")));
        Assert.Equal([0], fixture.Find("one"));
        Assert.Empty(fixture.Find("two"));
        Assert.Equal([0], fixture.Find("a"));
        Assert.Empty(fixture.Find("b"));
    }

    [Fact]
    public async Task Full_text_index_leaves_out_the_keys_it_excludes()
    {
        using SearchFixture fixture = new();
        fixture.SetIndex($$$"""{"line":{"token":{{{SearchFixture.Delimiters}}},"exclude_keys":["a"]}}""");
        await fixture.WriteAsync(new SampleLog(("a", "one"), ("b", "two")));
        Assert.Empty(fixture.Find("one"));
        Assert.Equal([0], fixture.Find("two"));
    }

    [Fact]
    public async Task Only_the_first_10_KB_of_a_value_are_searched()
    {
        using SearchFixture fixture = new();
        fixture.SetIndex($$$"""{"line":{"token":{{{SearchFixture.Delimiters}}}}}""");
        await fixture.WriteAsync(new SampleLog(("m", new string('x', 10_000) + " early " + new string('y', 1000) + " late")));
        Assert.Equal([0], fixture.Find("early"));
        Assert.Empty(fixture.Find("late"));
    }

    [Fact]
    public async Task Case_sensitive_full_text_index_tells_letters_apart()
    {
        using SearchFixture fixture = new();
        fixture.SetIndex($$$"""{"line":{"token":{{{SearchFixture.Delimiters}}},"caseSensitive":true}}""");
        await fixture.WriteAsync(new SampleLog(("m", "internalError")));
        Assert.Equal([0], fixture.Find("internalError"));
        Assert.Equal([0], fixture.Find("internalE*"));
        Assert.Empty(fixture.Find("internalerror"));
    }
}
