namespace AliLogOps.Docs.Facts;

/// <summary>What the module itself says about a parameter.</summary>
public sealed record ParameterFacts
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Full name of its type.</summary>
    public required string Type { get; init; }

    /// <summary>Other names.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>The sets it belongs to; one entry <c>(All)</c> when it is in every set.</summary>
    public required IReadOnlyList<ParameterSetFacts> Sets { get; init; }

    /// <summary>The only values it takes; empty for any.</summary>
    public required IReadOnlyList<string> AcceptedValues { get; init; }

    /// <summary>Value when it is not given, as far as the property's own value tells; else empty.</summary>
    public required string DefaultValue { get; init; }

    /// <summary>Whether patterns select several.</summary>
    public required bool SupportsWildcards { get; init; }

    /// <summary>Whether it takes no value.</summary>
    public bool IsSwitch => Type == "System.Management.Automation.SwitchParameter";
}

/// <summary>How a parameter binds in one set.</summary>
/// <param name="Name">The set, or <c>(All)</c>.</param>
/// <param name="Position">Its place from 0, or <c>Named</c>.</param>
/// <param name="IsRequired">Whether it must be given.</param>
/// <param name="FromPipeline">Whether whole objects of the pipeline bind.</param>
/// <param name="FromPipelineByName">Whether a property of the same name binds.</param>
/// <param name="FromRemaining">Whether it takes all arguments left over.</param>
public sealed record ParameterSetFacts(string Name, string Position, bool IsRequired, bool FromPipeline, bool FromPipelineByName, bool FromRemaining);
