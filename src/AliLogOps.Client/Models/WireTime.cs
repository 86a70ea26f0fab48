using System.Globalization;

namespace AliLogOps;

/// <summary>Times as the service writes them.</summary>
internal static class WireTime
{
    private const int NanosecondsPerTick = 100;
    private static readonly long s_minSeconds = DateTimeOffset.MinValue.ToUnixTimeSeconds();
    private static readonly long s_maxSeconds = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>A time from seconds since 1970; values beyond what a date can hold give its first or last second.</summary>
    public static DateTimeOffset FromSeconds(long seconds, int? nanosecond = null)
    {
        DateTimeOffset time = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, s_minSeconds, s_maxSeconds));
        return nanosecond is > 0 and < 1_000_000_000 ? time.AddTicks(nanosecond.Value / NanosecondsPerTick) : time;
    }

    /// <summary>Seconds as the wire's unsigned 32-bit number.</summary>
    public static uint ToWireSeconds(DateTimeOffset time)
    {
        long seconds = time.ToUnixTimeSeconds();
        return seconds is >= 0 and <= uint.MaxValue
            ? (uint)seconds
            : throw new ArgumentOutOfRangeException(nameof(time), time, "The time of a log must lie between 1970-01-01 and 2106-02-07, as the service keeps it in 32 bits.");
    }

    /// <summary>ISO 8601 in UTC, or empty text.</summary>
    public static string ToText(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture) ?? string.Empty;

    /// <summary>First whole second at or before a time.</summary>
    public static long Floor(DateTimeOffset time) => time.ToUnixTimeSeconds();

    /// <summary>First whole second at or after a time.</summary>
    public static long Ceiling(DateTimeOffset time)
    {
        long seconds = time.ToUnixTimeSeconds();
        return DateTimeOffset.FromUnixTimeSeconds(seconds) < time ? seconds + 1 : seconds;
    }
}
