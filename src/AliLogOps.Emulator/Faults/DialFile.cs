using System.Text.Json;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Faults;

/// <summary>The dial as one document: what a file at the start, PUT /_emulator/faults and its answer have in common.</summary>
internal static class DialFile
{
    private static readonly HashSet<string> s_members = ["rules", "clock", "visibility"];

    /// <summary>Sets what the document has; a list of rules takes the place of all rules. Nothing is set if anything is wrong.</summary>
    /// <exception cref="SlsException">400 InvalidParameter.</exception>
    public static void Apply(EmulatorServices services, JsonElement json)
    {
        JsonMembers members = json.ValueKind == JsonValueKind.Object
            ? new JsonMembers(json, SlsErrors.InvalidParameter)
            : throw SlsErrors.InvalidParameter("the dial must be an object with rules, clock and visibility, each of which may be left out").ToException();
        if (members.UnknownMembers(s_members).FirstOrDefault() is { } unknown)
        {
            throw members.Fail($"'{unknown}' is no member of the dial; known are {string.Join(", ", s_members)}");
        }
        List<FaultRule>? rules = members.Array("rules") is { } items ? ReadRules(services, items) : null;
        Clock.ClockSetting? clock = members.Object("clock") is { } clockJson ? DialReader.ReadClock(clockJson) : null;
        VisibilityDelays? delays = members.Object("visibility") is { } visibility ? DialReader.ReadVisibility(visibility) : null;
        if (rules is not null)
        {
            services.Faults.Clear();
            rules.ForEach(services.Faults.Set);
        }
        services.Clock.Setting = clock ?? services.Clock.Setting;
        services.Visibility.Delays = delays ?? services.Visibility.Delays;
    }

    private static List<FaultRule> ReadRules(EmulatorServices services, List<JsonElement> items)
    {
        // a rule without a name must not get that of another one in the document, and take its place
        HashSet<string> given = [.. items
            .Where(item => item.ValueKind == JsonValueKind.Object && item.TryGetProperty("name", out JsonElement name) && name.ValueKind == JsonValueKind.String)
            .Select(item => item.GetProperty("name").GetString()!)];
        string NewName()
        {
            string name = services.Faults.NewName();
            return given.Contains(name) ? NewName() : name;
        }
        List<FaultRule> rules = items.ConvertAll(item => FaultRuleReader.Read(item, services.OperationNames, NewName));
        HashSet<string> names = new(StringComparer.Ordinal);
        return rules.Find(rule => !names.Add(rule.Name)) is { } twice
            ? throw SlsErrors.InvalidParameter($"two rules have the name '{twice.Name}': give each rule a name of its own, or none").ToException()
            : rules;
    }

    /// <summary>Sets the dial from a file.</summary>
    /// <exception cref="StartFileException">The file cannot be read or is wrong.</exception>
    public static Task LoadAsync(EmulatorServices services, string path)
    {
        return new StartFile("fault file", path).ApplyAsync(json =>
        {
            Apply(services, json);
            return Task.CompletedTask;
        });
    }
}
