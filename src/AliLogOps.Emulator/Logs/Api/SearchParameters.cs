using System.Globalization;
using System.Text.Json;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Logs.Api;

/// <summary>Parameters of GetLogs and GetHistograms, whichever way they came.</summary>
internal sealed record SearchParameters
{
    private const int MaxLine = 100;

    /// <summary>Our choice: how far the service lets a search page is «unconfirmed».</summary>
    private const long MaxOffset = 1_000_000_000;

    /// <summary>The last second of the year 9999; a time in milliseconds is far beyond.</summary>
    private const long MaxTime = 253_402_300_799;

    public required long From { get; init; }

    public required long To { get; init; }

    /// <summary>Nanosecond part of <see cref="From"/>.</summary>
    public int FromNanoseconds { get; init; }

    /// <summary>Nanosecond part of <see cref="To"/>.</summary>
    public int ToNanoseconds { get; init; }

    /// <summary>Shard to search; null for all of them, which clients write as -1 too.</summary>
    public int? Shard { get; init; }

    public string Query { get; init; } = "";

    public string Topic { get; init; } = "";

    public long Offset { get; init; }

    public int Line { get; init; } = MaxLine;

    public bool Reverse { get; init; }

    /// <summary>The session asks for a scan: logs are looked at one by one, whether they are indexed or not.</summary>
    public bool IsScan { get; init; }

    /// <exception cref="SlsException">400, with the code of the parameter that is wrong; 501 for one that is not built.</exception>
    public static SearchParameters Read(QueryParameters query)
    {
        return Read(name => query[name] is { } text ? new Value(text, true) : null);
    }

    /// <inheritdoc cref="Read(QueryParameters)"/>
    public static SearchParameters Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw SlsErrors.PostBodyInvalid().ToException();
        }
        return Read(name => Find(body, name));
    }

    /// <summary>from and to of a body that may leave out either: everything from the beginning, or to the end of time.</summary>
    /// <param name="body">A JSON object.</param>
    /// <exception cref="SlsException">400 InvalidTimeRange.</exception>
    public static (long From, long To) ReadOptionalRange(JsonElement body)
    {
        return ReadRange(Find(body, "from") ?? new Value("0", false), Find(body, "to") ?? new Value(Text(MaxTime), false));
    }

    private static SearchParameters Read(Func<string, Value?> find)
    {
        RefuseUnbuilt(find);
        // a scan may go on in either direction; the order of a page is that of reverse: «unconfirmed» what the service makes of the two
        _ = ReadFlag(find("forward"), "ParameterInvalid", "forward");
        int fromNanoseconds = ReadNanoseconds(find("fromNs"), "fromNs");
        int toNanoseconds = ReadNanoseconds(find("toNs"), "toNs");
        (long from, long to) = ReadRange(find("from"), find("to"), fromNanoseconds, toNanoseconds);
        return new SearchParameters
        {
            From = from,
            To = to,
            FromNanoseconds = fromNanoseconds,
            ToNanoseconds = toNanoseconds,
            Shard = ReadNumber(find("shard"), -1, int.MaxValue, "ParameterInvalid", "shard", -1) is >= 0 and long shard ? (int)shard : null,
            Query = ReadText(find("query"), "InvalidQueryString", "query"),
            Topic = ReadText(find("topic"), "ParameterInvalid", "topic"),
            Offset = ReadNumber(find("offset"), 0, MaxOffset, "InvalidOffset", "offset", 0),
            Line = (int)ReadNumber(find("line"), 0, MaxLine, "InvalidLine", "line", MaxLine),
            Reverse = ReadFlag(find("reverse"), "InvalidReverse", "reverse"),
            IsScan = find("session") is { Text.Length: > 0 },
        };
    }

    /// <summary>What would change the result and cannot be honoured is refused; what only concerns SQL may stand.</summary>
    private static void RefuseUnbuilt(Func<string, Value?> find)
    {
        Refuse(find, "session", text => text.Length == 0 || text.Replace(" ", "", StringComparison.Ordinal).TrimEnd(';').Equals("mode=scan", StringComparison.OrdinalIgnoreCase));
        Refuse(find, "highlight", text => text.Length == 0 || text.Equals("false", StringComparison.OrdinalIgnoreCase));
        Refuse(find, "interval", text => text.Length == 0);
    }

    private static void Refuse(Func<string, Value?> find, string name, Predicate<string> isDefault)
    {
        if (find(name) is { } value && !isDefault(value.Text))
        {
            throw SlsErrors.NotImplemented($"a search with {name} = {value.Text}").ToException();
        }
    }

    private static Value? Find(JsonElement body, string name)
    {
        return body.TryGetProperty(name, out JsonElement member) && member.ValueKind != JsonValueKind.Null
            ? new Value(member.ValueKind == JsonValueKind.String ? member.GetString()! : member.GetRawText(), member.ValueKind == JsonValueKind.String)
            : null;
    }

    private static (long From, long To) ReadRange(Value? first, Value? end, int fromNanoseconds = 0, int toNanoseconds = 0)
    {
        long from = ReadTime(first, "from");
        long to = ReadTime(end, "to");
        return from < to || (from == to && fromNanoseconds < toNanoseconds)
            ? (from, to)
            : throw Error("InvalidTimeRange", $"from {Text(from, fromNanoseconds)} must be less than to {Text(to, toNanoseconds)}: the range is from up to, not including, to");
    }

    private static long ReadTime(Value? value, string name)
    {
        return value is not null && long.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out long time)
            && time <= MaxTime
            ? time
            : throw Error("InvalidTimeRange", $"{name} is '{value?.Text}': it must be an epoch second, not later than the year 9999");
    }

    /// <summary>Official clients send 0 or -1 for none.</summary>
    private static int ReadNanoseconds(Value? value, string name)
    {
        return (int)Math.Max(0, ReadNumber(value, -1, 999_999_999, "InvalidTimeRange", name, 0));
    }

    private static long ReadNumber(Value? value, long minimum, long maximum, string code, string name, long defaultValue)
    {
        if (value is null || value.Text.Length == 0)
        {
            return defaultValue;
        }
        return long.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            && number >= minimum && number <= maximum
            ? number
            : throw Error(code, $"{name} is '{value.Text}': it must be an integer from {Text(minimum)} to {Text(maximum)}");
    }

    private static string ReadText(Value? value, string code, string name)
    {
        return value is null ? "" : value.IsText ? value.Text : throw Error(code, $"{name} is {value.Text}: it must be a string");
    }

    private static bool ReadFlag(Value? value, string code, string name)
    {
        if (value is null || value.Text.Length == 0)
        {
            return false;
        }
        return bool.TryParse(value.Text, out bool flag)
            ? flag
            : throw Error(code, $"{name} is '{value.Text}': it must be true or false");
    }

    private static SlsException Error(string code, string message)
    {
        return new SlsError(400, code, message).ToException();
    }

    private static string Text(long seconds, int nanoseconds)
    {
        return nanoseconds == 0 ? Text(seconds) : string.Create(CultureInfo.InvariantCulture, $"{seconds}.{nanoseconds:D9}");
    }

    private static string Text(long value)
    {
        return value.ToString(CultureInfo.InvariantCulture);
    }

    /// <param name="IsText">False for a JSON value that is no string.</param>
    private sealed record Value(string Text, bool IsText);
}
