namespace AliLogOps.Setup;

/// <summary>What the index of a logstore should be; members left null are left alone.</summary>
public sealed record IndexSpec
{
    /// <summary>The project.</summary>
    public required string ProjectName { get; init; }

    /// <summary>The logstore that is indexed.</summary>
    public required string LogstoreName { get; init; }

    /// <summary>True: there is a full-text index; false: there is none.</summary>
    public bool? FullText { get; init; }

    /// <summary>How the full-text index should be; looked at only with <see cref="FullText"/> true.</summary>
    public IndexLineSpec Line { get; init; } = new();

    /// <summary>The fields that should be indexed. Fields not named stay as they are, unless <see cref="Exact"/>.</summary>
    public IReadOnlyDictionary<string, IndexKeySpec>? Keys { get; init; }

    /// <summary>Whether indexed fields that <see cref="Keys"/> does not name are taken out.</summary>
    public bool Exact { get; init; }

    /// <summary>Bytes of a text field that SQL sees, 64 to 16384.</summary>
    public int? MaxTextLength { get; init; }
}

/// <summary>What the full-text index should be; members left null are left alone.</summary>
public sealed record IndexLineSpec
{
    /// <summary>The delimiters; their order does not matter.</summary>
    public IReadOnlyList<string>? Token { get; init; }

    /// <summary>Whether case matters.</summary>
    public bool? CaseSensitive { get; init; }

    /// <summary>Whether Chinese text is split into words.</summary>
    public bool? Chinese { get; init; }
}

/// <summary>What the index of one field should be; members left null are left alone.</summary>
public sealed record IndexKeySpec
{
    /// <summary><c>text</c>, <c>long</c>, <c>double</c> or <c>json</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The delimiters, for text and json; their order does not matter.</summary>
    public IReadOnlyList<string>? Token { get; init; }

    /// <summary>Whether case matters, for text and json.</summary>
    public bool? CaseSensitive { get; init; }

    /// <summary>Whether Chinese text is split into words, for text and json.</summary>
    public bool? Chinese { get; init; }

    /// <summary>Whether SQL can use the field.</summary>
    public bool? DocValue { get; init; }

    /// <summary>Another name for SQL.</summary>
    public string? Alias { get; init; }
}
