using System.Globalization;

namespace AliLogOps.Setup.Samples;

/// <summary>A time format in strptime's notation, as far as logs use it.</summary>
internal sealed class TimeFormat
{
    private static readonly string[] s_months = CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames[..12];
    private static readonly string[] s_longMonths = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames[..12];

    private readonly string _format;

    private TimeFormat(string format) => _format = format;

    /// <exception cref="ArgumentException">The format uses a directive this reader does not know.</exception>
    public static TimeFormat Parse(string format)
    {
        for (int i = format.IndexOf('%', StringComparison.Ordinal); i >= 0; i = format.IndexOf('%', i + 2))
        {
            if (i + 1 == format.Length || !"YymdHMSbBhaApIfzsTDFRe%".Contains(format[i + 1], StringComparison.Ordinal))
            {
                throw new ArgumentException($"The time format '{format}' has '{format[i..Math.Min(i + 2, format.Length)]}', which cannot be tried here. Of strptime's directives those for dates, times, zones, fractions (%f) and epochs (%s) can.");
            }

            if (i + 2 >= format.Length)
            {
                break;
            }
        }

        // The composite directives, written out.
        return new TimeFormat(format
            .Replace("%T", "%H:%M:%S", StringComparison.Ordinal)
            .Replace("%R", "%H:%M", StringComparison.Ordinal)
            .Replace("%F", "%Y-%m-%d", StringComparison.Ordinal)
            .Replace("%D", "%m/%d/%y", StringComparison.Ordinal));
    }

    /// <summary>Reads a time; what follows the format in the text is left alone, as strptime does.</summary>
    public bool TryRead(string text, TimeSpan? zone, out DateTimeOffset time, out string reason)
    {
        TimeParts parts = new();
        time = default;
        int at = 0;
        for (int i = 0; i < _format.Length; i++)
        {
            char c = _format[i];
            if (char.IsWhiteSpace(c))
            {
                while (at < text.Length && char.IsWhiteSpace(text[at]))
                {
                    at++;
                }
            }
            else if (c != '%' || _format[i + 1] == '%')
            {
                i += c == '%' ? 1 : 0;
                if (at >= text.Length || text[at] != c)
                {
                    reason = $"expected '{c}' at character {at}.";
                    return false;
                }

                at++;
            }
            else if (!Read(_format[++i], text, ref at, parts))
            {
                reason = $"'%{_format[i]}' does not read '{text[at..]}' at character {at}.";
                return false;
            }
        }

        return parts.TryBuild(zone, out time, out reason);
    }

    private static bool Read(char directive, string text, ref int at, TimeParts parts)
    {
        switch (directive)
        {
            case 'Y': return Number(text, ref at, 4, 4, out parts.Year);
            case 'y':
                bool read = Number(text, ref at, 2, 2, out int year);
                parts.Year = year < 69 ? 2000 + year : 1900 + year;
                return read;
            case 'm': return Number(text, ref at, 1, 2, out parts.Month);
            case 'd' or 'e':
                at += at < text.Length && text[at] == ' ' ? 1 : 0;
                return Number(text, ref at, 1, 2, out parts.Day);
            case 'H' or 'I': return Number(text, ref at, 1, 2, out parts.Hour);
            case 'M': return Number(text, ref at, 1, 2, out parts.Minute);
            case 'S': return Number(text, ref at, 1, 2, out parts.Second);
            case 'f':
                int start = at;
                bool fraction = Number(text, ref at, 1, 9, out int digits);
                parts.Nanosecond = (int)(digits * Math.Pow(10, 9 - (at - start)));
                return fraction;
            case 's': return Long(text, ref at, out parts.Epoch);
            case 'b' or 'B' or 'h': return Name(text, ref at, out parts.Month, s_longMonths, s_months);
            case 'a' or 'A': return Name(text, ref at, out _, CultureInfo.InvariantCulture.DateTimeFormat.DayNames, CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedDayNames);
            case 'p':
                bool half = Name(text, ref at, out int noon, ["AM", "PM"]);
                parts.Afternoon = noon == 2;
                return half;
            case 'z': return Offset(text, ref at, out parts.Offset);
            default: return false;
        }
    }

