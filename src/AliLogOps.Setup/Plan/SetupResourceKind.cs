namespace AliLogOps;

/// <summary>The kinds of things a setup is made of, in the order in which they are made.</summary>
public enum SetupResourceKind
{
    /// <summary>The project.</summary>
    Project,

    /// <summary>A logstore.</summary>
    Logstore,

    /// <summary>The index of a logstore.</summary>
    Index,

    /// <summary>A machine group.</summary>
    MachineGroup,

    /// <summary>A Logtail config.</summary>
    LogtailConfig,

    /// <summary>A Logtail config applied to a machine group.</summary>
    Binding,

    /// <summary>The tag that says to which setup a resource belongs.</summary>
    OwnerTag,

    /// <summary>A rule of a security group.</summary>
    SecurityGroupRule,
}
