namespace AliLogOps.Docs.Facts;

/// <summary>What the module itself says about a cmdlet.</summary>
public sealed record CommandFacts
{
    /// <summary>Verb and noun.</summary>
    public required string Name { get; init; }

    /// <summary>One entry for each parameter set, the default one first.</summary>
    public required IReadOnlyList<SyntaxFacts> Syntax { get; init; }

    /// <summary>The cmdlet's own parameters by name, with -WhatIf, -Confirm and those of paging.</summary>
    public required IReadOnlyList<ParameterFacts> Parameters { get; init; }

    /// <summary>Types that bind as whole objects.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>Types it emits.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }
}
