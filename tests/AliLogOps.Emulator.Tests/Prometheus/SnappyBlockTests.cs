using System.Text;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Prometheus;

namespace AliLogOps.Emulator.Tests.Prometheus;

/// <summary>Blocks put together by hand from snappy's format description: none of them comes from the library that reads them.</summary>
public class SnappyBlockTests
{
    [Theory]
    // nothing
    [InlineData("00", "")]
    // a literal
    [InlineData("05" + "10" + "68656c6c6f", "hello")]
    // a literal whose length is in one, two, three or four bytes
    [InlineData("05" + "f0" + "04" + "68656c6c6f", "hello")]
    [InlineData("05" + "f4" + "0400" + "68656c6c6f", "hello")]
    [InlineData("05" + "f8" + "040000" + "68656c6c6f", "hello")]
    [InlineData("05" + "fc" + "04000000" + "68656c6c6f", "hello")]
    // a copy whose distance takes one, two or four bytes, and that overlaps what it makes
    [InlineData("0a" + "04" + "6162" + "1102", "ababababab")]
    [InlineData("0a" + "04" + "6162" + "1e0200", "ababababab")]
    [InlineData("0a" + "04" + "6162" + "1f02000000", "ababababab")]
    public void An_element_of_each_kind_is_read(string hex, string text)
    {
        Assert.Equal(text, Encoding.ASCII.GetString(SnappyBlock.Decode(Convert.FromHexString(hex))));
    }

    [Theory]
    // the distance is nothing, or goes before the start
    [InlineData("0a" + "04" + "6162" + "1100")]
    [InlineData("0a" + "04" + "6162" + "1103")]
    [InlineData("0a" + "04" + "6162" + "1fffffffff")]
    // cut off in a length, a literal, a distance
    [InlineData("05" + "f4" + "04")]
    [InlineData("05" + "10" + "68656c6c")]
    [InlineData("0a" + "04" + "6162" + "1e02")]
    // a literal of four gigabytes
    [InlineData("05" + "fc" + "ffffffff" + "68")]
    // less and more than it says
    [InlineData("06" + "10" + "68656c6c6f")]
    [InlineData("04" + "10" + "68656c6c6f")]
    [InlineData("0a" + "04" + "6162" + "1102" + "0061")]
    public void A_broken_block_is_refused(string hex)
    {
        SlsException problem = Assert.Throws<SlsException>(() => SnappyBlock.Decode(Convert.FromHexString(hex)));
        Assert.Equal((400, "PostBodyUncompressError"), (problem.Error.Status, problem.Error.Code));
    }
}
