using System.Text.RegularExpressions;

namespace AliLogOps.Docs.Pages;

/// <summary>Takes the prose out of a page; what is generated is left out.</summary>
public static partial class PageReader
{
    public static CommandPage Read(string text)
    {
        var sections = Split(text, "## ");
        var parameters = Split(sections.GetValueOrDefault("PARAMETERS", ""), "### ").Where(item => item.Key.StartsWith('-')).ToDictionary(item => item.Key[1..], item => item.Value);
        return new CommandPage
        {
            Title = Titles().Match(text).Groups[1].Value.Trim(),
            Date = Dates().Match(text) is { Success: true } date ? date.Groups[1].Value.Trim() : new CommandPage { Title = "" }.Date,
            Synopsis = Prose(sections, "SYNOPSIS"),
            Description = Prose(sections, "DESCRIPTION"),
            Examples = [.. Split(sections.GetValueOrDefault("EXAMPLES", ""), "### ").Select(item => new PageExample(ExampleNumbers().Replace(item.Key, ""), Plain(item.Value)))],
            Parameters = parameters.ToDictionary(item => item.Key, item => Plain(Metadata().Replace(item.Value, ""))),
            DefaultValues = parameters.Select(item => (item.Key, Value: DefaultLines().Match(item.Value).Groups[1].Value.Trim().Trim('\''))).Where(item => item.Value.Length > 0).ToDictionary(item => item.Key, item => item.Value),
            Inputs = Texts(sections, "INPUTS"),
            Outputs = Texts(sections, "OUTPUTS"),
            Notes = Prose(sections, "NOTES"),
            Links = [.. Links().Matches(sections.GetValueOrDefault("RELATED LINKS", "")).Select(match => new PageLink(match.Groups[1].Value, match.Groups[2].Value))],
        };
    }

    // headings inside fenced code are code
    private static Dictionary<string, string> Split(string text, string marker)
    {
        var sections = new Dictionary<string, string>(StringComparer.Ordinal);
        string? name = null;
        var lines = new List<string>();
        var fenced = false;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            fenced ^= line.StartsWith("```", StringComparison.Ordinal);
            if (!fenced && line.StartsWith(marker, StringComparison.Ordinal))
            {
                Close();
                name = line[marker.Length..].Trim();
                continue;
            }

            lines.Add(line);
        }

        Close();
        return sections;

        void Close()
        {
            if (name is not null)
            {
                sections[name] = string.Join('\n', lines).Trim('\n');
            }

            lines.Clear();
        }
    }

    private static Dictionary<string, string> Texts(Dictionary<string, string> sections, string name) =>
        Split(sections.GetValueOrDefault(name, ""), "### ").ToDictionary(item => item.Key, item => Plain(item.Value));

    private static string Prose(Dictionary<string, string> sections, string name) => Plain(sections.GetValueOrDefault(name, ""));

    // PlatyPS puts {{ … }} where prose is missing
    private static string Plain(string text) => text.TrimStart().StartsWith("{{", StringComparison.Ordinal) ? "" : text.Trim();

    [GeneratedRegex(@"^# (.+)$", RegexOptions.Multiline)]
    private static partial Regex Titles();

    [GeneratedRegex(@"^ms\.date: (.+)$", RegexOptions.Multiline)]
    private static partial Regex Dates();

    [GeneratedRegex(@"^Example \d+: ")]
    private static partial Regex ExampleNumbers();

    [GeneratedRegex(@"^```yaml\n.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Metadata();

    [GeneratedRegex(@"^DefaultValue: (.*)$", RegexOptions.Multiline)]
    private static partial Regex DefaultLines();

    [GeneratedRegex(@"^- \[([^\]]+)\]\(([^)]*)\)$", RegexOptions.Multiline)]
    private static partial Regex Links();
}
