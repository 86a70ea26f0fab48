using System.Globalization;
using System.Text.Json;

namespace AliLogOps.Client;

/// <summary>Reading members the service may leave out, send as null, or send as text instead of a number.</summary>
internal static class JsonElementExtensions
{
    /// <summary>A member as text; null when it is absent, null or no scalar.</summary>
    public static string? GetText(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value.AsText() : null;

    /// <summary>A scalar as text.</summary>
    public static string? AsText(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    /// <summary>A member as a whole number, also from text.</summary>
    public static long? GetInteger(this JsonElement element, string name) =>
        long.TryParse(element.GetText(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;

    /// <summary>A member as a 32-bit whole number, also from text.</summary>
    public static int? GetInt(this JsonElement element, string name) =>
        element.GetInteger(name) is { } number and >= int.MinValue and <= int.MaxValue ? (int)number : null;

    /// <summary>A member as a truth value, also from text in any case.</summary>
    public static bool? GetFlag(this JsonElement element, string name) =>
        bool.TryParse(element.GetText(name), out bool flag) ? flag : null;

    /// <summary>A member as a time: seconds since 1970 as number or text, or a date as text, taken as UTC.</summary>
    public static DateTimeOffset? GetTime(this JsonElement element, string name)
    {
        string? text = element.GetText(name);
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seconds))
        {
            return seconds > 0 ? WireTime.FromSeconds(seconds) : null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time) ? time : null;
    }

    /// <summary>A member as a list of texts; empty when it is absent or no list.</summary>
    public static IReadOnlyList<string> GetTexts(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out JsonElement list) || list.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        List<string> texts = new(list.GetArrayLength());
        foreach (JsonElement item in list.EnumerateArray())
        {
            if (item.AsText() is { } text)
            {
                texts.Add(text);
            }
        }

        return texts;
    }

    /// <summary>A member that is an object, or an undefined element.</summary>
    public static JsonElement GetObject(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Object ? value : default;
}
