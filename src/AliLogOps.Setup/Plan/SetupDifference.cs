using AliLogOps.Setup;

namespace AliLogOps;

/// <summary>One thing in which the service is not as a setup wants it.</summary>
public sealed record SetupDifference
{
    /// <summary>The environment; empty where there is only one.</summary>
    public string EnvironmentName { get; init; } = "";

    /// <summary>The project.</summary>
    public required string ProjectName { get; init; }

    /// <summary>The kind of resource.</summary>
    public required SetupResourceKind Kind { get; init; }

    /// <summary>The resource's name inside the project.</summary>
    public required string ResourceName { get; init; }

    /// <summary>What Set-AliLogSetup would do with the resource; Unchanged for what nobody declared and it leaves alone.</summary>
    public required ResourceChange Change { get; init; }

    /// <summary>The member that differs, such as <c>ttl</c> or <c>keys.latency.type</c>; empty for the resource as a whole.</summary>
    public string Path { get; init; } = "";

    /// <summary>What the service has; null when it has nothing.</summary>
    public object? Actual { get; init; }

    /// <summary>What the setup wants; null when it is to go.</summary>
    public object? Desired { get; init; }

    /// <summary>What Set-AliLogSetup would send, such as <c>PUT /logstores/web</c>; empty when nothing.</summary>
    public string Request { get; init; } = "";

    /// <summary>Whether sending it loses logs.</summary>
    public bool DestroysData { get; init; }

    /// <summary>Whether the definition names the resource. False only with -IncludeUndeclared or -Prune.</summary>
    public bool IsDeclared { get; init; } = true;

    /// <summary>Null when it can be mended in place; else why not, and what to do instead.</summary>
    public string? Obstacle { get; init; }

    /// <summary>Kind, name and difference in one line.</summary>
    public override string ToString() =>
        $"{Kind} {ResourceName}: {(Path.Length > 0 ? new PropertyDifference(Path, Actual, Desired).ToString() : !IsDeclared && Change == ResourceChange.Unchanged ? "not declared" : Change.ToString())}";
}
