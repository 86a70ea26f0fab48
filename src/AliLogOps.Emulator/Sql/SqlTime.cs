using System.Globalization;

namespace AliLogOps.Emulator.Sql;

/// <summary>
/// Moments and days. The service reckons in UTC+8 wherever a statement names no zone (Log Service documentation, "Date
/// and time functions"); whether regions outside of China do so as well is «unconfirmed».
/// </summary>
internal static class SqlTime
{
    public const long DayMilliseconds = 24L * 3600 * 1000;

    /// <summary>Milliseconds from UTC to the zone of the service.</summary>
    public const long Offset = 8L * 3600 * 1000;

    private static readonly long s_first = new DateTimeOffset(1, 1, 2, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    private static readonly long s_last = new DateTimeOffset(9999, 12, 30, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private static readonly string[] s_formats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF",
        "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFFFFFF",
    ];

    /// <summary>The wall clock of the service's zone.</summary>
    /// <exception cref="Execution.SqlValueException">The moment is beyond the years 1 to 9999.</exception>
    public static DateTime Local(long milliseconds)
    {
        return milliseconds >= s_first && milliseconds <= s_last
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds + Offset).DateTime
            : throw new Execution.SqlValueException($"the time {milliseconds.ToString(CultureInfo.InvariantCulture)} ms is out of range");
    }

    public static long FromLocal(DateTime local)
    {
        return new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), TimeSpan.Zero).ToUnixTimeMilliseconds() - Offset;
    }

    public static string Format(long milliseconds)
    {
        return Local(milliseconds).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
    }

    public static string FormatDate(long days)
    {
        return Local((days * DayMilliseconds) - Offset).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    /// <summary>Reads a time in the service's spelling or that of ISO 8601; a zone may follow.</summary>
    public static bool TryParse(string text, out long milliseconds)
    {
        text = text.Trim();
        if (DateTime.TryParseExact(text, s_formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local))
        {
            milliseconds = FromLocal(local);
            return true;
        }
        foreach (string format in s_formats)
        {
            if (DateTimeOffset.TryParseExact(
                text, [format + "K", format + "zzz", format + " zzz"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment))
            {
                milliseconds = moment.ToUnixTimeMilliseconds();
                return true;
            }
        }
        int zone = text.LastIndexOf(' ');
        if (zone > 0 && text[(zone + 1)..] is "UTC" or "Asia/Shanghai" && TryParse(text[..zone], out milliseconds))
        {
            milliseconds += text.EndsWith("UTC", StringComparison.Ordinal) ? Offset : 0;
            return true;
        }
        milliseconds = 0;
        return false;
    }

    /// <summary>The day, in days since 1970, that a moment falls on in the service's zone.</summary>
    public static long DayOf(long milliseconds)
    {
        (long days, long rest) = Math.DivRem(milliseconds + Offset, DayMilliseconds);
        return rest < 0 ? days - 1 : days;
    }
}
