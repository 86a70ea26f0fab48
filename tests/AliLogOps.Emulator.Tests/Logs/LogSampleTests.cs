namespace AliLogOps.Emulator.Tests.Logs;

/// <summary>Numbers of hits in real logs, counted beforehand with other tools.</summary>
public sealed class LogSampleTests
{
    private static readonly string s_index = $$$$"""{"line":{"token":{{{{SearchFixture.Delimiters}}}}}}""";

    [Theory]
    [InlineData("OpenSSH", "failed", 610)]
    [InlineData("OpenSSH", "Failed and ROOT", 370)]
    [InlineData("OpenSSH", "failed not root", 240)]
    [InlineData("OpenSSH", "173.234.31.186", 10)]
    [InlineData("OpenSSH", "173.*", 10)]
    [InlineData("OpenSSH", "#\"invalid user\"", 365)]
    [InlineData("OpenSSH", "#\"user invalid\"", 0)]
    [InlineData("Linux", "\"authentication failure\"", 490)]
    [InlineData("Linux", "sshd and rhost", 489)]
    [InlineData("Linux", "sshd or su", 849)]
    [InlineData("Apache", "error", 595)]
    [InlineData("Apache", "notice not mod_jk", 1405)]
    [InlineData("Apache", "w?rkerenv*", 1108)]
    [InlineData("Zookeeper", "WARN or ERROR", 1332)]
    [InlineData("Zookeeper", "#\"my id\"", 292)]
    [InlineData("HDFS", "blk_*", 2000)]
    [InlineData("HDFS", "size and 67108864", 573)]
    [InlineData("HDFS", "terminating", 311)]
    public async Task Real_logs_are_found_as_counted_by_other_tools(string sample, string query, int expected)
    {
        string[]? lines = LogSamples.Find(sample);
        Assert.SkipWhen(lines is null, "the loghub samples are not beside the repository");
        Assert.Equal(expected, await CountAsync(lines, query));
    }

    [Theory]
    [InlineData("failed", 500)]
    [InlineData("failed not root", 200)]
    [InlineData("accepted or closed", 500)]
    [InlineData("#\"invalid user\"", 200)]
    [InlineData("24007", 1)]
    [InlineData("2400?", 10)]
    [InlineData("173.234.31.7", 5)]
    [InlineData("173.234.31.7*", 55)]
    public async Task Synthetic_logs_are_found_as_they_were_made(string query, int expected)
    {
        Assert.Equal(expected, await CountAsync([.. LogSamples.Synthetic(1000)], query));
    }

    private static async Task<long> CountAsync(string[] lines, string query)
    {
        using SearchFixture fixture = new();
        fixture.SetIndex(s_index);
        await fixture.WriteAsync([.. lines.Select(line => new SampleLog(("content", line)))]);
        return fixture.Search.Count(fixture.Request(query), [0]).Sum();
    }
}
