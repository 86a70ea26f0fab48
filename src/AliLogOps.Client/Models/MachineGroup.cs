namespace AliLogOps;

/// <summary>A machine group: the hosts a Logtail configuration is meant for (Log Service API: GetMachineGroup).</summary>
public sealed record MachineGroup
{
    /// <summary>Project that holds the group.</summary>
    public string ProjectName { get; init; } = string.Empty;

    /// <summary>Name of the group: <c>[a-z0-9_-]</c>, alphanumeric at both ends.</summary>
    public string MachineGroupName { get; init; } = string.Empty;

    /// <summary><c>ip</c> or <c>userdefined</c>: what <see cref="MachineList"/> holds.</summary>
    public string IdentifyType { get; init; } = "userdefined";

    /// <summary>Addresses as the agents report them, or custom identifiers.</summary>
    public IReadOnlyList<string> MachineList { get; init; } = [];

    /// <summary>Topic of logs whose configuration takes the group's topic; may be empty.</summary>
    public string GroupTopic { get; init; } = string.Empty;

    /// <summary>Name of an external management system; may be empty.</summary>
    public string ExternalName { get; init; } = string.Empty;

    /// <summary>When the group was created; null if the service did not say.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>When it was last changed; null if the service did not say.</summary>
    public DateTimeOffset? LastModifyTime { get; init; }

    /// <summary>Members this version does not know; sent back unchanged on update.</summary>
    internal ExtraMembers Extra { get; init; } = ExtraMembers.None;

    /// <summary><c>project/group</c>.</summary>
    public override string ToString() => $"{ProjectName}/{MachineGroupName}";
}
