using System.Globalization;

namespace AliLogOps.Formatting;

/// <summary>Short texts for the table views. Objects keep their full values; only what is shown is shortened.</summary>
public static class ViewText
{
    /// <summary>Local date and time to the minute; empty when there is none.</summary>
    public static string Time(DateTimeOffset? time) => time?.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Local date and time to the second; empty when there is none.</summary>
    public static string TimeToSecond(DateTimeOffset? time) => time?.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A span in its biggest fitting unit: <c>35 s</c>, <c>12 min</c>, <c>5 h</c>, <c>3 d</c>; empty when there is none.</summary>
    public static string Age(TimeSpan? span) => span switch
    {
        null => "",
        { TotalSeconds: < 120 } => string.Create(CultureInfo.InvariantCulture, $"{span.Value.TotalSeconds:0} s"),
        { TotalMinutes: < 120 } => string.Create(CultureInfo.InvariantCulture, $"{span.Value.TotalMinutes:0} min"),
        { TotalHours: < 48 } => string.Create(CultureInfo.InvariantCulture, $"{span.Value.TotalHours:0} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.Value.TotalDays:0} d"),
    };

    /// <summary>A number of bytes in its biggest fitting unit: <c>512 B</c>, <c>3.4 MB</c>.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB"),
    };

    /// <summary>A bar as long as its share of the width; the smallest there is for what is little, but not nothing.</summary>
    public static string Bar(double share, int width)
    {
        var length = (int)Math.Round(Math.Clamp(share, 0, 1) * width, MidpointRounding.AwayFromZero);
        return length > 0 ? new string('█', length) : share > 0 ? "▏" : "";
    }

    /// <summary>A hash key without its last sixteen digits where they are all alike, as they are until a shard is split very often.</summary>
    public static string HashKey(string? key) => key is { Length: 32 } && key[16..].All(digit => digit == key[31]) ? key[..16] + "…" : key ?? "";

    /// <summary>A list in one line.</summary>
    public static string List(IEnumerable<string>? items) => items is null ? "" : string.Join(", ", items);

    /// <summary>What the full-text index is like; <c>no</c> when there is none.</summary>
    public static string Line(LogIndexLine? line) => line?.ToString() ?? "no";

    /// <summary>Whether there is a full-text index.</summary>
    public static string HasLine(LogIndexLine? line) => line is null ? "no" : "yes";

    /// <summary>The fields of an index with their types: <c>app-name (text), latency (double)</c>.</summary>
    public static string Fields(IReadOnlyDictionary<string, LogIndexKey>? keys) =>
        keys is null ? "" : string.Join(", ", keys.Select(key => $"{key.Key} ({key.Value.Type})"));

    /// <summary>How much of a field SQL sees.</summary>
    public static string MaxTextLength(int? bytes) => bytes is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known} bytes") : "default (2048 bytes)";
}
