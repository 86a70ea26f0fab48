namespace AliLogOps.Setup.Definition;

/// <summary>
/// Lays what an environment says over what all share: tables name by name, lists of things that have a Name thing by thing, everything
/// else as a whole. Null takes a setting away.
/// </summary>
internal static class SetupOverrides
{
    public static SetupNode Merge(SetupNode shared, SetupNode own)
    {
        if (shared.Kind == SetupNodeKind.Map && own.Kind == SetupNodeKind.Map)
        {
            return SetupNode.OfMap(MergeEntries(shared.Entries, own.Entries), shared.Position);
        }

        return IsListOfNamed(shared) && IsListOfNamed(own) ? MergeNamed(shared, own) : own;
    }

    private static List<SetupEntry> MergeEntries(IReadOnlyList<SetupEntry> shared, IReadOnlyList<SetupEntry> own)
    {
        var merged = shared.ToList();
        foreach (var entry in own)
        {
            var index = merged.FindIndex(other => string.Equals(other.Key, entry.Key, StringComparison.OrdinalIgnoreCase));
            if (entry.Value.Kind == SetupNodeKind.Null)
            {
                if (index >= 0)
                {
                    merged.RemoveAt(index);
                }
            }
            else if (index < 0)
            {
                merged.Add(entry);
            }
            else
            {
                merged[index] = entry with { Value = Merge(merged[index].Value, entry.Value) };
            }
        }

        return merged;
    }

    private static SetupNode MergeNamed(SetupNode shared, SetupNode own)
    {
        var items = shared.Items.ToList();
        foreach (var item in own.Items)
        {
            var index = items.FindIndex(other => string.Equals(NameOf(other), NameOf(item), StringComparison.Ordinal));
            if (index < 0)
            {
                items.Add(item);
            }
            else
            {
                items[index] = Merge(items[index], item);
            }
        }

        return SetupNode.OfList(items, shared.Position);
    }

    private static bool IsListOfNamed(SetupNode node) => node.Kind == SetupNodeKind.List && node.Items.Count > 0 && node.Items.All(item => NameOf(item) is not null);

    private static string? NameOf(SetupNode node) => node.Find("Name")?.Text;
}
