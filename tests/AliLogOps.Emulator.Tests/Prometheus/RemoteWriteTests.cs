using System.Globalization;
using System.Text.Json.Nodes;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Protos;
using AliLogOps.Emulator.Tests.Support;
using Google.Protobuf;
using Snappier;

namespace AliLogOps.Emulator.Tests.Prometheus;

public sealed class RemoteWriteTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private readonly TestEmulator _emulator = fixture.Emulator;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Samples_become_logs_of_the_metric_store(bool onProjectHost)
    {
        RemoteWriteApi api = await RemoteWriteApi.CreateAsync(_emulator);
        long now = api.NowMilliseconds;
        WriteRequest request = RemoteWriteApi.Request(now, 36, ("__name__", "http_requests_total"), ("method", "POST"), ("app", "ingress-nginx"));
        request.Timeseries[0].Samples.Add(new Sample { Timestamp = now - 1001, Value = 0.1 });
        request.Timeseries.AddRange(RemoteWriteApi.Request(now, -1e21, ("__name__", "a:b")).Timeseries);
        TestResponse answer = (await api.WriteAsync(request, http => http.Host = _emulator.HostOf(onProjectHost ? api.Project : null))).Ok();
        Assert.Equal(("", answer.RequestId), (answer.Text, answer.Headers["x-sls-request-id"]));
        LogGroup group = Assert.Single(await api.PullAsync());
        Assert.Equal(
            [
                $"{now / 1000} __name__=http_requests_total __labels__=app#$#ingress-nginx|method#$#POST __time_nano__={now}000000 __value__=36",
                $"{(now - 1001) / 1000} __name__=http_requests_total __labels__=app#$#ingress-nginx|method#$#POST __time_nano__={now - 1001}000000 __value__=0.1",
                $"{now / 1000} __name__=a:b __labels__= __time_nano__={now}000000 __value__=-1E+21",
            ],
            group.Logs.Select(Text));
    }

    [Fact]
    public async Task Samples_are_found_and_counted()
    {
        RemoteWriteApi api = await RemoteWriteApi.CreateAsync(_emulator);
        (await api.Logs.CallAsync("POST", "/index", """{"keys":{"__name__":{"type":"text","token":["|"],"doc_value":true},"__labels__":{"type":"text","token":["|","#","$"]},"__value__":{"type":"double","doc_value":true}}}""")).Ok();
        (await api.WriteAsync(api.Request(("__name__", "up"), ("job", "node")))).Ok();
        (await api.WriteAsync(api.Request(("__name__", "up"), ("job", "other")))).Ok();
        JsonNode row = Assert.Single((await api.Logs.SearchAsync("__labels__: node"))["data"]!.AsArray())!;
        Assert.Equal(("up", "job#$#node", "1"), ((string?)row["__name__"], (string?)row["__labels__"], (string?)row["__value__"]));
        JsonNode sum = Assert.Single((await api.Logs.SearchAsync("* | select sum(__value__) as s, count(*) as c where __name__ = 'up'"))["data"]!.AsArray())!;
        Assert.Equal((2.0, "2"), (double.Parse((string)sum["s"]!, CultureInfo.InvariantCulture), (string?)sum["c"]));
    }

    [Theory]
    [InlineData(0x7ff0000000000002, "NaN")]
    [InlineData(0x7ff8000000000001, "NaN")]
    [InlineData(0x7ff0000000000000, "+Inf")]
    [InlineData(unchecked((long)0xfff0000000000000), "-Inf")]
    [InlineData(0x3fb999999999999a, "0.1")]
    [InlineData(1, "5E-324")]
    public async Task A_value_is_written_as_the_shortest_text_that_reads_back(long bits, string text)
    {
        RemoteWriteApi api = await RemoteWriteApi.CreateAsync(_emulator);
        (await api.WriteAsync(RemoteWriteApi.Request(api.NowMilliseconds, BitConverter.Int64BitsToDouble(bits), ("__name__", "n")))).Ok();
        Assert.Equal(text, Assert.Single(Assert.Single(await api.PullAsync()).Logs).Contents[3].Value);
    }

    [Fact]
    public async Task Metadata_and_exemplars_are_passed_over()
    {
        RemoteWriteApi api = await RemoteWriteApi.CreateAsync(_emulator);
        // field 3 of the request holds metadata, field 3 of a series its exemplars
        (await api.SendAsync(Snappy.CompressToArray([0x1a, 2, 8, 1]))).Ok();
        (await api.SendAsync(Snappy.CompressToArray([]))).Ok();
        Assert.Empty(await api.PullAsync());
        byte[] series = [.. api.Request(("__name__", "n")).Timeseries[0].ToByteArray(), 0x1a, 2, 8, 1];
        (await api.SendAsync(Snappy.CompressToArray([0x0a, (byte)series.Length, .. series, 0x1a, 0]))).Ok();
        Assert.Single(Assert.Single(await api.PullAsync()).Logs);
    }

    [Fact]
    public async Task Samples_may_come_before_their_labels()
    {
        RemoteWriteApi api = await RemoteWriteApi.CreateAsync(_emulator);
        byte[] labels = new TimeSeries { Labels = { new Label { Name = "__name__", Value = "n" } } }.ToByteArray();
        byte[] samples = new TimeSeries { Samples = { new Sample { Timestamp = api.NowMilliseconds, Value = 1 } } }.ToByteArray();
        (await api.SendAsync(Snappy.CompressToArray([0x0a, (byte)(labels.Length + samples.Length), .. samples, .. labels]))).Ok();
        Assert.Equal("n", Assert.Single(Assert.Single(await api.PullAsync()).Logs).Contents[0].Value);
    }

    [Fact]
    public async Task A_large_request_is_one_group()
    {
        RemoteWriteApi api = await RemoteWriteApi.CreateAsync(_emulator);
        WriteRequest request = new();
        for (int i = 0; i < 1000; i++)
        {
            TimeSeries series = RemoteWriteApi.Request(api.NowMilliseconds, i, ("__name__", "n"), ("pod", $"pod-{i}"), ("namespace", "default")).Timeseries[0];
            series.Samples.AddRange(Enumerable.Range(1, 9).Select(s => new Sample { Timestamp = api.NowMilliseconds - (1000 * s), Value = i + (s / 10.0) }));
            request.Timeseries.Add(series);
        }
        (await api.WriteAsync(request)).Ok();
        LogGroup group = Assert.Single(await api.PullAsync());
        Assert.Equal(10_000, group.Logs.Count);
        Assert.Equal("999.9", group.Logs[^1].Contents[3].Value);
    }

    [Fact]
    public async Task Requests_take_turns_with_the_shards()
    {
        RemoteWriteApi api = await RemoteWriteApi.CreateAsync(_emulator, shards: 2);
        for (int i = 0; i < 4; i++)
        {
            (await api.WriteAsync(api.Request(("__name__", "n")))).Ok();
        }
        Assert.Equal(2, (await api.PullAsync()).Count);
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_restart()
    {
        using TempFolder folder = new();
        EmulatorOptions options = new() { DataPath = folder.Path };
        string project;
        await using (TestEmulator emulator = await TestEmulator.StartAsync(options))
        {
            RemoteWriteApi api = await RemoteWriteApi.CreateAsync(emulator);
            project = api.Project;
            (await api.WriteAsync(api.Request(("__name__", "kept")))).Ok();
        }
        await using (TestEmulator emulator = await TestEmulator.StartAsync(options))
        {
            Assert.Equal("kept", Assert.Single(Assert.Single(await new RemoteWriteApi(emulator, project).PullAsync()).Logs).Contents[0].Value);
        }
    }

    [Fact]
    public async Task A_full_disk_is_told_in_the_form_of_prometheus_and_stores_nothing()
    {
        using TempFolder folder = new();
        await using TestEmulator emulator = await TestEmulator.StartAsync(new EmulatorOptions { DataPath = folder.Path });
        RemoteWriteApi api = await RemoteWriteApi.CreateAsync(emulator);
        string noise = Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(200_000));
        emulator.Services.Database.Limit(emulator.Services.Database.CountPages());
        (await api.WriteAsync(api.Request(("__name__", "n"), ("noise", noise)))).Refuses(500, "InternalServerError", "no room", retryPolicy: "Continuous");
        emulator.Services.Database.Limit(null);
        Assert.Empty(await api.PullAsync());
    }

    private static string Text(Log log)
    {
        return $"{log.Time} {string.Join(' ', log.Contents.Select(content => $"{content.Key}={content.Value}"))}";
    }
}
