namespace AliLogOps.Emulator.ControlPlane;

/// <summary>A project as stored; times are epoch seconds.</summary>
internal sealed record ProjectRecord
{
    public long Id { get; init; }

    public required string Name { get; init; }

    public string Description { get; init; } = "";

    public string ResourceGroupId { get; init; } = "";

    public string DataRedundancyType { get; init; } = "LRS";

    public bool RecycleBinEnabled { get; init; }

    public long CreateTime { get; init; }

    public long LastModifyTime { get; init; }
}
