namespace AliLogOps;

/// <summary>A Logtail configuration applied to a machine group (Log Service API: ApplyConfigToMachineGroup).</summary>
public sealed record MachineGroupBinding
{
    /// <summary>Project that holds both.</summary>
    public string ProjectName { get; init; } = string.Empty;

    /// <summary>The configuration.</summary>
    public string LogtailConfigName { get; init; } = string.Empty;

    /// <summary>The group it is applied to.</summary>
    public string MachineGroupName { get; init; } = string.Empty;

    /// <summary><c>project/configuration → group</c>.</summary>
    public override string ToString() => $"{ProjectName}/{LogtailConfigName} → {MachineGroupName}";
}
