using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AliLogOps.Setup.Samples;

/// <summary>Reads a log's time from one of its fields, as the config's time format says.</summary>
internal sealed partial class LogTimeReader
{
    private readonly string? _key;
    private readonly TimeFormat? _format;
    private readonly TimeSpan? _zone;

    private LogTimeReader(string? key, TimeFormat? format, TimeSpan? zone)
    {
        _key = key;
        _format = format;
        _zone = zone;
    }

    public static LogTimeReader Create(JsonObject detail)
    {
        string? format = detail["timeFormat"]?.ToString();
        if (string.IsNullOrEmpty(format))
        {
            return new LogTimeReader(null, null, null);
        }

        // Without a key of its own the format reads the field named time.
        string key = detail["timeKey"]?.ToString() is { Length: > 0 } given ? given : "time";
        bool adjusted = detail["adjustTimezone"] is JsonValue value && value.TryGetValue(out bool flag) && flag;
        return new LogTimeReader(key, TimeFormat.Parse(format), adjusted ? Zone(detail["logTimezone"]?.ToString() ?? string.Empty) : null);
    }

    public SampleEntry Apply(SampleEntry entry)
    {
        if (_format is null)
        {
            return entry;
        }

        string? text = entry.Fields.FirstOrDefault(field => field.Key == _key).Value;
        if (text is null)
        {
            return entry with { Reason = $"There is no field '{_key}' to read the time from; the agent would use the time of collection." };
        }

        return _format.TryRead(text, _zone, out DateTimeOffset time, out string reason)
            ? entry with { Time = time }
            : entry with { Reason = $"The time '{text}' does not follow '{_format}': {reason}" };
    }

    private static TimeSpan Zone(string text)
    {
        Match match = ZonePattern().Match(text);
        if (!match.Success)
        {
            throw new ArgumentException($"The time zone '{text}' is not of the form GMT+08:00, with at most 14 hours. Correct the config's logTimezone.");
        }

        TimeSpan offset = TimeSpan.ParseExact(match.Groups[2].Value, @"hh\:mm", CultureInfo.InvariantCulture);
        return match.Groups[1].Value == "-" ? -offset : offset;
    }

    [GeneratedRegex(@"^GMT([+-])((?:0[0-9]|1[0-4]):[0-5][0-9])\z")]
    private static partial Regex ZonePattern();
}
