using AliLogOps.Emulator.Logs.Search;
using AliLogOps.Emulator.Sql;
using AliLogOps.Emulator.Sql.Translation;
using AliLogOps.Emulator.Tests.Logs;

namespace AliLogOps.Emulator.Tests.Sql;

/// <summary>A logstore of a few requests of a web server, and statements over them without a web server.</summary>
public sealed class SqlFixture : IDisposable
{
    /// <summary>2023-11-15 06:13:20 in UTC+8.</summary>
    public const uint Time = 1_700_000_000;

    private const string Index = """
        {"line":{"token":[" "]},"max_text_len":64,"keys":{
        "status":{"type":"long","doc_value":true},"latency":{"type":"double","doc_value":true},
        "method":{"type":"text","token":[" "],"doc_value":true},"url":{"type":"text","token":["/"],"doc_value":true,"alias":"path"},
        "app-name":{"type":"text","token":[],"doc_value":true},"hidden":{"type":"text","token":[" "]},
        "body":{"type":"json","token":[" "],"doc_value":true,"json_keys":{"user.id":{"type":"long","doc_value":true},"user.name":{"type":"text","doc_value":true,"alias":"who"}}}}}
        """;

    private readonly SearchFixture _search = new();
    private readonly SqlEngine _engine;

    public SqlFixture()
    {
        _engine = new SqlEngine(_search.Search, _search.Engines);
        _search.SetIndex(Index);
        (string Method, string Status, string Latency, string Url, string Body)[] rows =
        [
            ("GET", "200", "0.5", "/a?x=1", """{"user":{"id":7,"name":"anna"},"tags":["a","b"]}"""),
            ("GET", "404", "1.5", "/b", """{"user":{"id":8,"name":"bob"}}"""),
            ("POST", "200", "2.5", "/a?x=2&y=%E4%BD%A0", "{}"),
            ("GET", "500", "nan", "/c", "no json"),
            ("PUT", "oops", "4", "/d", """{"user":{"name":"Anna"}}"""),
        ];
        for (int i = 0; i < rows.Length; i++)
        {
            SampleLog log = new(
                ("method", rows[i].Method), ("status", rows[i].Status), ("latency", rows[i].Latency), ("url", rows[i].Url), ("body", rows[i].Body),
                ("app-name", "web"), ("hidden", "h"))
            {
                Time = Time + (uint)(i * 60),
                Topic = i % 2 == 0 ? "even" : "odd",
                Source = "10.0.0.1",
                Tags = [("host", i < 3 ? "h1" : "h2")],
            };
            _search.WriteAsync(log).GetAwaiter().GetResult();
        }
    }

    /// <summary>Rows of a statement: values joined by commas, rows by semicolons.</summary>
    internal string Rows(string statement, string query = "*", TimeSpan? limit = null)
    {
        return string.Join(';', Answer(statement, query, limit).Rows.Select(row => string.Join(',', row.Select(value => value ?? "null"))));
    }

    internal SqlAnswer Answer(string statement, string query = "*", TimeSpan? limit = null, long memory = 256L * 1024 * 1024, Action<Action>? reading = null, CancellationToken cancellationToken = default)
    {
        _engine.MemoryLimit = memory;
        _engine.TimeLimit = limit ?? TimeSpan.FromSeconds(55);
        SearchRequest request = _search.Request(query, Time, Time + 600);
        LogSource log = new(new LogTable(request.Current, "store-1"), request, isComplete: true, reading ?? (load => load()));
        return Run(statement, new OwnLog(log), cancellationToken);
    }

    /// <summary>Rows of a statement over the project, which has this one logstore, and three that are the same.</summary>
    internal string ProjectRows(string statement)
    {
        return string.Join(';', ProjectAnswer(statement).Rows.Select(row => string.Join(',', row.Select(value => value ?? "null"))));
    }

    internal SqlAnswer ProjectAnswer(string statement, TimeSpan? limit = null, long memory = 256L * 1024 * 1024)
    {
        _engine.MemoryLimit = memory;
        _engine.TimeLimit = limit ?? TimeSpan.FromSeconds(55);
        SearchRequest request = _search.Request("", 0, long.MaxValue);
        return Run(statement, new ProjectLogs(name => name is "store-1" or "twin-a" or "twin-b" or "twin-c"
            ? new LogSource(new LogTable(request.Current, name), request, isComplete: true, load => load())
            : throw new SqlRefusedException(SqlRefusedException.Semantic, -1, $"no logstore {name}")));
    }

    /// <summary>The answer of a statement over all logs of store-1, whatever it says about their time.</summary>
    internal SqlAnswer WholeAnswer(string statement)
    {
        SearchRequest request = _search.Request("", 0, long.MaxValue);
        return Run(statement, new OwnLog(new LogSource(new LogTable(request.Current, "store-1"), request, isComplete: true, load => load())));
    }

    private SqlAnswer Run(string statement, LogCatalog logs, CancellationToken cancellationToken = default)
    {
        return _engine.Run(new SqlQuestion("project-1", statement, logs, DateTimeOffset.FromUnixTimeSeconds(Time + 1000)), cancellationToken);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _search.Dispose();
    }
}
