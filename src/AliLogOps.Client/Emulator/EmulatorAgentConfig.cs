namespace AliLogOps;

/// <summary>A configuration a stand-in agent has fetched.</summary>
public sealed record EmulatorAgentConfig
{
    /// <summary>Project it comes from.</summary>
    public string ProjectName { get; init; } = string.Empty;

    /// <summary>Its name.</summary>
    public string LogtailConfigName { get; init; } = string.Empty;

    /// <summary>Logstore it writes to.</summary>
    public string LogstoreName { get; init; } = string.Empty;

    /// <summary>Tag it listens for; empty for inputs without one.</summary>
    public string Tag { get; init; } = string.Empty;

    /// <summary><c>project/configuration</c>.</summary>
    public override string ToString() => $"{ProjectName}/{LogtailConfigName}";
}
