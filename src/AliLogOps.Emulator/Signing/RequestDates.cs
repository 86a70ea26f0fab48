using System.Globalization;

namespace AliLogOps.Emulator.Signing;

/// <summary>The date formats of signed requests.</summary>
internal static class RequestDates
{
    /// <summary>Largest distance from the emulator's clock.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(15);

    private static readonly string[] s_rfc1123 = ["d MMM yyyy HH:mm:ss 'GMT'", "dd MMM yyyy HH:mm:ss 'GMT'"];

    /// <summary>RFC 1123 text; the weekday is not looked at, since a client may get it wrong without harm.</summary>
    public static bool TryParseRfc1123(string text, out DateTimeOffset date)
    {
        int comma = text.IndexOf(',', StringComparison.Ordinal);
        return DateTimeOffset.TryParseExact(
            text[(comma + 1)..].Trim(), s_rfc1123, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out date);
    }

    /// <summary><c>yyyyMMddTHHmmssZ</c>, as signature version 4 of the Log Service has it.</summary>
    public static bool TryParseCompact(string text, out DateTimeOffset date)
    {
        return DateTimeOffset.TryParseExact(
            text, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out date);
    }

    /// <summary><c>yyyy-MM-ddTHH:mm:ssZ</c>, as ECS and STS have it.</summary>
    public static bool TryParseIso(string text, out DateTimeOffset date)
    {
        return DateTimeOffset.TryParseExact(
            text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out date);
    }

    public static bool IsWithinTolerance(DateTimeOffset date, DateTimeOffset now)
    {
        return (date - now).Duration() <= Tolerance;
    }
}
