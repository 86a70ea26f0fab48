using System.Globalization;
using System.Text;
using AliLogOps.Emulator.Protos;
using AliLogOps.Emulator.Tests.Logs;
using AliLogOps.Emulator.Tests.Support;
using Google.Protobuf;
using Snappier;

namespace AliLogOps.Emulator.Tests.Prometheus;

/// <summary>Remote write as a sender does it, and a metric store to write to.</summary>
internal sealed class RemoteWriteApi(TestEmulator emulator, string project)
{
    public TestEmulator Emulator => emulator;

    public string Project => project;

    /// <summary>The metric store as the logstore it is.</summary>
    public LogsApi Logs { get; } = new(emulator, project, "metrics");

    /// <summary>Now, by the emulator's clock.</summary>
    public long NowMilliseconds => emulator.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    public static async Task<RemoteWriteApi> CreateAsync(TestEmulator emulator, int shards = 1)
    {
        string project = await emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "plain");
        (await emulator.CallAsync("POST", project, "/metricstores", $$"""{"name":"metrics","ttl":7,"shardCount":{{shards.ToString(CultureInfo.InvariantCulture)}}}""")).Ok();
        return new RemoteWriteApi(emulator, project);
    }

    /// <summary>A series of one sample of the present.</summary>
    public WriteRequest Request(params (string Name, string Value)[] labels)
    {
        return Request(NowMilliseconds, 1, labels);
    }

    public static WriteRequest Request(long milliseconds, double value, params (string Name, string Value)[] labels)
    {
        TimeSeries series = new() { Samples = { new Sample { Timestamp = milliseconds, Value = value } } };
        series.Labels.AddRange(labels.Select(label => new Label { Name = label.Name, Value = label.Value }));
        return new WriteRequest { Timeseries = { series } };
    }

    public Task<TestResponse> WriteAsync(WriteRequest request, Action<TestRequest>? change = null)
    {
        return SendAsync(Snappy.CompressToArray(request.ToByteArray()), change);
    }

    /// <summary>Sends a body on the project's host with the run's own key; the test may change any of it.</summary>
    public Task<TestResponse> SendAsync(byte[] body, Action<TestRequest>? change = null)
    {
        TestRequest request = new("POST", $"/prometheus/{project}/metrics/api/v1/write") { Host = emulator.HostOf(project), Body = body };
        request["Content-Type"] = "application/x-protobuf";
        request["Content-Encoding"] = "snappy";
        request["X-Prometheus-Remote-Write-Version"] = "0.1.0";
        request["Authorization"] = Basic(emulator.Services.Credentials.MainKeyId, emulator.Services.Credentials.MainKeySecret);
        change?.Invoke(request);
        return RawHttp.SendAsync(emulator.EndPoint, request);
    }

    public static string Basic(string user, string password)
    {
        return "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
    }

    /// <summary>All groups of the first shard.</summary>
    public async Task<IReadOnlyList<LogGroup>> PullAsync()
    {
        return (await Logs.PullAsync(0, await Logs.CursorAsync(0, "begin"))).Groups.LogGroups;
    }
}
