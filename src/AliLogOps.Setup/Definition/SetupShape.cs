namespace AliLogOps.Setup.Definition;

/// <summary>
/// What a value of a definition may be. The shapes are data: the reader checks by them and the published JSON schema is written from
/// them, so the two cannot disagree.
/// </summary>
internal abstract record SetupShape
{
    /// <summary>What the value means; for the schema, where an editor shows it.</summary>
    public string Meaning { get; init; } = "";
}

/// <summary>Text.</summary>
internal sealed record TextShape : SetupShape
{
    /// <summary>The only texts allowed; empty when any is.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Looks at the text; null when it is good, else what is wrong with it and what to write.</summary>
    public Func<string, string?>? Problem { get; init; }

    /// <summary>A regular expression for editors; the reader goes by <see cref="Problem"/>.</summary>
    public string? Pattern { get; init; }

    /// <summary>Whether a number is taken as text, as a port or an account id may be written.</summary>
    public bool NumbersToo { get; init; }
}

/// <summary>A whole number.</summary>
internal sealed record NumberShape(long Minimum, long Maximum) : SetupShape;

/// <summary>True or false.</summary>
internal sealed record FlagShape : SetupShape;

/// <summary>Anything that can be sent.</summary>
internal sealed record AnyShape : SetupShape;

/// <summary>A list; where it has one item, the item alone will do.</summary>
internal sealed record ListShape(SetupShape Item) : SetupShape
{
    /// <summary>Whether the item alone stands for a list of one. Not for lists of tables, where it would hide a forgotten bracket.</summary>
    public bool SingleToo { get; init; }
}

/// <summary>A table with names that are known.</summary>
internal sealed record MapShape(IReadOnlyList<KeyShape> Keys) : SetupShape;

/// <summary>A table whose names are the user's.</summary>
internal sealed record TableShape(SetupShape Value) : SetupShape
{
    /// <summary>Whether names that differ in case only are one name.</summary>
    public bool IgnoresCase { get; init; }
}

/// <summary>One of several; the first of the value's kind is the one it is held to.</summary>
internal sealed record EitherShape(IReadOnlyList<SetupShape> Choices) : SetupShape;

/// <summary>One name of a <see cref="MapShape"/>.</summary>
/// <param name="Key">The name, as it is written in psd1; JSON begins with a small letter.</param>
/// <param name="Shape">What its value may be.</param>
/// <param name="Required">Whether it must be there.</param>
internal sealed record KeyShape(string Key, SetupShape Shape, bool Required = false)
{
    /// <summary>The name in JSON.</summary>
    public string JsonKey => char.ToLowerInvariant(Key[0]) + Key[1..];
}
