namespace AliLogOps.Client;

/// <content>Machine groups, machines, and the configurations applied to groups.</content>
public sealed partial class LogServiceClient
{
    /// <summary>Creates a machine group (Log Service API: CreateMachineGroup).</summary>
    /// <param name="machineGroup">Its settings; both names are needed.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task CreateMachineGroupAsync(MachineGroup machineGroup, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(machineGroup);
        NameRules.CheckSegment(machineGroup.MachineGroupName);
        return CreateAsync(
            ServiceRequest.WithJson(HttpMethod.Post, NameRules.CheckProject(machineGroup.ProjectName), MachineGroupJson.Write(machineGroup), "machinegroups"),
            async token => (await GetMachineGroupAsync(machineGroup.ProjectName, machineGroup.MachineGroupName, token).ConfigureAwait(false)).CreateTime,
            cancellationToken);
    }

    /// <summary>Reads a machine group (Log Service API: GetMachineGroup).</summary>
    /// <param name="projectName">The project.</param>
    /// <param name="machineGroupName">The group.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task<MachineGroup> GetMachineGroupAsync(string projectName, string machineGroupName, CancellationToken cancellationToken = default) =>
        ReadObjectAsync(
            ServiceRequest.To(HttpMethod.Get, NameRules.CheckProject(projectName), "machinegroups", machineGroupName),
            json => MachineGroupJson.Read(json, projectName, machineGroupName),
            cancellationToken);

    /// <summary>Lists the names of a project's machine groups (Log Service API: ListMachineGroup).</summary>
    /// <param name="projectName">The project.</param>
    /// <param name="nameContains">Part of the name; null for all.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public IAsyncEnumerable<string> ListMachineGroupNamesAsync(string projectName, string? nameContains = null, CancellationToken cancellationToken = default)
    {
        NameRules.CheckProject(projectName);
        return ListAsync(() => ServiceRequest.To(HttpMethod.Get, projectName, "machinegroups").With("groupName", nameContains), "machinegroups", json => json.AsText(), cancellationToken);
    }

    /// <summary>Replaces a machine group's settings (Log Service API: UpdateMachineGroup).</summary>
    /// <param name="machineGroup">All its settings.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task UpdateMachineGroupAsync(MachineGroup machineGroup, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(machineGroup);
        return SendAsync(
            ServiceRequest.WithJson(HttpMethod.Put, NameRules.CheckProject(machineGroup.ProjectName), MachineGroupJson.Write(machineGroup), "machinegroups", machineGroup.MachineGroupName),
            cancellationToken);
    }

    /// <summary>Removes a machine group and its bindings (Log Service API: DeleteMachineGroup).</summary>
    /// <param name="projectName">The project.</param>
    /// <param name="machineGroupName">The group.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task DeleteMachineGroupAsync(string projectName, string machineGroupName, CancellationToken cancellationToken = default) =>
        DeleteAsync(ServiceRequest.To(HttpMethod.Delete, NameRules.CheckProject(projectName), "machinegroups", machineGroupName), MissingResource.MachineGroup, cancellationToken);

    /// <summary>Lists the machines whose agents have reported themselves and match the group (Log Service API: ListMachines).</summary>
    /// <param name="projectName">The project.</param>
    /// <param name="machineGroupName">The group.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public IAsyncEnumerable<Machine> ListMachinesAsync(string projectName, string machineGroupName, CancellationToken cancellationToken = default)
    {
        NameRules.CheckProject(projectName);
        NameRules.CheckSegment(machineGroupName);
        return ListAsync(
            () => ServiceRequest.To(HttpMethod.Get, projectName, "machinegroups", machineGroupName, "machines"),
            "machines",
            json => MachineGroupJson.ReadMachine(json, projectName, machineGroupName),
            cancellationToken);
    }

    /// <summary>Applies a Logtail configuration to a group (Log Service API: ApplyConfigToMachineGroup). Repeating it changes nothing («unconfirmed»).</summary>
    /// <param name="projectName">The project.</param>
    /// <param name="machineGroupName">The group.</param>
    /// <param name="logtailConfigName">The configuration.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task ApplyConfigToMachineGroupAsync(string projectName, string machineGroupName, string logtailConfigName, CancellationToken cancellationToken = default) =>
        SendAsync(ServiceRequest.To(HttpMethod.Put, NameRules.CheckProject(projectName), "machinegroups", machineGroupName, "configs", logtailConfigName), cancellationToken);

    /// <summary>Takes a Logtail configuration from a group (Log Service API: RemoveConfigFromMachineGroup).</summary>
    /// <param name="projectName">The project.</param>
    /// <param name="machineGroupName">The group.</param>
    /// <param name="logtailConfigName">The configuration.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task RemoveConfigFromMachineGroupAsync(string projectName, string machineGroupName, string logtailConfigName, CancellationToken cancellationToken = default) =>
        SendAsync(ServiceRequest.To(HttpMethod.Delete, NameRules.CheckProject(projectName), "machinegroups", machineGroupName, "configs", logtailConfigName), cancellationToken);

    /// <summary>Names of the configurations applied to a group (Log Service API: GetAppliedConfigs).</summary>
    /// <param name="projectName">The project.</param>
    /// <param name="machineGroupName">The group.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task<IReadOnlyList<string>> ListAppliedConfigsAsync(string projectName, string machineGroupName, CancellationToken cancellationToken = default) =>
        ReadObjectAsync(
            ServiceRequest.To(HttpMethod.Get, NameRules.CheckProject(projectName), "machinegroups", machineGroupName, "configs"),
            json => json.GetTexts("configs"),
            cancellationToken);

    /// <summary>Names of the groups a configuration is applied to (Log Service API: GetAppliedMachineGroups).</summary>
    /// <param name="projectName">The project.</param>
    /// <param name="logtailConfigName">The configuration.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task<IReadOnlyList<string>> ListAppliedMachineGroupsAsync(string projectName, string logtailConfigName, CancellationToken cancellationToken = default) =>
        ReadObjectAsync(
            ServiceRequest.To(HttpMethod.Get, NameRules.CheckProject(projectName), "configs", logtailConfigName, "machinegroups"),
            json => json.GetTexts("machinegroups"),
            cancellationToken);
}
