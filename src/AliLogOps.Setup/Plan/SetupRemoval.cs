using AliLogOps.Client;

namespace AliLogOps.Setup.Plan;

/// <summary>Works out how a setup's resources are taken away again: what points to others first, the project last.</summary>
public static class SetupRemoval
{
    /// <summary>The steps, for those resources that exist.</summary>
    /// <param name="services">The services.</param>
    /// <param name="setup">The setup.</param>
    /// <param name="rules">Whether the security group rules go too; others may need them.</param>
    /// <param name="cancellationToken">Ends the reads.</param>
    /// <returns>The steps, and why the project stays; null when it goes too.</returns>
    /// <exception cref="LogServiceException">Something could not be read.</exception>
    public static async Task<(IReadOnlyList<SetupStep> Steps, string? Kept)> PlanAsync(SetupServices services, LogSetup setup, bool rules, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(setup);
        var plan = await SetupPlanner.PlanAsync(services, setup, PlanScope.Undeclared, cancellationToken).ConfigureAwait(false);
        var steps = new List<SetupStep>();
        var obstacles = plan.Steps.Where(step => step.Kind == SetupResourceKind.OwnerTag && step.Obstacle is not null).ToArray();
        foreach (var kind in (SetupResourceKind[])[SetupResourceKind.Binding, SetupResourceKind.LogtailConfig, SetupResourceKind.MachineGroup, SetupResourceKind.Logstore])
        {
            var before = steps.Select(step => step.Key).ToArray();
            foreach (var step in plan.Steps.Where(step => step.Kind == kind && step.IsDeclared && step.Actual is not null))
            {
                var foreign = obstacles.FirstOrDefault(other => other.Needs.Contains(step.Key));
                steps.Add(Make(setup, step.Kind, step.ResourceName, before, foreign?.Obstacle, token => ResourceRemoval.RemoveAsync(services.Log, setup.ProjectName, kind, step.ResourceName, token)));
            }
        }

        foreach (var rule in plan.Steps.Where(step => rules && step.Kind == SetupResourceKind.SecurityGroupRule && step.Actual is not null))
        {
            steps.Add(Make(setup, rule.Kind, rule.ResourceName, [], null, token => services.Ecs.RevokeSecurityGroupAsync((SecurityGroupRule)rule.Actual!, token)));
        }

        var left = plan.Steps.Where(step => !step.IsDeclared && step.Kind != SetupResourceKind.Binding).Select(step => step.ResourceName).ToArray();
        var project = plan.Steps.First(step => step.Kind == SetupResourceKind.Project);
        if (project.Actual is null)
        {
            return (steps, null);
        }

        if (left.Length > 0)
        {
            // the project must not stay this setup's, or no other could ever take it over
            if (plan.Steps.Any(step => step is { Kind: SetupResourceKind.OwnerTag, Change: ResourceChange.Unchanged } && step.Needs.Contains(project.Key)))
            {
                steps.Add(Make(setup, SetupResourceKind.OwnerTag, "project", [.. steps.Select(step => step.Key)], null, token => services.Log.UntagResourceAsync(ResourceTag.ProjectType, setup.ProjectName, [OwnerMark.Key], token)));
            }

            return (steps, $"The project {setup.ProjectName} stays, for it holds what the definition does not name: {string.Join(", ", left)}. To remove it with all that, use Remove-AliLogProject.");
        }

        var owner = obstacles.FirstOrDefault(other => other.Needs.Contains(project.Key))?.Obstacle;
        steps.Add(Make(setup, SetupResourceKind.Project, setup.ProjectName, [.. steps.Select(step => step.Key)], owner, token => ResourceRemoval.RemoveAsync(services.Log, setup.ProjectName, SetupResourceKind.Project, setup.ProjectName, token)));
        return (steps, null);
    }

    private static SetupStep Make(LogSetup setup, SetupResourceKind kind, string name, IReadOnlyList<string> needs, string? obstacle, Func<CancellationToken, Task> remove) =>
        new(setup, kind, name, ResourceChange.Removed, remove)
        {
            Needs = needs,
            Obstacle = obstacle,
            Request = SetupRequest.Describe(kind, name, ResourceChange.Removed),
            DestroysData = kind is SetupResourceKind.Logstore or SetupResourceKind.Project,
        };
}
