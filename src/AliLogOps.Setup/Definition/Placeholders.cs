using System.Text.RegularExpressions;

namespace AliLogOps.Setup.Definition;

/// <summary>Names in braces inside text, such as <c>{env}</c>, which each environment fills in. Two braces stand for one.</summary>
internal static partial class Placeholders
{
    /// <summary>The environment's name.</summary>
    public const string Environment = "env";

    /// <summary>Whether the text has any.</summary>
    public static bool Any(string text) => Pattern().IsMatch(text);

    /// <summary>Fills the text in; names without a value are told and stay.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> values, Action<string> unknown) => Pattern().Replace(text, match =>
    {
        if (match.Value.StartsWith("{{", StringComparison.Ordinal))
        {
            return match.Value[1..^1];
        }

        var name = match.Groups["name"].Value;
        if (values.TryGetValue(name, out var value))
        {
            return value;
        }

        unknown(name);
        return match.Value;
    });

    /// <summary>Fills in a whole tree; what is null counts as not set.</summary>
    public static SetupNode Fill(SetupNode node, IReadOnlyDictionary<string, string> values, MistakeList mistakes, string path = "") => node.Kind switch
    {
        SetupNodeKind.Text => SetupNode.OfText(
            Fill(node.Text!, values, name => mistakes.Add(node.Position, path, $"Nothing says what '{{{name}}}' stands for.", Explain(values))),
            node.Position),
        SetupNodeKind.List => SetupNode.OfList([.. node.Items.Select((item, index) => Fill(item, values, mistakes, FormattableString.Invariant($"{path}[{index}]")))], node.Position),
        SetupNodeKind.Map => SetupNode.OfMap([.. node.Entries.Where(entry => entry.Value.Kind != SetupNodeKind.Null).Select(entry => entry with
        {
            Key = Fill(entry.Key, values, name => mistakes.Add(entry.KeyPosition, path, $"Nothing says what '{{{name}}}' stands for.", Explain(values))),
            Value = Fill(entry.Value, values, mistakes, path.Length == 0 ? entry.Key : $"{path}.{entry.Key}"),
        })], node.Position),
        _ => node,
    };

    private static string Explain(IReadOnlyDictionary<string, string> values) =>
        $"Known are {string.Join(", ", values.Keys.Order(StringComparer.Ordinal).Select(name => $"{{{name}}}"))}; add others under Variables or give them with -Variable. Write two braces for one.";

    [GeneratedRegex(@"\{\{[A-Za-z][A-Za-z0-9_-]*\}\}|\{(?<name>[A-Za-z][A-Za-z0-9_-]*)\}")]
    private static partial Regex Pattern();
}
