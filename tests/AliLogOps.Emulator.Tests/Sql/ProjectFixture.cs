using System.Globalization;
using System.Text.Json.Nodes;
using AliLogOps.Emulator.Protos;
using AliLogOps.Emulator.Tests.Logs;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Sql;

/// <summary>A project with the logs of a web server and of the application behind it, for statements over both.</summary>
public sealed class ProjectFixture : IAsyncLifetime
{
    private const string Access = """
        {"line":{"token":[" "]},"keys":{"trace":{"type":"text","token":[],"doc_value":true},"host":{"type":"text","token":[],"doc_value":true},
        "status":{"type":"long","doc_value":true},"quiet":{"type":"text","token":[" "]}}}
        """;

    private const string Application = """
        {"keys":{"trace":{"type":"text","token":[],"doc_value":true},"level":{"type":"text","token":[],"doc_value":true},"app-name":{"type":"text","token":[],"doc_value":true}}}
        """;

    internal TestEmulator Emulator { get; private set; } = null!;

    internal string Project { get; } = EmulatorFixture.NewProjectName();

    /// <summary>Time of the first logs, epoch seconds: @T in the statements of the tests.</summary>
    internal long Start { get; private set; }

    public async ValueTask InitializeAsync()
    {
        Emulator = await TestEmulator.StartAsync();
        Start = Emulator.Clock.GetUtcNow().ToUnixTimeSeconds() - 1000;
        await Emulator.CreateProjectAsync(Project);
        await AddAsync(
            "nginx-access", Access,
            Log(0, ("trace", "a"), ("host", "web-1"), ("status", "200"), ("quiet", "q")),
            Log(10, ("trace", "b"), ("host", "web-1"), ("status", "500")),
            Log(20, ("trace", "c"), ("host", "web-2"), ("status", "404")),
            Log(30, ("trace", "d"), ("host", "web-2"), ("status", "500")));
        await AddAsync(
            "app-2-1b", Application,
            Log(0, ("trace", "a"), ("level", "INFO"), ("app-name", "shop")),
            Log(11, ("trace", "b"), ("level", "ERROR"), ("app-name", "shop")),
            Log(12, ("trace", "b"), ("level", "WARN"), ("app-name", "stock")),
            Log(30, ("trace", "d"), ("level", "ERROR"), ("app-name", "stock")),
            Log(400, ("trace", "b"), ("level", "LATE"), ("app-name", "shop")));
        await AddAsync("log", Access, Log(5, ("trace", "z"), ("host", "other"), ("status", "1")));
        await AddAsync("plain", null, Log(0, ("trace", "a")));
    }

    public ValueTask DisposeAsync()
    {
        return Emulator.DisposeAsync();
    }

    /// <summary>Makes a logstore of the project with an index and logs.</summary>
    internal async Task<LogsApi> AddAsync(string logstore, string? index, params SampleLog[] logs)
    {
        (await Emulator.CallAsync("POST", Project, "/logstores", $$"""{"logstoreName":"{{logstore}}","ttl":30,"shardCount":2}""")).Ok();
        LogsApi api = new(Emulator, Project, logstore);
        if (index is not null)
        {
            (await api.CallAsync("POST", "/index", index)).Ok();
        }
        LogGroup group = SampleLog.Group(logs);
        group.Source = "10.0.0.1";
        (await api.PutAsync(group)).Ok();
        return api;
    }

    /// <summary>A log so many seconds after the first.</summary>
    internal SampleLog Log(int second, params (string Key, string Value)[] contents)
    {
        return new SampleLog(contents) { Time = (uint)(Start + second), Topic = "", Tags = [("pod", "p1")] };
    }

    /// <summary>Rows of a statement: values joined by bars.</summary>
    internal async Task<string[]> RowsAsync(string statement)
    {
        TestResponse response = (await CallAsync(statement)).Ok();
        return Rows(response);
    }

    internal static string[] Rows(TestResponse response)
    {
        string[] keys = [.. JsonNode.Parse(response.Headers["x-log-query-info"])!["keys"]!.AsArray().Select(key => (string)key!)];
        return [.. response.Json.AsArray().Select(row => string.Join('|', keys.Select(key => (string)row![key]!)))];
    }

    internal Task<TestResponse> CallAsync(string statement, string more = "", Action<TestRequest>? change = null)
    {
        return Emulator.CallAsync(
            "GET", Project, $"/logs?query={statement.Replace("@T", Start.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)}{more}", change: change);
    }
}
