namespace AliLogOps.Setup;

/// <summary>What the service allows as the name of one kind of resource, and what to say when a name breaks it.</summary>
/// <remarks>Source: the public pages CreateProject, CreateLogStore, CreateConfig and CreateMachineGroup of the Log Service API.
/// Where those pages disagree about a limit, the wider one is taken here and the service decides.</remarks>
public sealed class ResourceNameRule
{
    private readonly bool _underscore;

    private ResourceNameRule(string kind, int minimumLength, int maximumLength, bool underscore)
    {
        Kind = kind;
        MinimumLength = minimumLength;
        MaximumLength = maximumLength;
        _underscore = underscore;
    }

    /// <summary>Projects: 3 to 63 of a-z, 0-9 and '-'.</summary>
    public static ResourceNameRule Project { get; } = new("project", 3, 63, underscore: false);

    /// <summary>Logstores: 3 to 63 of a-z, 0-9, '-' and '_'.</summary>
    public static ResourceNameRule Logstore { get; } = new("logstore", 3, 63, underscore: true);

    /// <summary>Logtail configs: 2 to 128 of a-z, 0-9, '-' and '_' (an older page says 3 to 63, «unconfirmed» which one holds).</summary>
    public static ResourceNameRule LogtailConfig { get; } = new("Logtail config", 2, 128, underscore: true);

    /// <summary>Machine groups: 2 to 128 of a-z, 0-9, '-' and '_' (another page says 3 to 128, «unconfirmed» which one holds).</summary>
    public static ResourceNameRule MachineGroup { get; } = new("machine group", 2, 128, underscore: true);

    /// <summary>The kind of resource in words, for messages.</summary>
    public string Kind { get; }

    /// <summary>Fewest characters.</summary>
    public int MinimumLength { get; }

    /// <summary>Most characters.</summary>
    public int MaximumLength { get; }

    /// <summary>One sentence that says what is allowed.</summary>
    public string Allowed =>
        $"A {Kind} name has {MinimumLength} to {MaximumLength} characters, only a-z, 0-9{(_underscore ? ", '-' and '_'" : " and '-'")}, and begins and ends with a letter or a digit.";

    /// <summary>Returns null for a good name, else a message with the value, what is wrong with it, and what is allowed.</summary>
    public string? Check(string? name)
    {
        var problem = FindProblem(name);
        return problem is null ? null : $"'{name}' is not a valid {Kind} name: {problem}. {Allowed}";
    }

    private string? FindProblem(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return "it is empty";
        }

        foreach (var character in name)
        {
            if (char.IsAsciiLetterUpper(character))
            {
                return $"it contains the capital letter '{character}'";
            }

            if (!IsLetterOrDigit(character) && character != '-' && !(_underscore && character == '_'))
            {
                return character == ' ' ? "it contains a blank" : $"it contains '{character}'";
            }
        }

        if (name.Length < MinimumLength || name.Length > MaximumLength)
        {
            return $"it has {name.Length} character{(name.Length == 1 ? "" : "s")}";
        }

        if (!IsLetterOrDigit(name[0]))
        {
            return $"it begins with '{name[0]}'";
        }

        return IsLetterOrDigit(name[^1]) ? null : $"it ends with '{name[^1]}'";
    }

    private static bool IsLetterOrDigit(char character) => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character);
}
