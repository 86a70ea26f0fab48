using System.Globalization;
using System.Text.Json.Nodes;
using AliLogOps.Emulator.Tests.Logs;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Sql;

/// <summary>The five loghub samples in one logstore, one log a line, a line of each sample every second.</summary>
public sealed class LoghubFixture : IAsyncLifetime
{
    private static readonly string[] s_names = ["Apache", "HDFS", "Linux", "OpenSSH", "Zookeeper"];

    private TestEmulator? _emulator;

    internal LogsApi? Api { get; private set; }

    /// <summary>Time of the first line of each sample.</summary>
    internal long Start { get; private set; }

    /// <summary>Lines by the name of their sample in lower case, without line ends.</summary>
    internal Dictionary<string, string[]> Lines { get; } = [];

    internal IEnumerable<string> All => Lines.Values.SelectMany(lines => lines);

    public async ValueTask InitializeAsync()
    {
        foreach (string name in s_names)
        {
            if (LogSamples.Find(name) is { } lines)
            {
                Lines[name.ToLowerInvariant()] = lines;
            }
        }
        if (Lines.Count < s_names.Length)
        {
            return;
        }
        _emulator = await TestEmulator.StartAsync();
        Api = await LogsApi.CreateAsync(_emulator, $$$$"""
            {"line":{"token":{{{{SearchFixture.Delimiters}}}}},"max_text_len":16384,"keys":{
            "app-name":{"type":"text","token":[],"doc_value":true},"line":{"type":"long","doc_value":true},
            "msg":{"type":"text","token":{{{{SearchFixture.Delimiters}}}},"doc_value":true}}}
            """);
        Start = Api.Now - 3000;
        foreach ((string name, string[] lines) in Lines)
        {
            SampleLog[] logs = [.. lines.Select((line, i) => new SampleLog(
                ("app-name", name), ("line", (i + 1).ToString(CultureInfo.InvariantCulture)), ("msg", line)) { Time = (uint)(Start + i) })];
            foreach (SampleLog[] part in logs.Chunk(500))
            {
                (await Api.PutAsync(SampleLog.Group(part))).Ok();
            }
        }
    }

    /// <summary>Rows of a query: values joined by bars.</summary>
    internal async Task<string[]> RowsAsync(string query)
    {
        JsonNode answer = await Api!.SearchAsync(query, Start, Start + 2000);
        string[] keys = [.. answer["meta"]!["keys"]!.AsArray().Select(key => (string)key!)];
        Assert.Equal("Complete", (string)answer["meta"]!["progress"]!);
        return [.. answer["data"]!.AsArray().Select(row => string.Join('|', keys.Select(key => (string)row![key]!)))];
    }

    public async ValueTask DisposeAsync()
    {
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }
    }
}