    private static bool Number(string text, ref int at, int least, int most, out int value)
    {
        int length = 0;
        while (length < most && at + length < text.Length && char.IsAsciiDigit(text[at + length]))
        {
            length++;
        }

        value = 0;
        if (length < least)
        {
            return false;
        }

        value = int.Parse(text.AsSpan(at, length), NumberStyles.None, CultureInfo.InvariantCulture);
        at += length;
        return true;
    }

    private static bool Long(string text, ref int at, out long? value)
    {
        int end = at;
        while (end < text.Length && end - at < 11 && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        value = end > at ? long.Parse(text.AsSpan(at, end - at), NumberStyles.None, CultureInfo.InvariantCulture) : null;
        at = end;
        return value is not null;
    }

    private static bool Name(string text, ref int at, out int number, params string[][] lists)
    {
        foreach (string[] list in lists)
        {
            for (int i = 0; i < list.Length; i++)
            {
                if (string.Compare(text, at, list[i], 0, list[i].Length, StringComparison.OrdinalIgnoreCase) == 0)
                {
                    at += list[i].Length;
                    number = i + 1;
                    return true;
                }
            }
        }

        number = 0;
        return false;
    }

    private static bool Offset(string text, ref int at, out TimeSpan? offset)
    {
        offset = null;
        if (at < text.Length && text[at] == 'Z')
        {
            at++;
            offset = TimeSpan.Zero;
            return true;
        }

        if (at >= text.Length || text[at] is not ('+' or '-'))
        {
            return false;
        }

        int sign = text[at++] == '-' ? -1 : 1;
        if (!Number(text, ref at, 2, 2, out int hours))
        {
            return false;
        }

        at += at < text.Length && text[at] == ':' ? 1 : 0;
        if (!Number(text, ref at, 2, 2, out int minutes))
        {
            return false;
        }

        offset = sign * new TimeSpan(hours, minutes, 0);
        return true;
    }

    public override string ToString() => _format;
}

/// <summary>What a time format has read so far.</summary>
internal sealed class TimeParts
{
    // as far as .NET goes; the farthest zone there is
    private static readonly TimeSpan s_farthestZone = TimeSpan.FromHours(14);

    public int Year;
    public int Month = 1;
    public int Day = 1;
    public int Hour;
    public int Minute;
    public int Second;
    public int Nanosecond;
    public long? Epoch;
    public bool? Afternoon;
    public TimeSpan? Offset;

    public bool TryBuild(TimeSpan? zone, out DateTimeOffset time, out string reason)
    {
        reason = string.Empty;
        if (Epoch is long seconds)
        {
            time = DateTimeOffset.FromUnixTimeSeconds(seconds);
            return true;
        }

        // A format without a year means the current one, as in syslog's own times.
        int year = Year == 0 ? DateTimeOffset.Now.Year : Year;
        int hour = Afternoon is bool afternoon ? (Hour % 12) + (afternoon ? 12 : 0) : Hour;
        time = default;
        if (Month is < 1 or > 12 || Day < 1 || Day > DateTime.DaysInMonth(year, Month) || hour > 23 || Minute > 59 || Second > 60)
        {
            reason = "a part is out of its range.";
            return false;
        }

        // A leap second is the last of its minute to .NET.
        DateTime local = new DateTime(year, Month, Day, hour, Minute, Math.Min(Second, 59)).AddTicks(Nanosecond / 100);
        TimeSpan offset = Offset ?? zone ?? TimeZoneInfo.Local.GetUtcOffset(local);
        if (offset.Duration() > s_farthestZone)
        {
            reason = "the offset is more than 14 hours.";
            return false;
        }

        time = new DateTimeOffset(local, offset);
        return true;
    }
}
