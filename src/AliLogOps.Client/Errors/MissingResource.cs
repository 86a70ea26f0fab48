namespace AliLogOps.Client;

/// <summary>Which thing a not-found answer is about.</summary>
public enum MissingResource
{
    /// <summary>The answer was no not-found answer.</summary>
    None,

    /// <summary>The project.</summary>
    Project,

    /// <summary>The logstore.</summary>
    Logstore,

    /// <summary>The index of the logstore.</summary>
    Index,

    /// <summary>The shard.</summary>
    Shard,

    /// <summary>The machine group.</summary>
    MachineGroup,

    /// <summary>The Logtail configuration.</summary>
    LogtailConfig,

    /// <summary>The ECS security group.</summary>
    SecurityGroup,

    /// <summary>The rule of an ECS security group.</summary>
    SecurityGroupRule,

    /// <summary>Any other thing.</summary>
    Other,
}
