using static AliLogOps.Client.Tests.TestClients;

namespace AliLogOps.Client.Tests;

public class PullTests
{
    private static readonly byte[] s_list = [0x0a, 59, .. Convert.FromHexString(SignatureInputs.LogGroupHex)];

    [Fact]
    public async Task A_pull_reads_groups_and_the_next_cursor()
    {
        FakeHandler handler = new FakeHandler().Then(Answers.Compressed("lz4", s_list, null, ("x-log-cursor", "c2"), ("x-log-count", "1")));
        using LogServiceClient client = Log(handler);

        PullResult result = await client.PullLogsAsync(Project, Store, 3, "c1=", 10, "c9");

        SentRequest sent = Assert.Single(handler.Sent);
        Assert.Equal("/logstores/my-logstore/shards/3?type=log&cursor=c1%3D&count=10&end_cursor=c9", sent.PathAndQuery);
        Assert.Equal(("application/x-protobuf", "lz4"), (sent.Headers["Accept"], sent.Headers["Accept-Encoding"]));
        Assert.Equal(("c2", false, 1, Answers.RequestId), (result.NextCursor, result.IsEnd, result.Count, result.RequestId));
        Assert.Equal("TestContent", result.Groups[0].Logs[0].Contents[0].Value);
    }

    [Theory]
    [InlineData("lz4")]
    [InlineData(null)]
    public async Task The_end_is_where_the_cursor_stays(string? compression)
    {
        HttpResponseMessage answer = compression is null
            ? Answers.Bytes([], ("x-log-bodyrawsize", "0"))
            : Answers.Bytes([0xff], ("x-log-bodyrawsize", "0"), ("x-log-compresstype", compression));
        using LogServiceClient client = Log(new FakeHandler().Then(answer.With("x-log-cursor", "c1").With("x-log-count", "0")));

        PullResult result = await client.PullLogsAsync(Project, Store, 0, "c1");

        Assert.True(result.IsEnd);
        Assert.Empty(result.Groups);
    }

    [Fact]
    public async Task An_uncompressed_body_is_read()
    {
        using LogServiceClient client = Log(new FakeHandler().Then(Answers.Bytes(s_list, ("x-log-cursor", "c2"), ("x-log-bodyrawsize", "61"))));

        Assert.Single((await client.PullLogsAsync(Project, Store, 0, "c1")).Groups);
    }

    [Theory]
    [InlineData("x-log-bodyrawsize", "60", "not the 60")]
    [InlineData("x-log-count", "2", "not the 2")]
    public async Task What_does_not_agree_with_its_headers_is_a_protocol_error(string header, string value, string part)
    {
        using LogServiceClient client = Log(new FakeHandler().Then(Answers.Bytes(s_list, ("x-log-cursor", "c2"), (header, value))));

        LogServiceException failure = await FailsAsync(() => client.PullLogsAsync(Project, Store, 0, "c1"));

        Assert.Equal(ErrorKind.Protocol, failure.Kind);
        Assert.Contains(part, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pull_without_next_cursor_or_of_other_bytes_is_a_protocol_error()
    {
        using LogServiceClient client = Log(new FakeHandler().Then(Answers.Bytes(s_list)).Then(Answers.Bytes(s_list[..30], ("x-log-cursor", "c2"))));

        LogServiceException noCursor = await FailsAsync(() => client.PullLogsAsync(Project, Store, 0, "c1"));
        LogServiceException cut = await FailsAsync(() => client.PullLogsAsync(Project, Store, 0, "c1"));

        Assert.Contains("x-log-cursor", noCursor.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.Protocol, cut.Kind);
        Assert.IsType<InvalidDataException>(cut.InnerException);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task A_count_the_service_would_refuse_sends_nothing(int count)
    {
        using LogServiceClient client = Log(new FakeHandler());

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => client.PullLogsAsync(Project, Store, 0, "c", count));
    }
}
