using System.Text.RegularExpressions;
using AliLogOps.Setup.Definition;

namespace AliLogOps.Setup.Plan;

/// <summary>Puts setups of several environments side by side and tells where they are not alike but for the environment's name.</summary>
public static class EnvironmentComparison
{
    /// <summary>Compares setups, each with an environment name of its own.</summary>
    /// <param name="setups">The setups; two at least.</param>
    /// <param name="allowed">Patterns of paths that may differ; <c>*</c> stands for any part.</param>
    /// <exception cref="ArgumentException">There are fewer than two, or two of one name.</exception>
    public static IReadOnlyList<EnvironmentDifference> Compare(IReadOnlyList<LogSetup> setups, IReadOnlyList<string> allowed)
    {
        ArgumentNullException.ThrowIfNull(setups);
        ArgumentNullException.ThrowIfNull(allowed);
        if (setups.Count < 2)
        {
            throw new ArgumentException("There is nothing to compare with. Give the setups of two environments at least, as Import-AliLogSetup without -Environment does.");
        }

        var settings = new List<(string Environment, Dictionary<string, string> Values)>();
        foreach (var setup in setups)
        {
            var name = setup.EnvironmentName.Length > 0 ? setup.EnvironmentName : setup.ProjectName;
            if (settings.Any(other => other.Environment == name))
            {
                throw new ArgumentException($"Two setups are called '{name}'. Give each environment once.");
            }

            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            Flatten(SetupTree.Create(setup), "", values);
            settings.Add((name, values));
        }

        return [.. settings.SelectMany(setting => setting.Values.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Where(path => settings.Select(setting => setting.Values.GetValueOrDefault(path)).Distinct(StringComparer.Ordinal).Count() > 1)
            .Select(path => new EnvironmentDifference
            {
                Path = path,
                Values = settings.ToDictionary(setting => setting.Environment, setting => setting.Values.GetValueOrDefault(path), StringComparer.Ordinal),
                IsAllowed = allowed.Any(pattern => Matches(pattern, path)),
            })];
    }

    private static void Flatten(SetupNode node, string path, Dictionary<string, string> values)
    {
        switch (node.Kind)
        {
            case SetupNodeKind.Map:
                foreach (var entry in node.Entries.Where(entry => path.Length > 0 || entry.Key is not ("Environments" or "Version" or "AllowedDifferences")))
                {
                    Flatten(entry.Value, path.Length == 0 ? entry.Key : $"{path}/{entry.Key}", values);
                }

                break;
            case SetupNodeKind.List when node.Items.Any(item => item.Kind == SetupNodeKind.Map):
                for (var index = 0; index < node.Items.Count; index++)
                {
                    var item = node.Items[index];
                    Flatten(item, $"{path}/{item.Find("Name")?.Text ?? FormattableString.Invariant($"{index}")}", values);
                }

                break;
            case SetupNodeKind.List:
                values[path] = string.Join(", ", node.Items.Select(item => item.Text ?? item.ToString()).Order(StringComparer.Ordinal));
                break;
            default:
                values[path] = node.Text ?? node.ToString();
                break;
        }
    }

    private static bool Matches(string pattern, string path) =>
        Regex.IsMatch(path, "^" + Regex.Escape(pattern.Replace('\\', '/')).Replace("\\*", "[^/]*", StringComparison.Ordinal) + "(/.*)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
