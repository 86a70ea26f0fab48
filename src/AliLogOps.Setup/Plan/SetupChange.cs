using AliLogOps.Setup;

namespace AliLogOps;

/// <summary>What became of one resource of a setup.</summary>
public sealed record SetupChange
{
    /// <summary>The environment; empty where there is only one.</summary>
    public string EnvironmentName { get; init; } = "";

    /// <summary>The project.</summary>
    public required string ProjectName { get; init; }

    /// <summary>The kind of resource.</summary>
    public required SetupResourceKind Kind { get; init; }

    /// <summary>The resource's name inside the project.</summary>
    public required string ResourceName { get; init; }

    /// <summary>What was done.</summary>
    public required ResourceChange Change { get; init; }

    /// <summary>The members that were changed; empty when the resource was created, removed or left as it was.</summary>
    public IReadOnlyList<PropertyDifference> Differences { get; init; } = [];

    /// <summary>What was done to what.</summary>
    public override string ToString() => $"{Change} {Kind} {ResourceName}";
}
