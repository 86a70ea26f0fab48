namespace AliLogOps;

/// <summary>The index of one field.</summary>
public sealed record LogIndexKey
{
    /// <summary><c>text</c>, <c>long</c>, <c>double</c> or <c>json</c>.</summary>
    public string Type { get; init; } = "text";

    /// <summary>One-character delimiters of a text or JSON field; an empty list makes the whole value one word.</summary>
    public IReadOnlyList<string> Token { get; init; } = LogIndexLine.DefaultToken;

    /// <summary>Whether the definition was read without text settings: none are sent back unless one was set since.</summary>
    internal bool InheritsTextSettings { get; init; }

    /// <summary>Whether letters of different case differ (text and JSON).</summary>
    public bool CaseSensitive { get; init; }

    /// <summary>Whether Chinese text is split into words (text and JSON).</summary>
    public bool Chinese { get; init; }

    /// <summary>Whether SQL can use the field as a column.</summary>
    public bool DocValue { get; init; } = true;

    /// <summary>Other name of the column in SQL; empty for none.</summary>
    public string Alias { get; init; } = string.Empty;

    /// <summary>Members this version does not know, and those of JSON fields; sent back unchanged on update.</summary>
    internal ExtraMembers Extra { get; init; } = ExtraMembers.None;

    /// <summary>The type of the field.</summary>
    public override string ToString() => Type;
}
