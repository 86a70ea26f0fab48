using System.Globalization;

namespace AliLogOps.Setup;

/// <summary>Spans in the short form people write: numbers with s, m, h, d, w, biggest unit first.</summary>
internal static class LogSpan
{
    private const string Units = "wdhms";

    /// <summary>Reads <c>90s</c>, <c>15m</c>, <c>1d12h</c>; false for anything else.</summary>
    public static bool TryParse(string text, out TimeSpan span)
    {
        span = TimeSpan.Zero;
        var lastUnit = -1;
        var position = 0;
        while (position < text.Length)
        {
            var start = position;
            while (position < text.Length && char.IsAsciiDigit(text[position]))
            {
                position++;
            }

            if (position == start || position - start > 9 || position == text.Length)
            {
                return false;
            }

            var unit = Units.IndexOf(char.ToLowerInvariant(text[position]), StringComparison.Ordinal);
            if (unit <= lastUnit)
            {
                return false;
            }

            var number = int.Parse(text.AsSpan(start, position - start), CultureInfo.InvariantCulture);
            var seconds = number * SecondsOf(unit);
            if (seconds > TimeSpan.FromDays(365_000).TotalSeconds)
            {
                return false;
            }

            span += TimeSpan.FromSeconds(seconds);
            lastUnit = unit;
            position++;
        }

        return lastUnit >= 0;
    }

    private static double SecondsOf(int unit) => unit switch
    {
        0 => 604_800,
        1 => 86_400,
        2 => 3_600,
        3 => 60,
        _ => 1,
    };

    /// <summary>The span in the short form, whole seconds.</summary>
    public static string ToText(TimeSpan span)
    {
        var left = (long)span.TotalSeconds;
        var text = "";
        for (var unit = 0; unit < Units.Length; unit++)
        {
            var size = (long)SecondsOf(unit);
            if (left >= size)
            {
                text += string.Create(CultureInfo.InvariantCulture, $"{left / size}{Units[unit]}");
                left %= size;
            }
        }

        return text.Length == 0 ? "0s" : text;
    }
}
