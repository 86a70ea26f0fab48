using AliLogOps.Setup;

namespace AliLogOps;

/// <summary>What log collection of one environment is to be: desired resources and what must be true of them.</summary>
public sealed record LogSetup
{
    /// <summary>The environment; empty where the definition has none.</summary>
    public string EnvironmentName { get; init; } = "";

    /// <summary>The project.</summary>
    public required string ProjectName { get; init; }

    /// <summary>The project's description; null leaves it alone.</summary>
    public string? Description { get; init; }

    /// <summary>The region it must be in; null for the connection's.</summary>
    public string? Region { get; init; }

    /// <summary>The name that resources are marked with; null for no marks.</summary>
    public string? Owner { get; init; }

    /// <summary>The file it was read from; empty when it was read from the service.</summary>
    public string Path { get; init; } = "";

    /// <summary>The logstores.</summary>
    public IReadOnlyList<LogstoreSpec> Logstores { get; init; } = [];

    /// <summary>The indexes, at most one for each logstore.</summary>
    public IReadOnlyList<IndexSpec> Indexes { get; init; } = [];

    /// <summary>The machine groups.</summary>
    public IReadOnlyList<MachineGroupSpec> MachineGroups { get; init; } = [];

    /// <summary>The Logtail configs.</summary>
    public IReadOnlyList<LogtailConfigSpec> LogtailConfigs { get; init; } = [];

    /// <summary>What is applied to what.</summary>
    public IReadOnlyList<MachineGroupBinding> Bindings { get; init; } = [];

    /// <summary>The security group rules.</summary>
    public IReadOnlyList<SecurityGroupRule> SecurityGroupRules { get; init; } = [];

    /// <summary>What is demanded of the machines, for each group that says something.</summary>
    public IReadOnlyList<MachineExpectation> MachineExpectations { get; init; } = [];

    /// <summary>What is demanded of the logs, for each logstore that says something.</summary>
    public IReadOnlyList<LogExpectation> LogExpectations { get; init; } = [];

    /// <summary>The tag that the hosts' rsyslog file sends, for each config that names such a file.</summary>
    public IReadOnlyList<SenderExpectation> SenderExpectations { get; init; } = [];

    /// <summary>Patterns of settings in which environments may differ.</summary>
    public IReadOnlyList<string> AllowedDifferences { get; init; } = [];

    /// <summary>The environment and the project.</summary>
    public override string ToString() => EnvironmentName.Length > 0 ? $"{EnvironmentName} ({ProjectName})" : ProjectName;
}
