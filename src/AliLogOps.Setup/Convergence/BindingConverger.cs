using AliLogOps.Client;

namespace AliLogOps.Setup;

/// <summary>Applies a Logtail config to a machine group, once.</summary>
public static class BindingConverger
{
    /// <summary>Looks whether the config is applied to the group. Sends no write.</summary>
    /// <param name="client">The service.</param>
    /// <param name="desired">The binding.</param>
    /// <param name="assumeParents">True for a rehearsal, where a missing project, group or config means that it would have been created by then.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="LogServiceException">The group's configs could not be read.</exception>
    public static async Task<ConvergePlan<MachineGroupBinding>> PlanAsync(LogServiceClient client, MachineGroupBinding desired, bool assumeParents = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(desired);
        var read = client.ListAppliedConfigsAsync(desired.ProjectName, desired.MachineGroupName, cancellationToken);
        var applied = await (assumeParents
            ? Existing.OrNullAsync(read, MissingResource.MachineGroup, MissingResource.Project)
            : NotNullAsync(read)).ConfigureAwait(false);
        var bound = applied?.Contains(desired.LogtailConfigName, StringComparer.Ordinal) == true;
        return new ConvergePlan<MachineGroupBinding>(desired, bound ? desired : null, [], (plan, token) => ApplyAsync(client, plan, token));
    }

    private static async Task<IReadOnlyList<string>?> NotNullAsync(Task<IReadOnlyList<string>> read) => await read.ConfigureAwait(false);

    private static async Task<MachineGroupBinding> ApplyAsync(LogServiceClient client, ConvergePlan<MachineGroupBinding> plan, CancellationToken cancellationToken)
    {
        var binding = plan.Desired;
        await client.ApplyConfigToMachineGroupAsync(binding.ProjectName, binding.MachineGroupName, binding.LogtailConfigName, cancellationToken).ConfigureAwait(false);
        return binding;
    }
}
