using System.Globalization;
using System.Management.Automation;

namespace AliLogOps.Logs;

/// <summary>Values as text, the same in every culture. What has no plain text is refused rather than guessed at.</summary>
internal static class LogValue
{
    public static string ToText(string fieldName, object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => "",
        string text => text,
        DateTimeOffset time => time.ToString("o", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("o", CultureInfo.InvariantCulture),
        Enum named => named.ToString(),
        IConvertible plain => plain.ToString(CultureInfo.InvariantCulture),
        IFormattable plain => plain.ToString(null, CultureInfo.InvariantCulture),
        var other => throw new LogRuleException(
            "AliLog.LogValueInvalid",
            $"Field '{fieldName}' holds a {other.GetType().Name}, and a log holds text only.",
            "Turn the value into text first, for example with ConvertTo-Json -Compress."),
    };
}
