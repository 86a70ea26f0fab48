using System.Globalization;
using System.Text.Json.Nodes;
using AliLogOps.Emulator.Tests.Logs;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Sql;

/// <summary>Four loghub samples in logstores of their own of one project, a line of each every second.</summary>
public sealed class LoghubProjectFixture : IAsyncLifetime
{
    private const string Index = """{"max_text_len":16384,"keys":{"line":{"type":"long","doc_value":true},"msg":{"type":"text","token":[],"doc_value":true}}}""";

    private static readonly (string Logstore, string Sample)[] s_samples =
        [("apache-errors", "Apache"), ("hdfs", "HDFS"), ("open-ssh", "OpenSSH"), ("linux-2k", "Linux")];

    private readonly string _project = EmulatorFixture.NewProjectName();
    private TestEmulator? _emulator;

    /// <summary>Time of the first line of each sample: @T in the statements of the tests.</summary>
    internal long Start { get; private set; }

    /// <summary>Lines by their logstore, without line ends; empty if the samples are not there.</summary>
    internal Dictionary<string, string[]> Lines { get; } = [];

    public async ValueTask InitializeAsync()
    {
        _emulator = await TestEmulator.StartAsync();
        Start = _emulator.Clock.GetUtcNow().ToUnixTimeSeconds() - 3000;
        await _emulator.CreateProjectAsync(_project);
        foreach ((string logstore, string sample) in s_samples)
        {
            if (LogSamples.Find(sample) is { } lines)
            {
                await FillAsync(logstore, lines);
                Lines.Add(logstore, lines);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }
    }

    /// <summary>Rows of a statement: values joined by bars.</summary>
    internal async Task<string[]> RowsAsync(string statement)
    {
        string text = statement.Replace("@T", Start.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return ProjectFixture.Rows((await _emulator!.CallAsync("GET", _project, "/logs?query=" + text)).Ok());
    }

    private async Task FillAsync(string logstore, string[] lines)
    {
        (await _emulator!.CallAsync("POST", _project, "/logstores", new JsonObject { ["logstoreName"] = logstore, ["ttl"] = 30, ["shardCount"] = 2 }.ToJsonString())).Ok();
        LogsApi api = new(_emulator, _project, logstore);
        (await api.CallAsync("POST", "/index", Index)).Ok();
        SampleLog[] logs = [.. lines.Select((line, i) => new SampleLog(
            ("line", (i + 1).ToString(CultureInfo.InvariantCulture)), ("msg", line)) { Time = (uint)(Start + i) })];
        foreach (SampleLog[] part in logs.Chunk(500))
        {
            (await api.PutAsync(SampleLog.Group(part))).Ok();
        }
    }
}
