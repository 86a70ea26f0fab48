using System.Globalization;
using System.Text.Json;
using AliLogOps.Emulator.Clock;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Faults;

/// <summary>Reads the parts of the dial besides the rules from JSON; the member <c>now</c>, which answers have, is passed over.</summary>
internal static class DialReader
{
    private static readonly HashSet<string> s_clock = ["offsetSeconds", "frozenAt", "now"];
    private static readonly HashSet<string> s_visibility = ["searchSeconds", "creationSeconds", "indexSeconds"];

    /// <exception cref="SlsException">400 InvalidParameter.</exception>
    public static ClockSetting ReadClock(JsonElement json)
    {
        JsonMembers members = Members(json, "clock", s_clock);
        double offset = members.Double("offsetSeconds") ?? 0;
        if (!(Math.Abs(offset) <= ClockSetting.MaxOffset.TotalSeconds))
        {
            throw members.Fail($"offsetSeconds {Text(offset)} is invalid: it must be within ten years, {Text(ClockSetting.MaxOffset.TotalSeconds)} seconds, to either side");
        }
        return new ClockSetting(TimeSpan.FromSeconds(offset), members.Has("frozenAt") ? ReadTime(json.GetProperty("frozenAt"), members) : null);
    }

    /// <exception cref="SlsException">400 InvalidParameter.</exception>
    public static VisibilityDelays ReadVisibility(JsonElement json)
    {
        JsonMembers members = Members(json, "visibility", s_visibility);
        TimeSpan Delay(string name)
        {
            double seconds = members.Double(name) ?? 0;
            return seconds >= 0 && seconds <= VisibilityDelays.Max.TotalSeconds
                ? TimeSpan.FromSeconds(seconds)
                : throw members.Fail($"{name} {Text(seconds)} is invalid: it must be within range [0, {Text(VisibilityDelays.Max.TotalSeconds)}]");
        }
        return new VisibilityDelays(Delay("searchSeconds"), Delay("creationSeconds"), Delay("indexSeconds"));
    }

    private static JsonMembers Members(JsonElement json, string name, HashSet<string> known)
    {
        JsonMembers members = json.ValueKind == JsonValueKind.Object
            ? new JsonMembers(json, SlsErrors.InvalidParameter)
            : throw SlsErrors.InvalidParameter($"{name} must be an object with {string.Join(", ", known)}").ToException();
        return members.UnknownMembers(known).FirstOrDefault() is { } unknown
            ? throw members.Fail($"'{unknown}' is no member of {name}; known are {string.Join(", ", known)}")
            : members;
    }

    private static DateTimeOffset ReadTime(JsonElement value, JsonMembers members)
    {
        DateTimeOffset time = default;
        bool isTime = value.ValueKind == JsonValueKind.Number
            ? value.TryGetInt64(out long seconds) && TryFromEpoch(seconds, out time)
            : value.ValueKind == JsonValueKind.String
                && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
        return isTime && time >= ClockSetting.EarliestFrozen && time <= ClockSetting.LatestFrozen
            ? time.ToUniversalTime()
            : throw members.Fail($"frozenAt {value.GetRawText()} is invalid: it must be a time from 1971 to 2099 such as \"2026-01-02T03:04:05Z\", or epoch seconds");
    }

    private static bool TryFromEpoch(long seconds, out DateTimeOffset time)
    {
        bool fits = seconds is >= 0 and <= uint.MaxValue;
        time = fits ? DateTimeOffset.FromUnixTimeSeconds(seconds) : default;
        return fits;
    }

    private static string Text(double value)
    {
        return value.ToString(CultureInfo.InvariantCulture);
    }
}
