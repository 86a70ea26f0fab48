using AliLogOps.Emulator.Agents.StreamLog;

namespace AliLogOps.Emulator.Tests.Agents;

public sealed class StreamLogFramerTests
{
    [Theory]
    [InlineData("0.1 a\n0.1 b\n", new[] { "0.1 a", "0.1 b" }, "")]
    [InlineData("\n\nx\n", new[] { "", "", "x" }, "")]
    [InlineData("a\r\nb", new[] { "a\r" }, "b")]
    [InlineData("123\n45 x\n", new[] { "123", "45 x" }, "")]
    [InlineData("5 0.1\n", new[] { "5 0.1" }, "")]
    [InlineData("12 0.2 a b\n", new[] { "12 0.2 a b" }, "")]
    [InlineData("08 0.1 abcd\n", new[] { "08 0.1 abcd" }, "")]
    [InlineData("123456789 0.1 a\n", new[] { "123456789 0.1 a" }, "")]
    [InlineData("8 0.1 abc\n0.1 x\n", new[] { "0.1 abc", "0.1 x" }, "")]
    [InlineData("7 0.1 abc8 0.1 abc\n", new[] { "0.1 abc", "0.1 abc" }, "")]
    [InlineData("8 0.1 a\nbc8 0.1 d\nef", new[] { "0.1 a\nbc", "0.1 d\nef" }, "")]
    [InlineData("99 0.1 x\n0.1 y\nrest", new[] { "99 0.1 x", "0.1 y" }, "rest")]
    [InlineData("9999999 0.1 x\nno\n0.1 y\n", new[] { "9999999 0.1 x", "no", "0.1 y" }, "")]
    [InlineData("99999999 0.1 x\n", new[] { "99999999 0.1 x" }, "")]
    [InlineData("11 0.1 a\n0.1bc", new[] { "0.1 a\n0.1bc" }, "")]
    [InlineData("9 0.1 a\n0.10.1 b\n", new[] { "0.1 a\n0.1", "0.1 b" }, "")]
    [InlineData("10 0.1 ab", new string[0], "10 0.1 ab")]
    public void Lines_end_with_LF_unless_a_count_stands_before_a_known_version(string stream, string[] lines, string rest)
    {
        FramedStream framed = new FramedStream().Feed(stream);
        Assert.Equal(lines, framed.Lines);
        Assert.Equal(rest, framed.Rest);
    }

    [Theory]
    [InlineData("0.1 first ü\n0.1 second 中\n\n12 not a count\n7 0.1 end")]
    [InlineData("99 0.1 x\n0.1 y\n9 0.1 a\n0.10.1 b\n11 0.1 a\n0.1bc500 0.1 c\n0.2 d\n0.1 e\n")]
    [InlineData("8 0.1 abc\n11 0.1 a 中b\n0.1 mixed\n8 0.1 a\nbc0.1 end\n")]
    public void A_stream_gives_the_same_lines_wherever_the_reads_end(string stream)
    {
        byte[] bytes = LineText.Utf8(stream);
        List<string> whole = new FramedStream().Feed(bytes).Lines;
        Assert.True(whole.Count >= 3);
        for (int first = 0; first <= bytes.Length; first++)
        {
            for (int second = first; second <= bytes.Length; second++)
            {
                FramedStream framed = new FramedStream().Feed(bytes.AsSpan(0, first)).Feed(bytes.AsSpan(first..second)).Feed(bytes.AsSpan(second));
                Assert.Equal(whole, framed.Lines);
            }
        }
    }

    [Fact]
    public void A_version_of_digits_only_is_a_version_and_no_count()
    {
        StreamLogFormatTable formats = StreamLogFormatTable.Create([new StreamLogFormat("30", [])]);
        Assert.Equal(["30 0.1 5 i m"], new FramedStream(formats).Feed("30 0.1 5 i m\n").Lines);
        Assert.Equal(["30 t 5 i m"], new FramedStream(formats).Feed("10 30 t 5 i m").Lines);
    }

    [Fact]
    public void A_line_of_10_MiB_is_taken_and_one_byte_more_cuts_the_connection()
    {
        byte[] longest = new byte[StreamLogFramer.MaxLineLength + 1];
        longest.AsSpan().Fill((byte)'x');
        longest[^1] = (byte)'\n';
        FramedStream framed = new FramedStream().Feed(longest);
        Assert.Equal(StreamLogFramer.MaxLineLength, Assert.Single(framed.Lines).Length);
        Assert.False(framed.Cut);

        longest[^1] = (byte)'x';
        FramedStream tooLong = new FramedStream().Feed(longest);
        Assert.Empty(tooLong.Lines);
        Assert.True(tooLong.Cut);
    }

    [Fact]
    public void A_count_over_10_MiB_is_no_count()
    {
        Assert.Equal(["10485761 0.1 x"], new FramedStream().Feed("10485761 0.1 x\n").Lines);
        Assert.Empty(new FramedStream().Feed("10485760 0.1 x\n").Lines);
    }
}
