using System.Text.Json.Nodes;

namespace AliLogOps.Setup.Samples;

/// <summary>
/// Tries a Logtail config on sample lines, offline. The agent's own parser is not public: patterns are matched as its documents say
/// (the whole line must match), with .NET's regular expressions in place of the agent's.
/// Source: Log Service documentation, "Logtail configuration files".
/// </summary>
public static class SampleTest
{
    /// <inheritdoc cref="Run(string, JsonObject, IEnumerable{string})"/>
    public static IEnumerable<SampleEntry> Run(LogtailConfig config, IEnumerable<string> lines) =>
        Run(config.InputType, ToNode(config.InputDetail) as JsonObject ?? [], lines);

    /// <summary>Parses <paramref name="lines"/> as an agent with this config would.</summary>
    /// <param name="inputType">The config's input type.</param>
    /// <param name="inputDetail">The config's input detail.</param>
    /// <param name="lines">The sample, one element a line, without line ends.</param>
    /// <exception cref="NotSupportedException">The kind of config cannot be tried offline.</exception>
    /// <exception cref="ArgumentException">The config breaks a rule of its kind; no line can be tried.</exception>
    public static IEnumerable<SampleEntry> Run(string inputType, JsonObject inputDetail, IEnumerable<string> lines)
    {
        ISampleParser parser = CreateParser(inputType, inputDetail);
        LogTimeReader time = LogTimeReader.Create(inputDetail);
        return Parse(parser, time, LineJoiner.Create(inputType, inputDetail).Join(lines));
    }

    private static IEnumerable<SampleEntry> Parse(ISampleParser parser, LogTimeReader time, IEnumerable<(int Line, string Text, string? Problem)> logs)
    {
        foreach ((int line, string text, string? problem) in logs)
        {
            SampleEntry entry = problem is null ? parser.Parse(text) with { Line = line } : new SampleEntry { Line = line, Text = text, Matched = false, Reason = problem };
            yield return entry.Matched ? time.Apply(entry) : entry;
        }
    }

    private static ISampleParser CreateParser(string inputType, JsonObject detail)
    {
        string logType = detail["logType"]?.ToString() ?? string.Empty;
        return (inputType, logType) switch
        {
            ("syslog" or "streamlog", _) => new StreamLineParser(Text(detail, "tag")),
            ("file", "common_reg_log") => new PatternParser(Text(detail, "regex"), Keys(detail)),
            ("file", "json_log") => new JsonLineParser(),
            ("file", "delimiter_log") => new DelimiterParser(Text(detail, "separator"), detail["quote"]?.ToString() ?? string.Empty, Keys(detail), Flag(detail, "autoExtend", true), Flag(detail, "acceptNoEnoughKeys", false)),
            ("file", "") => throw new ArgumentException("The config has no logType; use common_reg_log, json_log or delimiter_log."),
            _ => throw new NotSupportedException($"A config of type '{inputType}{(logType.Length > 0 ? "/" + logType : string.Empty)}' cannot be tried offline: its parser runs in the agent only. Those that can: syslog, and file with common_reg_log, json_log or delimiter_log."),
        };
    }

    private static JsonNode? ToNode(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        IReadOnlyDictionary<string, object?> members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, ToNode(member.Value)))),
        IEnumerable<object?> items => new JsonArray([.. items.Select(ToNode)]),
        IConvertible number => JsonValue.Create(number.ToDouble(System.Globalization.CultureInfo.InvariantCulture)),
        _ => JsonValue.Create(value.ToString()),
    };

    private static string Text(JsonObject detail, string key) =>
        detail[key]?.ToString() is { Length: > 0 } text ? text : throw new ArgumentException($"The config has no {key}; its kind needs one.");

    private static bool Flag(JsonObject detail, string key, bool fallback) =>
        detail[key] is JsonValue value && value.TryGetValue(out bool flag) ? flag : fallback;

    private static IReadOnlyList<string> Keys(JsonObject detail) =>
        detail["key"] is JsonArray { Count: > 0 } keys
            ? [.. keys.Select(key => key?.ToString() ?? string.Empty)]
            : throw new ArgumentException("The config has no key list; it names the fields of a log.");
}

/// <summary>Splits one log into fields.</summary>
internal interface ISampleParser
{
    /// <summary>Parses a log; the line number is filled in by the caller.</summary>
    public SampleEntry Parse(string text);
}
