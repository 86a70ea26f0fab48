using System.Text.RegularExpressions;

namespace AliLogOps.Setup.Definition;

/// <summary>From a tree to the setups of its environments, or all mistakes at once.</summary>
public static partial class SetupLoader
{
    /// <summary>Names of the environments, in the order of the file; one empty name when the definition has none.</summary>
    public static IReadOnlyList<string> EnvironmentsOf(SetupNode root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var names = root.Find("Environments")?.Entries.Select(entry => entry.Key).ToArray() ?? [];
        return names.Length == 0 ? [""] : names;
    }

    /// <summary>Reads the environments that are asked for; the others are checked as well, so that no mistake waits for production.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="file">The file it was read from, as a full path; paths inside are relative to it.</param>
    /// <param name="environments">The environments; null for all.</param>
    /// <param name="variables">Values for placeholders, which win over those of the file.</param>
    /// <param name="known">Mistakes that were found while the tree was read; told together with the others.</param>
    /// <exception cref="SetupDefinitionException">The definition has mistakes.</exception>
    public static IReadOnlyList<LogSetup> Load(SetupNode root, string file, IReadOnlyList<string>? environments = null, IReadOnlyDictionary<string, string>? variables = null, IReadOnlyList<SetupMistake>? known = null)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(file);
        var mistakes = new MistakeList();
        foreach (var mistake in known ?? [])
        {
            mistakes.Add(mistake.Position, mistake.Path, mistake.Message, mistake.Remedy);
        }

        new ShapeValidator(mistakes) { Partial = root.Find("Environments") is { Kind: SetupNodeKind.Map, Entries.Count: > 0 } }.Check(WithoutEnvironments(root), SetupSchema.Root, "");
        CheckEnvironments(root, environments, mistakes);
        if (root.Kind != SetupNodeKind.Map)
        {
            mistakes.ThrowIfAny();
        }

        var setups = new List<LogSetup>();
        var projects = new List<(string Environment, string ProjectName)>();
        foreach (var name in EnvironmentsOf(root))
        {
            mistakes.Pass = "environment " + name;
            var tree = Resolve(root, name, variables, mistakes);
            projects.Add((name, tree.Find("Project")?.TextOf("Name") ?? name));
            if (!mistakes.Any && (environments is null || environments.Contains(name, StringComparer.OrdinalIgnoreCase)))
            {
                setups.Add(SetupReader.Read(tree, name, Path.GetDirectoryName(file) is { Length: > 0 } folder ? Path.GetFullPath(folder) : Path.GetFullPath("."), file));
            }
        }

        mistakes.Pass = "";
        CheckProjects(root, projects, mistakes);
        mistakes.ThrowIfAny();
        return setups;
    }

    private static void CheckEnvironments(SetupNode root, IReadOnlyList<string>? wanted, MistakeList mistakes)
    {
        var environments = root.Find("Environments");
        if (environments is not null)
        {
            new ShapeValidator(mistakes) { Partial = true }.Check(environments, new TableShape(SetupSchema.Settings), "Environments");
            foreach (var entry in environments.Entries.Where(entry => !EnvironmentName().IsMatch(entry.Key)))
            {
                mistakes.Add(entry.KeyPosition, $"Environments.{entry.Key}", $"'{entry.Key}' cannot be the name of an environment: it goes into names of resources.", "Use a-z, 0-9 and '-', with a letter or digit at both ends.");
            }
        }

        var known = EnvironmentsOf(root);
        foreach (var name in (wanted ?? []).Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            mistakes.Add(environments?.Position ?? root.Position, "Environments", $"There is no environment '{name}'.", known is [""] ? "The definition has no Environments; leave -Environment out, or add Environments." : $"The definition has {string.Join(", ", known)}.");
        }
    }

    // what one environment sets another would take back
    private static void CheckProjects(SetupNode root, List<(string Environment, string ProjectName)> projects, MistakeList mistakes)
    {
        foreach (var same in projects.GroupBy(project => project.ProjectName, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            mistakes.Add((root.Find("Project") ?? root).Position, "Project.Name", $"The environments {string.Join(" and ", same.Select(project => project.Environment))} share the project '{same.Key}'.", "Put {env} into the name, so that each environment has a project of its own.");
        }
    }

    private static SetupNode Resolve(SetupNode root, string name, IReadOnlyDictionary<string, string>? variables, MistakeList mistakes)
    {
        var own = root.Find("Environments")?.Find(name);
        var shared = WithoutEnvironments(root);
        var tree = own is null ? shared : SetupOverrides.Merge(shared, own);
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in tree.Table("Variables").Concat(variables ?? new Dictionary<string, string>()))
        {
            values[key] = value;
        }

        if (name.Length > 0)
        {
            values[Placeholders.Environment] = name;
        }

        var filled = Placeholders.Fill(tree, values, mistakes);
        new ShapeValidator(mistakes).Check(filled, SetupSchema.Root, "");
        new SetupRules(filled, mistakes).Check();
        return filled;
    }

    private static SetupNode WithoutEnvironments(SetupNode root) => root.Kind == SetupNodeKind.Map
        ? SetupNode.OfMap([.. root.Entries.Where(entry => !string.Equals(entry.Key, "Environments", StringComparison.OrdinalIgnoreCase))], root.Position)
        : root;

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$")]
    private static partial Regex EnvironmentName();
}
