using AliLogOps.Emulator.Agents;
using AliLogOps.Emulator.Agents.StreamLog;

namespace AliLogOps.Emulator.Tests.Agents;

public sealed class WireSampleTests
{
    private static readonly StreamLogFormatTable s_formats = StreamLogFormatTable.Create(
    [
        new StreamLogFormat("2.1", ["level", "app-name"]),
        new StreamLogFormat("2.2", []),
        new StreamLogFormat("2.3", ["pri-text", "app-name", "syslogtag"]),
    ]);

    [Fact]
    public void Every_captured_line_is_framed_and_parsed_as_expected()
    {
        IReadOnlyList<WireSample> samples = LoadOrSkip();
        foreach (WireSample sample in samples)
        {
            Assert.Equal((sample.Id, sample.Bytes), (sample.Id, sample.Wire.Length));
            FramedStream framed = new FramedStream(s_formats).Feed(sample.Wire);
            Assert.Equal((sample.Id, sample.Expect.Count, ""), (sample.Id, framed.Lines.Count, framed.Rest));
            foreach ((string text, WireExpectation expect) in framed.Lines.Zip(sample.Expect))
            {
                Compare(sample.Id, text, expect);
            }
        }
    }

    [Fact]
    public async Task Every_captured_line_goes_through_an_agent_to_the_logstore_of_its_tag()
    {
        IReadOnlyList<WireSample> samples = LoadOrSkip();
        await using AgentRig rig = new(settings => settings with { Formats = s_formats });
        rig.Configs.Configs =
        [
            new("sample-project", "a", "sys-store", "sys_tag"),
            new("sample-project", "b", "stream-store", "streamlog_tag"),
        ];
        await rig.Agent.StartAsync();

        // One connection, so that the order of the logs is the order of the file.
        await using (Stream stream = await rig.ConnectAsync())
        {
            foreach (WireSample sample in samples)
            {
                await stream.WriteAsync(sample.Wire, TestContext.Current.CancellationToken);
            }
        }

        WireExpectation[] lines = [.. samples.SelectMany(sample => sample.Expect)];
        await rig.SettleAsync(lines.Length);
        Assert.Equal(lines.Count(line => line.Malformed is not null), rig.Counters.TooFewTokens);
        Assert.Equal(1, rig.Counters.InvalidUtf8);

        // Each logstore and source keeps the order of the connection.
        foreach (IGrouping<(string Store, string Source), WireExpectation> expected in lines
            .Where(line => line.Malformed is null)
            .GroupBy(line => (line.Tag == "sys_tag" ? "sys-store" : "stream-store", line.Ip is "" ? "127.0.0.1" : line.Ip)))
        {
            ReceivedLog[] received =
            [
                .. from entry in rig.Service.Groups
                   where entry.Target.LogstoreName == expected.Key.Store && entry.Group.Source == expected.Key.Source
                   from log in entry.Group.Logs
                   select log,
            ];
            Assert.Equal(expected.Count(), received.Length);
            foreach ((WireExpectation expect, ReceivedLog log) in expected.Zip(received))
            {
                Assert.Equal(expect.Time, log.Time);
                Assert.Equal([.. expect.Fields.Select(field => field.Key), "msg"], log.Contents.Select(content => content.Key));
                Assert.Equal(expect.Fields.Select(field => field.Value), log.Contents.SkipLast(1).Select(content => content.Value));
                CompareMessage("agent", expect, log.Message);
            }
        }
    }

    private static IReadOnlyList<WireSample> LoadOrSkip()
    {
        Assert.SkipWhen(WireSamples.FilePath is null, "the captured samples are not laid out beside the repository");
        IReadOnlyList<WireSample> samples = WireSamples.Load();
        Assert.True(samples.Count > 90, $"only {samples.Count} samples were read");
        return samples;
    }

    private static void Compare(string id, string text, WireExpectation expect)
    {
        ParsedLine line = ParsedLine.Parse(text, s_formats);
        if (expect.Malformed is not null)
        {
            Assert.Equal((id, expect.Malformed), (id, text));
            Assert.NotEqual((id, StreamLogVerdict.Log), (id, line.Verdict));
            return;
        }

        Assert.Equal((id, StreamLogVerdict.Log), (id, line.Verdict));
        Assert.Equal((id, expect.Version, expect.Tag, expect.Time, expect.Ip), (id, line.Version, line.Tag, line.Time, line.Ip));
        Assert.Equal((id, string.Join('|', expect.Fields.Select(field => $"{field.Key}={field.Value}"))), (id, line.Fields));
        CompareMessage(id, expect, line.Message);
    }

    private static void CompareMessage(string id, WireExpectation expect, string message)
    {
        if (expect.MessageBytes is { } bytes)
        {
            Assert.Equal((id, bytes), (id, LineText.Utf8(message).Length));
            Assert.StartsWith(expect.MessageStart, message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal((id, expect.MessageStart), (id, message));
        }
    }
}
