namespace AliLogOps.Setup;

/// <summary>What a project should be; members left null are left alone.</summary>
public sealed record ProjectSpec
{
    /// <summary>The project's name.</summary>
    public required string ProjectName { get; init; }

    /// <summary>The description; empty text clears it.</summary>
    public string? Description { get; init; }
}
