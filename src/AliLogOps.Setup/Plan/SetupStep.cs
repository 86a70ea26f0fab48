using AliLogOps.Client;

namespace AliLogOps.Setup.Plan;

/// <summary>One resource of a plan: what differs, what would be sent, and after what.</summary>
public sealed class SetupStep
{
    private readonly Func<CancellationToken, Task> _apply;

    internal SetupStep(LogSetup setup, SetupResourceKind kind, string resourceName, ResourceChange change, Func<CancellationToken, Task> apply)
    {
        Setup = setup;
        Kind = kind;
        ResourceName = resourceName;
        Change = change;
        _apply = apply;
        Key = KeyOf(setup, kind, resourceName);
    }

    /// <summary>The setup it belongs to.</summary>
    public LogSetup Setup { get; }

    /// <summary>The kind of resource.</summary>
    public SetupResourceKind Kind { get; }

    /// <summary>The resource's name inside the project.</summary>
    public string ResourceName { get; }

    /// <summary>What is done with it.</summary>
    public ResourceChange Change { get; }

    /// <summary>What differs; empty for a resource that is created, removed or as desired.</summary>
    public IReadOnlyList<PropertyDifference> Differences { get; init; } = [];

    /// <summary>What the whole resource will be; null when it goes.</summary>
    public object? Desired { get; init; }

    /// <summary>What the whole resource is; null when it does not exist.</summary>
    public object? Actual { get; init; }

    /// <summary>What would be sent; empty when nothing.</summary>
    public string Request { get; init; } = "";

    /// <summary>Whether it loses logs.</summary>
    public bool DestroysData { get; init; }

    /// <summary>Whether the definition names the resource.</summary>
    public bool IsDeclared { get; init; } = true;

    /// <summary>Null when it can be applied; else why not.</summary>
    public string? Obstacle { get; init; }

    /// <summary>For people: the project and the name.</summary>
    public string Target => Kind == SetupResourceKind.Project ? ResourceName : Kind == SetupResourceKind.SecurityGroupRule ? ResourceName : $"{Setup.ProjectName}/{ResourceName}";

    /// <summary>What is done, for confirmation and -WhatIf.</summary>
    public string Action => Change switch
    {
        ResourceChange.Created => $"Create {Word}",
        ResourceChange.Removed => $"Remove {Word}{(DestroysData ? " with all its logs" : "")}",
        ResourceChange.Updated => $"Update {Word}: {string.Join("; ", Differences)}{(DestroysData ? " (older logs are lost)" : "")}",
        _ => $"Leave {Word}",
    };

    internal string Key { get; }

    /// <summary>Keys of the steps that must be done first; those that are in no plan count as done.</summary>
    internal IReadOnlyList<string> Needs { get; init; } = [];

    internal static string KeyOf(LogSetup setup, SetupResourceKind kind, string resourceName) =>
        // a rule of a security group is the same rule for all setups that name it
        kind == SetupResourceKind.SecurityGroupRule ? $"{kind}\n{resourceName}" : $"{setup.ProjectName}\n{kind}\n{resourceName}";

    internal Task ApplyAsync(CancellationToken cancellationToken) => _apply(cancellationToken);

    internal IEnumerable<SetupDifference> ToDifferences()
    {
        if (Change == ResourceChange.Updated || Differences.Count > 0)
        {
            return Differences.Select(difference => Make() with
            {
                Path = difference.Path,
                Actual = difference.Actual,
                Desired = difference.Desired,
                Obstacle = difference.Obstacle,
                DestroysData = DestroysData && difference.Path == "ttl",
            });
        }

        return Change == ResourceChange.Unchanged && IsDeclared ? [] : [Make()];
    }

    private string Word => Kind switch
    {
        SetupResourceKind.Project => "project",
        SetupResourceKind.Logstore => "logstore",
        SetupResourceKind.Index => "index",
        SetupResourceKind.MachineGroup => "machine group",
        SetupResourceKind.LogtailConfig => "Logtail config",
        SetupResourceKind.Binding => "binding",
        SetupResourceKind.OwnerTag => "owner tag",
        _ => "security group rule",
    };

    private SetupDifference Make() => new()
    {
        EnvironmentName = Setup.EnvironmentName,
        ProjectName = Setup.ProjectName,
        Kind = Kind,
        ResourceName = ResourceName,
        Change = Change,
        Actual = Actual,
        Desired = Desired,
        Request = Request,
        DestroysData = DestroysData,
        IsDeclared = IsDeclared,
        Obstacle = Obstacle,
    };
}
