using AliLogOps.Emulator.Protos;
using AliLogOps.Emulator.Tests.Logs;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Spl;

/// <summary>A logstore of one shard with logs of its own, asked by scripts.</summary>
internal sealed class SplBench(LogsApi api) : IAsyncDisposable
{
    public const string Index = """{"line":{"token":[" "]},"keys":{"app":{"type":"text","token":[" "],"doc_value":true}}}""";

    public LogsApi Api => api;

    public static async Task<SplBench> CreateAsync(TestEmulator emulator, string? index = Index)
    {
        return new SplBench(await LogsApi.CreateAsync(emulator, index, shards: 1));
    }

    /// <summary>Makes room for the projects of other tests.</summary>
    public async ValueTask DisposeAsync()
    {
        (await api.Emulator.CallAsync("DELETE", api.Project, "/")).Ok();
    }

    /// <summary>Writes each log as a group of its own; times are a second apart, the last one is now.</summary>
    public async Task PutEachAsync(params (string Key, string Value)[][] logs)
    {
        for (int i = 0; i < logs.Length; i++)
        {
            (await api.PutAsync(new SampleLog(logs[i]) { Time = (uint)(api.Now - logs.Length + i), Topic = "t", Source = "s", Tags = [("host", "h1")] }.ToGroup())).Ok();
        }
    }

    /// <summary>Writes logs as one group.</summary>
    public async Task PutAsync(params (string Key, string Value)[][] logs)
    {
        SampleLog[] samples = [.. logs.Select(log => new SampleLog(log) { Time = (uint)api.Now, Topic = "t", Source = "s", Tags = [("host", "h1")] })];
        (await api.PutAsync(SampleLog.Group(samples))).Ok();
    }

    /// <summary>Pulls the shard from its beginning with a script.</summary>
    public async Task<TestResponse> PullRawAsync(string? script, string mode = "scan_on_stream", string method = "GET", string more = "", string? accept = null)
    {
        string cursor = await api.CursorAsync(0, "begin");
        return await api.CallAsync(method, $"/shards/0?type=log&cursor={cursor}{more}", change: request =>
        {
            if (script is not null)
            {
                request.Query.Add(new("query", script));
            }
            if (mode.Length > 0)
            {
                request.Query.Add(new("pullMode", mode));
            }
            if (accept is not null)
            {
                request["Accept-Encoding"] = accept;
            }
        });
    }

    public async Task<LogGroupList> PullAsync(string? script, string? accept = null)
    {
        return Groups((await PullRawAsync(script, accept: accept)).Ok());
    }

    /// <summary>What a pull leaves, a text for each log.</summary>
    public async Task<string[]> PulledAsync(string script)
    {
        return [.. (await PullAsync(script)).LogGroups.SelectMany(group => group.Logs).Select(Text)];
    }

    /// <summary>What a scan leaves: the contents as a text for each row.</summary>
    public async Task<string[]> ScannedAsync(string query, string more = "")
    {
        return [.. (await api.SearchAsync(query, more: more))["data"]!.AsArray().Select(row => string.Join(' ', row!.AsObject()
            .Where(member => !member.Key.StartsWith("__", StringComparison.Ordinal)).Select(member => $"{member.Key}={(string)member.Value!}")))];
    }

    public static LogGroupList Groups(TestResponse response)
    {
        return LogGroupList.Parser.ParseFrom(LogsApi.Inflate(response));
    }

    public static string Text(Log log)
    {
        return string.Join(' ', log.Contents.Select(content => $"{content.Key}={content.Value}"));
    }
}
