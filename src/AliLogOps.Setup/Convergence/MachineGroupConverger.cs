using AliLogOps.Client;

namespace AliLogOps.Setup;

/// <summary>Brings a machine group to its desired state.</summary>
public static class MachineGroupConverger
{
    /// <summary>Reads the group and works out what to do. Sends no write.</summary>
    /// <param name="client">The service.</param>
    /// <param name="spec">What the group should be.</param>
    /// <param name="assumeParent">True for a rehearsal, where a missing project means that it would have been created by then.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="LogServiceException">The group could not be read, for any reason but that it does not exist.</exception>
    public static async Task<ConvergePlan<MachineGroup>> PlanAsync(LogServiceClient client, MachineGroupSpec spec, bool assumeParent = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(spec);
        var read = client.GetMachineGroupAsync(spec.ProjectName, spec.MachineGroupName, cancellationToken);
        var actual = await Existing.OrNullAsync(read, MissingResource.MachineGroup, Existing.Parent(assumeParent)).ConfigureAwait(false);
        var desired = actual is null ? Predict(spec) : Merge(actual, spec);
        return new ConvergePlan<MachineGroup>(desired, actual, actual is null ? FindGaps(spec) : Compare(spec, actual), (plan, token) => ApplyAsync(client, plan, token));
    }

    /// <summary>The group as it would be created.</summary>
    public static MachineGroup Predict(MachineGroupSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var blank = new MachineGroup { ProjectName = spec.ProjectName, MachineGroupName = spec.MachineGroupName, IdentifyType = "userdefined", MachineList = [], GroupTopic = "", ExternalName = "" };
        return Merge(blank, spec);
    }

    private static MachineGroup Merge(MachineGroup source, MachineGroupSpec spec) => source with
    {
        IdentifyType = spec.IdentifyType ?? source.IdentifyType,
        MachineList = spec.MachineList ?? source.MachineList,
        GroupTopic = spec.GroupTopic ?? source.GroupTopic,
    };

    private static IReadOnlyList<PropertyDifference> FindGaps(MachineGroupSpec spec) => spec.MachineList is { Count: > 0 }
        ? []
        : [new PropertyDifference("machineList", null, null, $"The machine group {spec.ProjectName}/{spec.MachineGroupName} does not exist, and to create it at least one identifier or address is needed.")];

    private static IReadOnlyList<PropertyDifference> Compare(MachineGroupSpec spec, MachineGroup actual)
    {
        var differences = new DifferenceList();
        differences.Compare("identifyType", spec.IdentifyType, actual.IdentifyType, StringComparison.OrdinalIgnoreCase);
        differences.CompareSet("machineList", spec.MachineList, actual.MachineList);
        differences.Compare("groupTopic", spec.GroupTopic, actual.GroupTopic);
        return differences.Items;
    }

    private static async Task<MachineGroup> ApplyAsync(LogServiceClient client, ConvergePlan<MachineGroup> plan, CancellationToken cancellationToken)
    {
        var desired = plan.Desired;
        var write = plan.Actual is null ? client.CreateMachineGroupAsync(desired, cancellationToken) : client.UpdateMachineGroupAsync(desired, cancellationToken);
        await write.ConfigureAwait(false);
        return await Existing.OrSentAsync(client.GetMachineGroupAsync(desired.ProjectName, desired.MachineGroupName, cancellationToken), desired).ConfigureAwait(false);
    }
}
