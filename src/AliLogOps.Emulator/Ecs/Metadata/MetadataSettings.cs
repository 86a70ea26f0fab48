namespace AliLogOps.Emulator.Ecs;

/// <summary>What the metadata service tells of the instance it plays.</summary>
internal sealed record MetadataSettings
{
    /// <summary>RAM role of the instance.</summary>
    public required string RoleName { get; init; }

    /// <summary>Id of the instance; it need not be a seeded one.</summary>
    public string InstanceId { get; init; } = "i-emulator";

    /// <summary>False demands a token with every read, as an instance in hardened mode does.</summary>
    public bool AllowV1 { get; init; } = true;

    /// <summary>Life of the role's keys.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Patterns of operations the role may not call.</summary>
    public IReadOnlyList<string> Denied { get; init; } = [];
}
