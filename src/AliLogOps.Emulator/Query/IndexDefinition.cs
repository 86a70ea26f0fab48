namespace AliLogOps.Emulator.Query;

/// <summary>An index definition as the search uses it.</summary>
internal sealed class IndexDefinition
{
    private const string TagPrefix = "__tag__:";

    private static readonly FieldIndex s_wholeValue = new() { Type = FieldType.Text, Rule = TokenRule.WholeValue };

    /// <summary>Full-text index; null without one.</summary>
    public TokenRule? Line { get; init; }

    /// <summary>Keys the full-text index is limited to; null for all.</summary>
    public IReadOnlySet<string>? IncludeKeys { get; init; }

    /// <summary>Keys the full-text index leaves out.</summary>
    public IReadOnlySet<string>? ExcludeKeys { get; init; }

    public required IReadOnlyDictionary<string, FieldIndex> Keys { get; init; }

    /// <summary>Bytes of a text that SQL sees.</summary>
    public int MaxTextLength { get; init; } = 2048;

    /// <summary>
    /// The full-text search reaches the key. A key with an index of its own is searched by that index's delimiters
    /// and letter case ("the configurations of the field indexes take precedence"); «unconfirmed» how far the service
    /// goes with that.
    /// </summary>
    public bool LineCovers(string key)
    {
        return Line is not null && (IncludeKeys is null || IncludeKeys.Contains(key)) && ExcludeKeys?.Contains(key) != true;
    }

    /// <summary>Topic, source or a tag: a property of the log group, indexed as a whole with any index.</summary>
    public static bool IsGroupKey(string key)
    {
        return key is "__topic__" or "__source__" || key.StartsWith(TagPrefix, StringComparison.Ordinal);
    }

    /// <summary>The index that answers a condition on the key, or null if none does.</summary>
    public FieldIndex? Find(string key)
    {
        if (Keys.TryGetValue(key, out FieldIndex? field))
        {
            return field;
        }
        if (IsGroupKey(key))
        {
            return s_wholeValue;
        }
        for (int dot = key.LastIndexOf('.'); dot > 0; dot = key.LastIndexOf('.', dot - 1))
        {
            if (Keys.TryGetValue(key[..dot], out FieldIndex? parent) && parent.Type == FieldType.Json
                && parent.Leaf(key[(dot + 1)..]) is { } leaf)
            {
                return leaf;
            }
        }
        return null;
    }
}
