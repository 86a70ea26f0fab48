namespace AliLogOps;

/// <summary>The full-text part of an index.</summary>
public sealed record LogIndexLine
{
    private static readonly string[] s_defaultToken =
        [",", " ", "'", "\"", ";", "=", "(", ")", "[", "]", "{", "}", "?", "@", "&", "<", ">", "/", ":", "\n", "\t", "\r"];

    /// <summary>The delimiters the service's console fills in. Hyphen, underscore and dot are not among them.</summary>
    public static IReadOnlyList<string> DefaultToken => s_defaultToken;

    /// <summary>One-character delimiters; an empty list makes the whole value one word.</summary>
    public IReadOnlyList<string> Token { get; init; } = s_defaultToken;

    /// <summary>Whether letters of different case differ.</summary>
    public bool CaseSensitive { get; init; }

    /// <summary>Whether Chinese text is split into words.</summary>
    public bool Chinese { get; init; }

    /// <summary>Only these fields are covered; empty means all. Excludes <see cref="ExcludeKeys"/>.</summary>
    public IReadOnlyList<string> IncludeKeys { get; init; } = [];

    /// <summary>These fields are not covered. Excludes <see cref="IncludeKeys"/>.</summary>
    public IReadOnlyList<string> ExcludeKeys { get; init; } = [];

    /// <summary>Members this version does not know; sent back unchanged on update.</summary>
    internal ExtraMembers Extra { get; init; } = ExtraMembers.None;

    /// <summary>A short description of the settings.</summary>
    public override string ToString() =>
        $"full text, {Token.Count} delimiters{(CaseSensitive ? ", case-sensitive" : string.Empty)}{(Chinese ? ", Chinese" : string.Empty)}";
}
