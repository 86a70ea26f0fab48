using System.Globalization;
using System.Text.Json;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Faults;

/// <summary>Reads a fault rule from JSON. Every wrong member is refused with its name, value and rule.</summary>
internal static class FaultRuleReader
{
    /// <summary>Longest delay an answer can be given.</summary>
    private const double MaxDelaySeconds = 3600;

    private static readonly HashSet<string> s_members =
    [
        "name", "operations", "project", "logstore", "skip", "every", "probability", "count", "seed",
        "effect", "status", "code", "message", "delaySeconds", "location",
        // counters of an answer that is sent back
        "matched", "fired",
    ];

    private static readonly Dictionary<string, FaultKind> s_kinds = Enum.GetValues<FaultKind>().ToDictionary(NameOf, StringComparer.Ordinal);

    /// <summary>Name of a kind in JSON, for example <c>resetBefore</c>.</summary>
    public static string NameOf(FaultKind kind)
    {
        string name = kind.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <param name="knownOperations">Names an operation pattern must fit one of.</param>
    /// <param name="newName">Gives a rule without a name one.</param>
    /// <exception cref="SlsException">400 InvalidParameter.</exception>
    public static FaultRule Read(JsonElement json, IReadOnlyCollection<string> knownOperations, Func<string> newName)
    {
        JsonMembers members = json.ValueKind == JsonValueKind.Object
            ? new JsonMembers(json, SlsErrors.InvalidParameter)
            : throw SlsErrors.InvalidParameter("a fault rule must be an object, for example {\"operations\":[\"GetLogs*\"],\"effect\":\"error\",\"code\":\"ServerBusy\"}").ToException();
        if (members.UnknownMembers(s_members).FirstOrDefault() is { } unknown)
        {
            throw members.Fail($"'{unknown}' is no member of a fault rule; known are {string.Join(", ", s_members)}");
        }
        List<string> operations = members.Strings("operations") ?? [];
        foreach (string pattern in operations)
        {
            if (!knownOperations.Any(name => Wildcard.Fits(pattern, name)))
            {
                throw members.Fail($"operations has '{pattern}', which fits no operation of the emulator; GET /_emulator/operations lists the names");
            }
        }
        double probability = members.Double("probability") ?? 1;
        if (probability is not (> 0 and <= 1))
        {
            throw members.Fail($"probability {probability.ToString(CultureInfo.InvariantCulture)} is invalid: it must be above 0 and not above 1");
        }
        string name = members.String("name") ?? newName();
        if (name.Length is 0 or > 100 || name.Contains('/', StringComparison.Ordinal) || name.Any(char.IsControl))
        {
            throw members.Fail($"name '{name}' is invalid: it must be 1 to 100 characters without slashes");
        }
        return new FaultRule
        {
            Name = name,
            Match = new FaultMatch(operations, members.String("project") ?? "", members.String("logstore") ?? ""),
            Effect = ReadEffect(members),
            Skip = AtLeast(members, "skip", 0) ?? 0,
            Every = AtLeast(members, "every", 1) ?? 1,
            Probability = probability,
            Count = AtLeast(members, "count", 1),
            Seed = members.Int("seed") ?? 0,
        };
    }

    private static FaultEffect ReadEffect(JsonMembers members)
    {
        string name = members.RequiredString("effect");
        if (!s_kinds.TryGetValue(name, out FaultKind kind))
        {
            throw members.Fail($"effect '{name}' is unknown; known are {string.Join(", ", s_kinds.Keys)}");
        }
        FaultEffect effect = new(kind);
        HashSet<string> used = [];
        switch (kind)
        {
            case FaultKind.Error:
                used = ["status", "code", "message"];
                string code = members.RequiredString("code");
                effect = effect with
                {
                    Code = code.Length > 0 ? code : throw members.Fail("code is empty: give an error code, for example ServerBusy"),
                    Status = Status(members, 400, 599) ?? FaultStatus.Of(code)
                        ?? throw members.Fail($"status is lacking, and the code '{code}' is none whose status is known: give both"),
                    Message = members.String("message") ?? "this error was set at the emulator's fault dial",
                };
                break;
            case FaultKind.Html:
                used = ["status"];
                effect = effect with { Status = Status(members, 200, 599, 204, 205, 304) ?? 502 };
                break;
            case FaultKind.Redirect:
                used = ["status", "location"];
                effect = effect with { Status = Status(members, 300, 399, 304) ?? 302, Location = Location(members) };
                break;
            case FaultKind.SlowHeaders or FaultKind.SlowBody:
                used = ["delaySeconds"];
                double seconds = members.Double("delaySeconds") ?? 1;
                effect = effect with
                {
                    Delay = seconds is > 0 and <= MaxDelaySeconds
                        ? TimeSpan.FromSeconds(seconds)
                        : throw members.Fail($"delaySeconds {seconds.ToString(CultureInfo.InvariantCulture)} is invalid: it must be above 0 and at most {MaxDelaySeconds.ToString(CultureInfo.InvariantCulture)}"),
                };
                break;
        }
        foreach (string member in (string[])["status", "code", "message", "delaySeconds", "location"])
        {
            if (members.Has(member) && !used.Contains(member))
            {
                throw members.Fail($"{member} has no meaning with the effect {name}: leave it out");
            }
        }
        return effect;
    }

    /// <param name="without">Statuses within the range that the effect cannot have: answers with them carry no body, or no target.</param>
    private static int? Status(JsonMembers members, int minimum, int maximum, params int[] without)
    {
        return members.Int("status") is not { } status ? null
            : without.Contains(status) ? throw members.Fail(string.Create(CultureInfo.InvariantCulture, $"status {status} is invalid: an answer with it cannot have this effect, give another within range [{minimum}, {maximum}]"))
            : status >= minimum && status <= maximum ? status
            : throw members.Fail(string.Create(CultureInfo.InvariantCulture, $"status {status} is invalid: with this effect it must be within range [{minimum}, {maximum}]"));
    }

    /// <summary>What a header can carry.</summary>
    private static string Location(JsonMembers members)
    {
        string location = members.String("location") ?? "http://redirected.invalid/";
        return location.Length > 0 && location.All(c => c is > ' ' and <= '~')
            ? location
            : throw members.Fail($"location '{location}' is invalid: it must be a URL of printable ASCII characters without blanks, percent-encode the others");
    }

    private static int? AtLeast(JsonMembers members, string name, int minimum)
    {
        return members.Int(name) is not { } value ? null
            : value >= minimum ? value
            : throw members.Fail(string.Create(CultureInfo.InvariantCulture, $"{name} {value} is invalid: it must be at least {minimum}"));
    }
}
