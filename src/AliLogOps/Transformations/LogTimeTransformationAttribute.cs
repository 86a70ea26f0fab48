using System.Globalization;
using System.Management.Automation;
using AliLogOps.Setup;

namespace AliLogOps.Transformations;

/// <summary>
/// Turns what people type for a moment into a DateTimeOffset: a span before now (<c>15m</c>, <c>2h</c>, <c>1d12h</c>), ISO text or
/// <c>2026-11-23 10:00</c> (local time unless it says otherwise), epoch seconds or milliseconds, DateTime, TimeSpan (before now).
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class LogTimeTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = BareWord.Read(inputData);
        return value is null ? null : LogTime.Parse(value, DateTimeOffset.Now);
    }
}

/// <summary>The reading itself, apart from the engine so that it can be used with a fixed clock.</summary>
internal static class LogTime
{
    /// <summary>From here on a bare number is read as milliseconds: as seconds it would lie beyond the year 5138.</summary>
    private const long FirstMilliseconds = 100_000_000_000;

    /// <summary>A DateTimeOffset as the engine writes it into text, for example in Export-Csv.</summary>
    private const string EngineForm = "MM/dd/yyyy HH:mm:ss zzz";

    public static DateTimeOffset Parse(object value, DateTimeOffset now) => value switch
    {
        DateTimeOffset time => time,
        DateTime time => new DateTimeOffset(time),
        TimeSpan span => now - span.Duration(),
        int or long or uint or ulong or short => FromEpoch(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        double seconds when double.IsFinite(seconds) => DateTimeOffset.UnixEpoch.AddSeconds(seconds).ToLocalTime(),
        string text => ParseText(text.Trim(), now),
        _ => throw Unreadable(value),
    };

    private static DateTimeOffset ParseText(string text, DateTimeOffset now)
    {
        if (text.Equals("now", StringComparison.OrdinalIgnoreCase))
        {
            return now;
        }

        if (LogSpan.TryParse(text, out var span))
        {
            return now - span;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch) && text.Length >= 9)
        {
            return FromEpoch(epoch);
        }

        if (DateTimeOffset.TryParseExact(text, EngineForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var written))
        {
            return written.ToLocalTime();
        }

        // a year alone, or a bare short number, is more likely a slip than a moment
        return text.Contains('-', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal | DateTimeStyles.AllowWhiteSpaces, out var time)
                ? time
                : throw Unreadable(text);
    }

    private static DateTimeOffset FromEpoch(long epoch)
    {
        try
        {
            return (epoch >= FirstMilliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(epoch) : DateTimeOffset.FromUnixTimeSeconds(epoch)).ToLocalTime();
        }
        catch (ArgumentOutOfRangeException)
        {
            throw Unreadable(epoch);
        }
    }

    private static ArgumentTransformationMetadataException Unreadable(object value) =>
        new(FormattableString.Invariant($"'{value}' is not a time. Give a span before now (15m, 2h, 1d), a date with time (2026-11-23 10:00, 2026-11-23T10:00:00Z), or epoch seconds."));
}
