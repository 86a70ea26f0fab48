using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Transformations;

/// <summary>The transformations, called through the engine as cmdlets use them.</summary>
public sealed class TimeInputTests
{
    private const string Time = "[AliLogOps.Transformations.LogTimeTransformationAttribute]::new().Transform($null, {0})";
    private const string Span = "[AliLogOps.Transformations.LogSpanTransformationAttribute]::new().Transform($null, {0})";

    [Theory]
    [InlineData("'2026-11-23T10:00:00Z'", 1795428000L)]
    [InlineData("'2026-11-23T10:00:00+08:00'", 1795399200L)]
    [InlineData("'11/23/2026 18:00:00 +08:00'", 1795428000L)]
    [InlineData("\"$([DateTimeOffset]::FromUnixTimeSeconds(1795428000))\"", 1795428000L)]
    [InlineData("1795428000", 1795428000L)]
    [InlineData("'1795428000'", 1795428000L)]
    [InlineData("1795428000123", 1795428000L)]
    [InlineData("([DateTimeOffset]::FromUnixTimeSeconds(1795428000))", 1795428000L)]
    [InlineData("([DateTime]::new(2026, 11, 23, 10, 0, 0, [DateTimeKind]::Utc))", 1795428000L)]
    public void Moments_are_read_from_text_numbers_and_dates(string input, long expected)
    {
        using var shell = new Shell();
        var time = (DateTimeOffset)shell.Run(string.Format(null, Time, input)).Single().BaseObject;
        Assert.Equal(expected, time.ToUnixTimeSeconds());
    }

    [Theory]
    [InlineData("'15m'", 900)]
    [InlineData("'2h'", 7200)]
    [InlineData("'1d12h'", 129600)]
    [InlineData("'now'", 0)]
    [InlineData("([TimeSpan]::FromMinutes(5))", 300)]
    public void Spans_count_back_from_now(string input, int seconds)
    {
        using var shell = new Shell();
        var time = (DateTimeOffset)shell.Run(string.Format(null, Time, input)).Single().BaseObject;
        Assert.InRange((DateTimeOffset.Now - time).TotalSeconds, seconds - 1, seconds + 60);
    }

    [Fact]
    public void A_date_without_a_zone_is_local()
    {
        using var shell = new Shell();
        var time = (DateTimeOffset)shell.Run(string.Format(null, Time, "'2026-11-23 10:00'")).Single().BaseObject;
        Assert.Equal(new DateTimeOffset(new DateTime(2026, 11, 23, 10, 0, 0, DateTimeKind.Local)), time);
    }

    [Theory]
    [InlineData("'yesterday'")]
    [InlineData("'15'")]
    [InlineData("'15x'")]
    [InlineData("'2026'")]
    [InlineData("@{}")]
    [InlineData("'1h1d'")]
    public void What_is_no_moment_is_refused_with_the_forms_there_are(string input)
    {
        using var shell = new Shell();
        var problem = shell.Run(string.Format(null, Time, input)).Error.Exception;
        Assert.Contains("is not a time. Give a span before now (15m, 2h, 1d)", problem.Message);
    }

    [Theory]
    [InlineData("90", 90)]
    [InlineData("'90'", 90)]
    [InlineData("'90s'", 90)]
    [InlineData("'1w2d'", 777600)]
    [InlineData("'00:15:00'", 900)]
    [InlineData("1.5", 1.5)]
    [InlineData("([short]90)", 90)]
    public void Spans_are_read_from_seconds_short_text_and_clock_text(string input, double seconds)
    {
        using var shell = new Shell();
        Assert.Equal(seconds, ((TimeSpan)shell.Run(string.Format(null, Span, input)).Single().BaseObject).TotalSeconds);
    }

    [Theory]
    [InlineData("1d", 86400)]
    [InlineData("90s", 90)]
    [InlineData("15m", 900)]
    public void Spans_without_quotes_mean_what_they_say_although_the_language_reads_1d_as_a_decimal(string word, int seconds)
    {
        // bare words reach a transformation as the parser made them: 1d is the decimal 1, 90s a 16-bit 90
        using var shell = new Shell();
        const string Function = "function f { param([AliLogOps.Transformations.LogSpanTransformation()] $s, [AliLogOps.Transformations.LogTimeTransformation()] $t) $s; [DateTimeOffset]::Now - $t }";
        var spans = shell.Run($"{Function}; f -s {word} -t {word}").ThrowOnError().Output.Select(item => ((TimeSpan)item.BaseObject).TotalSeconds).ToArray();
        Assert.Equal(seconds, spans[0]);
        Assert.InRange(spans[1], seconds - 1, seconds + 60);
        Assert.Contains("is not a span", shell.Run($"{Function}; $d = 1d; f -s $d").Error.Exception.Message);
    }
}
