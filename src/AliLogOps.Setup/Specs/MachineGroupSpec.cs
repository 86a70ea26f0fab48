namespace AliLogOps.Setup;

/// <summary>What a machine group should be; members left null are left alone.</summary>
public sealed record MachineGroupSpec
{
    /// <summary>The project it lies in.</summary>
    public required string ProjectName { get; init; }

    /// <summary>The group's name.</summary>
    public required string MachineGroupName { get; init; }

    /// <summary><c>userdefined</c> (identifiers that the agents carry) or <c>ip</c>.</summary>
    public string? IdentifyType { get; init; }

    /// <summary>The identifiers or addresses; their order does not matter.</summary>
    public IReadOnlyList<string>? MachineList { get; init; }

    /// <summary>The topic that configs with the topic format <c>group_topic</c> give to logs of this group.</summary>
    public string? GroupTopic { get; init; }
}
