using AliLogOps.Client;

namespace AliLogOps.Setup.Plan;

/// <summary>Removes one resource of a project; one that is gone already is what was wanted.</summary>
internal static class ResourceRemoval
{
    public static async Task RemoveAsync(LogServiceClient client, string projectName, SetupResourceKind kind, string name, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(client, projectName, kind, name, cancellationToken).ConfigureAwait(false);
        }
        catch (LogServiceException problem) when (problem.Kind == ErrorKind.NotFound)
        {
            // whoever removed it, or its project, did what was to be done
        }
    }

    private static Task SendAsync(LogServiceClient client, string projectName, SetupResourceKind kind, string name, CancellationToken cancellationToken)
    {
        switch (kind)
        {
            case SetupResourceKind.Project:
                return client.DeleteProjectAsync(projectName, cancellationToken);
            case SetupResourceKind.Logstore:
                return client.DeleteLogstoreAsync(projectName, name, cancellationToken);
            case SetupResourceKind.MachineGroup:
                return client.DeleteMachineGroupAsync(projectName, name, cancellationToken);
            case SetupResourceKind.LogtailConfig:
                return RemoveConfigAsync(client, projectName, name, cancellationToken);
            case SetupResourceKind.Binding:
                var (config, group) = BindingName.Split(name);
                return client.RemoveConfigFromMachineGroupAsync(projectName, group, config, cancellationToken);
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a resource that is removed on its own.");
        }
    }

    // both forms share their names, and each is removed at its own address
    private static async Task RemoveConfigAsync(LogServiceClient client, string projectName, string name, CancellationToken cancellationToken)
    {
        try
        {
            await client.DeleteLogtailConfigAsync(projectName, name, pipeline: false, cancellationToken).ConfigureAwait(false);
        }
        catch (LogServiceException problem) when (problem.MissingResource == MissingResource.LogtailConfig)
        {
            await client.DeleteLogtailConfigAsync(projectName, name, pipeline: true, cancellationToken).ConfigureAwait(false);
        }
    }
}
