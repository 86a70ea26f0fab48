namespace AliLogOps.Emulator.Query;

internal enum FieldType
{
    Text,
    Long,
    Double,
    Json,
}

/// <summary>The index of one key, or of one leaf of a JSON key.</summary>
internal sealed class FieldIndex
{
    public required FieldType Type { get; init; }

    /// <summary>How the value is cut into words; null for numbers.</summary>
    public TokenRule? Rule { get; init; }

    /// <summary>Leaves of a JSON value with an index of their own, by dotted path.</summary>
    public IReadOnlyDictionary<string, FieldIndex> JsonKeys { get; init; } = new Dictionary<string, FieldIndex>();

    /// <summary>Every other leaf of a JSON value is text.</summary>
    public bool IndexAll { get; init; }

    /// <summary>Levels of a JSON value that <see cref="IndexAll"/> reaches; negative is no limit.</summary>
    public int MaxDepth { get; init; } = -1;

    /// <summary>The key is a column of SQL.</summary>
    public bool HasAnalytics { get; init; }

    /// <summary>Another name of that column; empty for none.</summary>
    public string Alias { get; init; } = "";

    public bool IsNumber => Type is FieldType.Long or FieldType.Double;

    /// <summary>The index of a leaf, or null if it has none.</summary>
    public FieldIndex? Leaf(string path)
    {
        if (JsonKeys.TryGetValue(path, out FieldIndex? leaf))
        {
            return leaf;
        }
        bool reached = MaxDepth < 0 || path.Count(c => c == '.') < MaxDepth;
        return IndexAll && reached ? new FieldIndex { Type = FieldType.Text, Rule = Rule } : null;
    }
}
