using System.Globalization;
using System.Management.Automation;

namespace AliLogOps.Transformations;

/// <summary>Turns <c>90</c> (seconds), <c>90s</c>, <c>15m</c>, <c>2h</c>, <c>1d12h</c> or <c>00:15:00</c> into a TimeSpan.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class LogSpanTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether a sign may stand before the span: <c>-20m</c>.</summary>
    public bool AllowNegative { get; set; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = BareWord.Read(inputData);
        return AllowNegative && value is string text && text.StartsWith('-') ? -Read(text[1..]) : value is null ? null : Read(value);
    }

    private static TimeSpan Read(object value) => value switch
    {
        TimeSpan span => span,
        int or long or double or uint or short or ushort => TimeSpan.FromSeconds(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        string text when LogSpan.TryParse(text.Trim(), out var span) => span,
        string text when double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) => TimeSpan.FromSeconds(seconds),
        string text when text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && span >= TimeSpan.Zero => span,
        _ => throw new ArgumentTransformationMetadataException(FormattableString.Invariant($"'{value}' is not a span of time. Give a number of seconds, or a number with s, m, h, d or w (90s, 15m, 2h, 1d12h).")),
    };
}

/// <summary>Spans in the short form people write: numbers with s, m, h, d, w, biggest unit first.</summary>
internal static class LogSpan
{
    private const string Units = "wdhms";

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
}
