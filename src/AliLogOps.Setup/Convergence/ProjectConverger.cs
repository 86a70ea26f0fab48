using AliLogOps.Client;

namespace AliLogOps.Setup;

/// <summary>Brings a project to its desired state.</summary>
public static class ProjectConverger
{
    /// <summary>Reads the project and works out what to do. Sends no write.</summary>
    /// <exception cref="LogServiceException">The project could not be read, for any reason but that it does not exist.</exception>
    public static async Task<ConvergePlan<LogProject>> PlanAsync(LogServiceClient client, ProjectSpec spec, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(spec);
        var actual = await Existing.OrNullAsync(client.GetProjectAsync(spec.ProjectName, cancellationToken), MissingResource.Project).ConfigureAwait(false);
        var differences = new DifferenceList();
        differences.Compare("description", spec.Description, actual?.Description);
        var desired = actual is null ? Predict(spec) : actual with { Description = spec.Description ?? actual.Description };
        return new ConvergePlan<LogProject>(desired, actual, differences.Items, (plan, token) => ApplyAsync(client, plan, token));
    }

    /// <summary>The project as it would be created.</summary>
    public static LogProject Predict(ProjectSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return new LogProject { ProjectName = spec.ProjectName, Description = spec.Description ?? "" };
    }

    private static async Task<LogProject> ApplyAsync(LogServiceClient client, ConvergePlan<LogProject> plan, CancellationToken cancellationToken)
    {
        var (name, description) = (plan.Desired.ProjectName, plan.Desired.Description);
        var write = plan.Actual is null
            ? client.CreateProjectAsync(name, description, cancellationToken)
            : client.UpdateProjectAsync(name, description, cancellationToken);
        await write.ConfigureAwait(false);
        return await Existing.OrSentAsync(client.GetProjectAsync(name, cancellationToken), plan.Desired).ConfigureAwait(false);
    }
}
