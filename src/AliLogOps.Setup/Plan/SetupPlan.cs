namespace AliLogOps.Setup.Plan;

/// <summary>What it takes to bring the service to a setup, worked out by reading only.</summary>
/// <param name="Setup">The setup.</param>
/// <param name="Steps">One step for each resource, also for those that are as desired, in the order in which they are done.</param>
public sealed record SetupPlan(LogSetup Setup, IReadOnlyList<SetupStep> Steps)
{
    /// <summary>Everything that is not as the setup wants it.</summary>
    public IEnumerable<SetupDifference> Differences => Steps.SelectMany(step => step.ToDifferences());
}
