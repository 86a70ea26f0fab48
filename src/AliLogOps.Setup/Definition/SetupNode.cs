using System.Globalization;

namespace AliLogOps.Setup.Definition;

/// <summary>What a value of a definition is.</summary>
public enum SetupNodeKind
{
    /// <summary>Nothing: null.</summary>
    Null,

    /// <summary>Text.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A list.</summary>
    List,

    /// <summary>Names with values.</summary>
    Map,

    /// <summary>Something that cannot be read, which was told already.</summary>
    Unreadable,
}

/// <summary>
/// A value of a definition with its place in the file. Both forms of definition, psd1 and JSON, are read into trees of these, so that
/// everything after reading is the same for both.
/// </summary>
public sealed record SetupNode
{
    private SetupNode(SetupNodeKind kind, SourcePosition position, object? scalar, IReadOnlyList<SetupNode>? items, IReadOnlyList<SetupEntry>? entries)
    {
        Kind = kind;
        Position = position;
        Scalar = scalar;
        Items = items ?? [];
        Entries = entries ?? [];
    }

    /// <summary>What it is.</summary>
    public SetupNodeKind Kind { get; }

    /// <summary>Where it stands.</summary>
    public SourcePosition Position { get; }

    /// <summary>The value of text (string), number (long, decimal or double) and flag (bool); otherwise null.</summary>
    public object? Scalar { get; }

    /// <summary>The items of a list; otherwise empty.</summary>
    public IReadOnlyList<SetupNode> Items { get; }

    /// <summary>The entries of a map, in their order; otherwise empty.</summary>
    public IReadOnlyList<SetupEntry> Entries { get; }

    /// <summary>Text of a text; null for anything else.</summary>
    public string? Text => Scalar as string;

    /// <summary>A text.</summary>
    public static SetupNode OfText(string text, SourcePosition position = default) => new(SetupNodeKind.Text, position, text, null, null);

    /// <summary>A number.</summary>
    public static SetupNode OfNumber(object number, SourcePosition position = default) => new(SetupNodeKind.Number, position, number, null, null);

    /// <summary>True or false.</summary>
    public static SetupNode OfFlag(bool flag, SourcePosition position = default) => new(SetupNodeKind.Flag, position, flag, null, null);

    /// <summary>Nothing.</summary>
    public static SetupNode OfNull(SourcePosition position = default) => new(SetupNodeKind.Null, position, null, null, null);

    /// <summary>Something that cannot be read; whoever read it has told why.</summary>
    public static SetupNode Unreadable(SourcePosition position = default) => new(SetupNodeKind.Unreadable, position, null, null, null);

    /// <summary>A list.</summary>
    public static SetupNode OfList(IReadOnlyList<SetupNode> items, SourcePosition position = default) => new(SetupNodeKind.List, position, null, items, null);

    /// <summary>A map.</summary>
    public static SetupNode OfMap(IReadOnlyList<SetupEntry> entries, SourcePosition position = default) => new(SetupNodeKind.Map, position, null, null, entries);

    /// <summary>The value of a key, whatever its case; null when the map has no such key.</summary>
    public SetupNode? Find(string key) => Entries.FirstOrDefault(entry => string.Equals(entry.Key, key, StringComparison.OrdinalIgnoreCase))?.Value;

    /// <summary>The value as plain .NET values: text, numbers, booleans, lists and dictionaries.</summary>
    public object? ToPlain() => Kind switch
    {
        SetupNodeKind.List => Items.Select(item => item.ToPlain()).ToList(),
        SetupNodeKind.Map => Entries.ToDictionary(entry => entry.Key, entry => entry.Value.ToPlain(), StringComparer.Ordinal),
        _ => Scalar,
    };

    /// <summary>A tree of plain .NET values: text, numbers, booleans, lists and dictionaries.</summary>
    /// <exception cref="ArgumentException">A value is of another type.</exception>
    public static SetupNode FromPlain(object? value) => value switch
    {
        null => OfNull(),
        string text => OfText(text),
        bool flag => OfFlag(flag),
        int or long or decimal or double => OfNumber(value is int small ? (long)small : value),
        IReadOnlyDictionary<string, object?> map => OfMap([.. map.Select(entry => new SetupEntry(entry.Key, default, FromPlain(entry.Value)))]),
        IEnumerable<object?> list => OfList([.. list.Select(FromPlain)]),
        _ => throw new ArgumentException($"A value of type {value.GetType()} has no place in a definition.", nameof(value)),
    };

    /// <summary>The value in a few words, for messages.</summary>
    public override string ToString() => Kind switch
    {
        SetupNodeKind.Text => $"'{Scalar}'",
        SetupNodeKind.Number => Convert.ToString(Scalar, CultureInfo.InvariantCulture) ?? "",
        SetupNodeKind.Flag => Scalar is true ? "true" : "false",
        SetupNodeKind.List => string.Create(CultureInfo.InvariantCulture, $"a list of {Items.Count}"),
        SetupNodeKind.Map => "a table of names and values",
        _ => "null",
    };
}

/// <summary>One name of a map with its value.</summary>
/// <param name="Key">The name as written.</param>
/// <param name="KeyPosition">Where the name stands.</param>
/// <param name="Value">The value.</param>
public sealed record SetupEntry(string Key, SourcePosition KeyPosition, SetupNode Value);
