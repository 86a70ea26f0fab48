using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs.Wire;
using AliLogOps.Emulator.Prometheus;
using AliLogOps.Emulator.Protos;
using AliLogOps.Emulator.Tests.Support;
using Google.Protobuf;
using Snappier;

namespace AliLogOps.Emulator.Tests.Fuzz;

/// <summary>Blocks and messages of remote write that are almost right: each is stored as it says, or refused by an error of the service.</summary>
public class RemoteWriteFuzzTests
{
    private const long Now = 1_714_979_289;

    private static readonly byte[][] s_messages =
    [
        .. ((TimeSeries[])
        [
            Series(1, ("__name__", "http_requests_total"), ("method", "POST"), ("app", "ingress-nginx")),
            Series(3, ("__name__", "a:b")),
            Series(0, ("__name__", "n"), ("k", "中文")),
        ]).Select(series => new WriteRequest { Timeseries = { series, series } }.ToByteArray()),
    ];

    [Fact]
    public void A_block_gives_what_it_says_or_its_error()
    {
        byte[][] blocks = [.. s_messages.Append(new byte[3000]).Select(message => Snappy.CompressToArray(message))];
        FuzzRun.Each(random =>
        {
            byte[] block = Mutation.Of(random, blocks);
            try
            {
                byte[] raw = SnappyBlock.Decode(block);
                Assert.Equal(raw.Length, Snappy.GetUncompressedLength(block));
            }
            catch (SlsException problem)
            {
                Assert.Contains((problem.Error.Status, problem.Error.Code), ((int, string)[])[(400, "PostBodyUncompressError"), (413, "PostBodyTooLarge")]);
            }
        });
    }

    [Fact]
    public void A_message_gives_a_log_for_each_sample_or_its_error()
    {
        FuzzRun.Each(random =>
        {
            byte[] message = Mutation.Of(random, s_messages);
            ReadOnlyMemory<byte> group;
            try
            {
                group = WriteRequestReader.Read(message, Now);
            }
            catch (SlsException problem)
            {
                Assert.InRange(problem.Error.Status, 400, 413);
                return;
            }
            int samples = WriteRequest.Parser.ParseFrom(message).Timeseries.Sum(series => series.Samples.Count);
            Assert.Equal(samples, LogGroup.Parser.ParseFrom(group.Span).Logs.Count);
            if (samples > 0)
            {
                Assert.Equal(samples, LogGroupValidator.Validate(group, Now).Group.LogCount);
            }
        });
    }

    [Fact]
    public async Task A_write_answers_in_its_own_words()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync(clock: new ManualClock(DateTimeOffset.FromUnixTimeSeconds(Now)));
        await emulator.CreateProjectAsync("fuzzed", "plain");
        (await emulator.CallAsync("POST", "fuzzed", "/metricstores", """{"name":"metrics","ttl":7,"shardCount":2}""")).Ok();
        SlsPipeline pipeline = new(emulator.Server.Operations, emulator.Services);
        byte[][] blocks = [.. s_messages.Select(message => Snappy.CompressToArray(message))];
        int stored = 0;
        FuzzRun.Each(
            random =>
            {
                SlsRequest request = Requests.Of(
                    "POST",
                    random.Next(8) > 0 ? "/prometheus/fuzzed/metrics/api/v1/write" : $"/prometheus/{Uri.EscapeDataString(Mutation.OfText(random, "fuzzed"))}/{Uri.EscapeDataString(Mutation.OfText(random, "metrics"))}/api/v1/write",
                    headers: [("Content-Length", "1"), ("Content-Type", Text(random, "application/x-protobuf; proto=prometheus.WriteRequest")), ("Content-Encoding", Text(random, "snappy")), ("X-Prometheus-Remote-Write-Version", Text(random, "0.1.0"))],
                    body: random.Next(2) == 0 ? blocks[random.Next(blocks.Length)] : Mutation.Of(random, blocks),
                    host: "127.0.0.1");
                try
                {
                    Assert.Equal(200, pipeline.RunUnsignedAsync(request).AsTask().GetAwaiter().GetResult().Status);
                    stored++;
                }
                catch (SlsException problem)
                {
                    Assert.InRange(problem.Error.Status, 400, 415);
                }
            },
            share: 0.25);
        Assert.InRange(stored, 1, FuzzRun.Inputs);
    }

    private static string Text(Random random, string right)
    {
        return random.Next(10) == 0 ? Mutation.OfText(random, right) : right;
    }

    private static TimeSeries Series(int samples, params (string Name, string Value)[] labels)
    {
        TimeSeries series = new();
        series.Labels.AddRange(labels.Select(label => new Label { Name = label.Name, Value = label.Value }));
        series.Samples.AddRange(Enumerable.Range(0, samples).Select(i => new Sample { Timestamp = (Now - i) * 1000, Value = i / 3.0 }));
        return series;
    }
}
