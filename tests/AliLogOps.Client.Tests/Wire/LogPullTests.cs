using static AliLogOps.Client.Tests.TestClients;

namespace AliLogOps.Client.Tests;

public class LogPullTests
{
    private static readonly LogGroup[] s_groups =
    [
        new() { Topic = "t", Source = "10.0.0.1", MachineUuid = "m", Tags = [new("path", "/a")], Logs = [Log(1, "one"), Log(2, "two")] },
        new() { Logs = [] },
        new() { Source = "10.0.0.2", Logs = [Log(3, "three")] },
    ];

    [Fact]
    public async Task Logs_are_read_one_by_one_with_what_their_group_has_in_common()
    {
        using LogServiceClient client = Client(Encode(s_groups), 3);
        using LogPull pull = await client.OpenPullAsync(Project, Store, 0, "c1");

        List<string> seen = [];
        while (pull.Read())
        {
            seen.Add($"{pull.Group.Topic}|{pull.Group.Source}|{pull.Group.MachineUuid}|{string.Join(',', pull.Group.Tags)}|{pull.Log.UnixTime}|{pull.Log.Contents[0].Value}");
        }

        Assert.Equal(["t|10.0.0.1|m|[path, /a]|1|one", "t|10.0.0.1|m|[path, /a]|2|two", "|10.0.0.2|||3|three"], seen);
        Assert.Equal(("c2", false, 3), (pull.NextCursor, pull.IsEnd, pull.GroupCount));
        Assert.False(pull.Read());
    }

    [Fact]
    public async Task What_cannot_be_read_is_told_where_it_comes_and_what_came_before_is_kept()
    {
        byte[] body = Encode(s_groups);
        // the length of the third log's value becomes one that is more than there is
        body[body.AsSpan().IndexOf("three"u8) - 1] = 0x7f;
        using LogServiceClient client = Client(body, 3);
        using LogPull pull = await client.OpenPullAsync(Project, Store, 0, "c1");

        Assert.True(pull.Read());
        Assert.True(pull.Read());
        LogServiceException failure = Assert.Throws<LogServiceException>(() => pull.Read());
        Assert.Contains("no list of log groups", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_many_groups_must_come_as_were_announced()
    {
        using LogServiceClient client = Client(Encode(s_groups), 4);

        LogServiceException failure = await FailsAsync(() => client.OpenPullAsync(Project, Store, 0, "c1"));

        Assert.Contains("3 log groups came, not the 4", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1_000_000, 1000)]
    [InlineData(8_000_000, 64)]
    [InlineData(40_000_000, 1)]
    public void Answers_are_kept_at_a_few_megabytes(int bytesOfAnswer, int groups)
    {
        PullSize size = new();
        for (int i = 0; i < 10; i++)
        {
            size.Fit(bytesOfAnswer);
        }

        Assert.Equal(groups, size.Groups);
    }

    private static LogItem Log(uint time, string text) => new() { UnixTime = time, Contents = [new("msg", text)] };

    private static byte[] Encode(IEnumerable<LogGroup> groups)
    {
        List<byte> list = [];
        foreach (LogGroup group in groups)
        {
            byte[] bytes = new byte[LogGroupWriter.Measure(group)];
            LogGroupWriter.Write(group, bytes);
            list.AddRange([0x0a, (byte)bytes.Length, .. bytes]);
        }

        return [.. list];
    }

    private static LogServiceClient Client(byte[] body, int count) =>
        TestClients.Log(new FakeHandler().Then(Answers.Compressed("lz4", body, null, ("x-log-cursor", "c2"), ("x-log-count", $"{count}"))));
}
