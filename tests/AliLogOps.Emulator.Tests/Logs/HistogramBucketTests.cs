using AliLogOps.Emulator.Logs.Api;
using CsCheck;

namespace AliLogOps.Emulator.Tests.Logs;

public class HistogramBucketTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(60, 1)]
    [InlineData(61, 2)]
    [InlineData(900, 15)]
    [InlineData(3600, 60)]
    [InlineData(86400, 1800)]
    [InlineData(7 * 86400, 3 * 3600)]
    public void Width_is_about_a_sixtieth_of_the_range(long seconds, long width)
    {
        Assert.Equal(width, HistogramBuckets.Width(seconds));
    }

    [Fact]
    public void Buckets_ascend_from_the_start_and_are_few()
    {
        Gen.Select(Gen.Long[0, 4_000_000_000], Gen.Long[1, 4_000_000_000]).Sample((from, length) =>
        {
            long[] starts = HistogramBuckets.Starts(from, from + length);
            return starts[0] == from && starts[^1] < from + length && starts.Length <= 62
                && starts.Zip(starts.Skip(1)).All(pair => pair.First < pair.Second);
        });
    }
}
