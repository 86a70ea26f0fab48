using System.Globalization;
using AliLogOps.Emulator.Protos;
using AliLogOps.Emulator.Tests.Support;
using Google.Protobuf;
using Snappier;

namespace AliLogOps.Emulator.Tests.Prometheus;

public sealed class RemoteWriteRefusalTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private readonly TestEmulator _emulator = fixture.Emulator;

    [Theory]
    [InlineData("__name__", "0n", "a", "b", "metric name '0n' of series 1 is invalid")]
    [InlineData("__name__", "n n", "a", "b", "metric name 'n n'")]
    [InlineData("__name__", "n\n", "a", "b", "metric name 'n\n'")]
    [InlineData("__name__", "", "a", "b", "metric name ''")]
    [InlineData("__name__", "n", "a-b", "c", "label name 'a-b' of series 1 is invalid")]
    [InlineData("__name__", "n", "a:b", "c", "label name 'a:b'")]
    [InlineData("__name__", "n", "", "c", "label name ''")]
    [InlineData("__name__", "n", "path", "a|b", "the value 'a|b' of label path")]
    [InlineData("__name__", "n", "__name__", "m", "label __name__ of series 1 is given twice")]
    [InlineData("job", "n", "job", "m", "label job of series 1 is given twice")]
    [InlineData("job", "n", "instance", "m", "series 1 has no label __name__")]
    public async Task A_bad_series_refuses_the_whole_request(string label, string value, string other, string otherValue, string message)
    {
        RemoteWriteApi api = await RemoteWriteApi.CreateAsync(_emulator);
        WriteRequest request = api.Request(("__name__", "good"));
        request.Timeseries.AddRange(api.Request((label, value), (other, otherValue)).Timeseries);
        (await api.WriteAsync(request)).Refuses(400, "PostBodyInvalid", message);
        Assert.Empty(await api.PullAsync());
    }

    [Theory]
    [InlineData((-168 * 3_600_000L) - 1000)]
    [InlineData((15 * 60_000L) + 1000)]
    [InlineData(long.MinValue / 2)]
    [InlineData(long.MaxValue / 2)]
    public async Task A_time_out_of_the_window_refuses_the_whole_request(long offset)
    {
        ManualClock clock = new(DateTimeOffset.FromUnixTimeSeconds(1_714_979_289));
        await using TestEmulator emulator = await TestEmulator.StartAsync(clock: clock);
        RemoteWriteApi api = await RemoteWriteApi.CreateAsync(emulator);
        WriteRequest request = api.Request(("__name__", "good"));
        request.Timeseries.AddRange(RemoteWriteApi.Request(api.NowMilliseconds + offset, 1, ("__name__", "late")).Timeseries);
        (await api.WriteAsync(request)).Refuses(400, "PostBodyInvalid", "The post data time is out of range: a sample of metric late is of " + (api.NowMilliseconds + offset).ToString(CultureInfo.InvariantCulture));
        Assert.Empty(await api.PullAsync());
    }

    [Theory]
    [InlineData(-168 * 3600)]
    [InlineData(15 * 60)]
    public async Task The_edges_of_the_window_are_in_it(long seconds)
    {
        ManualClock clock = new(DateTimeOffset.FromUnixTimeSeconds(1_714_979_289));
        await using TestEmulator emulator = await TestEmulator.StartAsync(clock: clock);
        RemoteWriteApi api = await RemoteWriteApi.CreateAsync(emulator);
        (await api.WriteAsync(RemoteWriteApi.Request(api.NowMilliseconds + (1000 * seconds), 1, ("__name__", "edge")))).Ok();
    }

    [Fact]
    public async Task A_value_that_is_no_text_is_refused()
    {
        RemoteWriteApi api = await RemoteWriteApi.CreateAsync(_emulator);
        byte[] message = api.Request(("__name__", "n"), ("k", "~~")).ToByteArray();
        int place = message.AsSpan().IndexOf("~~"u8);
        message[place] = 0xC3;
        message[place + 1] = 0x28;
        (await api.SendAsync(Snappy.CompressToArray(message))).Refuses(400, "InvalidEncoding", "label k of series 0");
    }

    [Fact]
    public async Task Native_histograms_are_refused_by_name()
    {
        RemoteWriteApi api = await RemoteWriteApi.CreateAsync(_emulator);
        byte[] series = [.. api.Request(("__name__", "latency")).Timeseries[0].ToByteArray(), 0x22, 0];
        (await api.SendAsync(Snappy.CompressToArray([0x0a, (byte)series.Length, .. series]))).Refuses(400, "PostBodyInvalid", "metric latency has native histograms");
        Assert.Empty(await api.PullAsync());
    }

    [Theory]
    // says that it holds 4 GiB
    [InlineData("ffffffff0f00", 413, "PostBodyTooLarge", "4294967295")]
    [InlineData("8180800500", 413, "PostBodyTooLarge", "10485761")]
    [InlineData("", 400, "PostBodyUncompressError", "snappy")]
    [InlineData("ffffffffff", 400, "PostBodyUncompressError", "snappy")]
    [InlineData("04", 400, "PostBodyUncompressError", "snappy")]
    // holds two bytes, says one
    [InlineData("01040a00", 400, "PostBodyUncompressError", "snappy")]
    // a copy from before the start
    [InlineData("040105", 400, "PostBodyUncompressError", "snappy")]
    // the framing format
    [InlineData("ff060000734e61507059", 400, "PostBodyUncompressError", "snappy")]
    // a whole block of half a message
    [InlineData("02040a05", 400, "PostBodyInvalid", "prometheus.WriteRequest")]
    public async Task A_body_that_is_no_block_of_a_request_is_refused(string hex, int status, string code, string message)
    {
        RemoteWriteApi api = await RemoteWriteApi.CreateAsync(_emulator);
        (await api.SendAsync(Convert.FromHexString(hex))).Refuses(status, code, message);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_in_the_form_of_its_path()
    {
        RemoteWriteApi api = await RemoteWriteApi.CreateAsync(_emulator);
        (await api.SendAsync(new byte[(10 * 1024 * 1024) + 1])).Refuses(413, "PostBodyTooLarge");
    }

    [Fact]
    public async Task Samples_that_do_not_fit_into_one_group_are_refused()
    {
        RemoteWriteApi api = await RemoteWriteApi.CreateAsync(_emulator);
        WriteRequest request = api.Request(("__name__", "n"), ("k", new string('x', 500_000)));
        request.Timeseries[0].Samples.AddRange(Enumerable.Range(0, 20).Select(_ => new Sample { Timestamp = api.NowMilliseconds }));
        (await api.WriteAsync(request)).Refuses(413, "PostBodyTooLarge", "max_samples_per_send");
        Assert.Empty(await api.PullAsync());
        request.Timeseries[0].Samples.RemoveAt(20);
        request.Timeseries[0].Samples.RemoveAt(19);
        (await api.WriteAsync(request)).Ok();
        Assert.Equal(19, Assert.Single(await api.PullAsync()).Logs.Count);
    }

    [Theory]
    [InlineData("Content-Encoding", "gzip", 400, "InvalidCompressType", "gzip")]
    [InlineData("Content-Encoding", null, 400, "InvalidCompressType", "Content-Encoding is missing")]
    [InlineData("Content-Type", null, 400, "MissingContentType", "Content-Type")]
    [InlineData("Content-Type", "application/json", 415, "InvalidContentType", "application/json")]
    [InlineData("Content-Type", "application/x-protobuf;proto=io.prometheus.write.v2.Request", 415, "InvalidContentType", "remote write 2.0 is not supported")]
    [InlineData("Content-Type", "application/x-protobuf; proto=\"x.Y\"", 415, "InvalidContentType", "x.Y")]
    [InlineData("X-Prometheus-Remote-Write-Version", "2.0.0", 415, "InvalidContentType", "2.0.0")]
    public async Task A_header_of_another_protocol_is_refused(string name, string? value, int status, string code, string message)
    {
        RemoteWriteApi api = await RemoteWriteApi.CreateAsync(_emulator);
        TestResponse answer = await api.WriteAsync(api.Request(("__name__", "n")), request =>
        {
            request.Remove(name);
            if (value is not null)
            {
                request[name] = value;
            }
        });
        answer.Refuses(status, code, message);
    }

    [Theory]
    [InlineData("Content-Type", "application/x-protobuf; proto=prometheus.WriteRequest")]
    [InlineData("Content-Encoding", "Snappy")]
    [InlineData("X-Prometheus-Remote-Write-Version", null)]
    public async Task Other_spellings_of_the_headers_are_taken(string name, string? value)
    {
        RemoteWriteApi api = await RemoteWriteApi.CreateAsync(_emulator);
        TestResponse answer = await api.WriteAsync(api.Request(("__name__", "n")), request =>
        {
            request.Remove(name);
            if (value is not null)
            {
                request[name] = value;
            }
        });
        answer.Ok();
    }

    [Fact]
    public async Task The_path_names_a_metric_store_of_the_hosts_project()
    {
        RemoteWriteApi api = await RemoteWriteApi.CreateAsync(_emulator);
        RemoteWriteApi other = await RemoteWriteApi.CreateAsync(_emulator);
        Task<TestResponse> Write(string path, string? host)
        {
            return api.WriteAsync(api.Request(("__name__", "n")), request =>
            {
                request.Path = path;
                request.Host = _emulator.HostOf(host);
            });
        }
        (await Write($"/prometheus/{api.Project}/none/api/v1/write", api.Project)).Refuses(404, "LogStoreNotExist", "none");
        (await Write($"/prometheus/{api.Project}/plain/api/v1/write", api.Project)).Refuses(400, "ParameterInvalid", "logstore plain is no metric store");
        (await Write("/prometheus/no-such-project/metrics/api/v1/write", null)).Refuses(404, "ProjectNotExist", "no-such-project");
        (await Write($"/prometheus/{api.Project}/metrics/api/v1/write", other.Project)).Refuses(400, "ParameterInvalid", $"project {api.Project} of the path is not {other.Project} of the host");
        (await Write($"/prometheus/{api.Project}/metrics/api/v1/read", api.Project)).Refuses(405, "InvalidMethod");
    }

    [Theory]
    [InlineData("GET", "query", "PrometheusQuery")]
    [InlineData("POST", "query", "PrometheusQuery")]
    [InlineData("GET", "query_range", "PrometheusQueryRange")]
    [InlineData("GET", "labels", "PrometheusLabels")]
    [InlineData("GET", "label/job/values", "PrometheusLabelValues")]
    [InlineData("POST", "series", "PrometheusSeries")]
    public async Task Questions_are_refused_by_name(string method, string path, string name)
    {
        RemoteWriteApi api = await RemoteWriteApi.CreateAsync(_emulator);
        TestResponse answer = await api.SendAsync([], request =>
        {
            request.Method = method;
            request.Path = $"/prometheus/{api.Project}/metrics/api/v1/{path}";
        });
        answer.Refuses(501, "NotImplemented", $"{name} is not implemented");
    }

    [Theory]
    [InlineData("""{"effect":"error","status":403,"code":"WriteQuotaExceed"}""", 403, "WriteQuotaExceed", "Once")]
    [InlineData("""{"effect":"error","status":503,"code":"ServerBusy"}""", 503, "ServerBusy", "Continuous")]
    [InlineData("""{"effect":"error","status":500,"code":"InternalServerError"}""", 500, "InternalServerError", "Continuous")]
    [InlineData("""{"effect":"expiredToken"}""", 401, "Unauthorized", "None")]
    public async Task Faults_come_in_the_form_of_prometheus(string effect, int status, string code, string retryPolicy)
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        RemoteWriteApi api = await RemoteWriteApi.CreateAsync(emulator);
        string rule = $$"""{"name":"f","operations":["PrometheusRemoteWrite"],"project":"{{api.Project}}","logstore":"metrics","count":1,{{effect[1..]}}""";
        (await emulator.ControlAsync("POST", "/_emulator/faults/rules", rule)).Ok();
        // on the bare host the path names the project
        (await api.WriteAsync(api.Request(("__name__", "n")), request => request.Host = emulator.HostOf(null))).Refuses(status, code, retryPolicy: retryPolicy);
        Assert.Empty(await api.PullAsync());
        (await api.WriteAsync(api.Request(("__name__", "n")))).Ok();
    }
}
