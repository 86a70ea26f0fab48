using System.Globalization;

namespace AliLogOps.Setup.Definition;

/// <summary>Settings of a map as typed values; null for what is not there.</summary>
internal static class SetupNodeValues
{
    public static string NameOf(this SetupNode node) => node.Find("Name")?.Text ?? "";

    public static string? TextOf(this SetupNode node, string key) => node.Find(key) is { Scalar: { } value }
        ? Convert.ToString(value, CultureInfo.InvariantCulture)
        : null;

    public static int? NumberOf(this SetupNode node, string key) => node.Find(key)?.Scalar is long number ? (int)number : null;

    public static bool? FlagOf(this SetupNode node, string key) => node.Find(key)?.Scalar as bool?;

    public static TimeSpan? SpanOf(this SetupNode node, string key) => node.TextOf(key) is { } text && LogSpan.TryParse(text, out var span) ? span : null;

    /// <summary>Items of a list; a single thing counts as a list of one, a missing one as an empty list.</summary>
    public static IReadOnlyList<SetupNode> Items(this SetupNode node, string key) => node.Find(key) switch
    {
        null or { Kind: SetupNodeKind.Null } => [],
        { Kind: SetupNodeKind.List } list => list.Items,
        var single => [single],
    };

    public static IReadOnlyList<string> Texts(this SetupNode node, string key) => node.TextsOrNull(key) ?? [];

    public static IReadOnlyList<string>? TextsOrNull(this SetupNode node, string key) =>
        node.Find(key) is null or { Kind: SetupNodeKind.Null } ? null : [.. node.Items(key).Select(item => Convert.ToString(item.Scalar, CultureInfo.InvariantCulture) ?? "")];

    public static IReadOnlyDictionary<string, string> Table(this SetupNode node, string key) =>
        // a name that stands twice is a mistake that is told elsewhere
        (node.Find(key)?.Entries ?? []).DistinctBy(entry => entry.Key, StringComparer.Ordinal).ToDictionary(entry => entry.Key, entry => Convert.ToString(entry.Value.Scalar, CultureInfo.InvariantCulture) ?? "", StringComparer.Ordinal);
}
