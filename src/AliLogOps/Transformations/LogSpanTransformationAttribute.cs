using System.Globalization;
using System.Management.Automation;
using AliLogOps.Setup;

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
