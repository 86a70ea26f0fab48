namespace AliLogOps.Client;

/// <content>Projects.</content>
public sealed partial class LogServiceClient
{
    /// <summary>Creates a project (Log Service API: CreateProject).</summary>
    /// <param name="projectName">3 to 63 characters of <c>[a-z0-9-]</c>, alphanumeric at both ends.</param>
    /// <param name="description">Free text; may be empty.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task CreateProjectAsync(string projectName, string description, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(description);
        return CreateAsync(
            ServiceRequest.WithJson(HttpMethod.Post, NameRules.CheckProject(projectName), ProjectJson.Write(projectName, description)),
            async token => (await GetProjectAsync(projectName, token).ConfigureAwait(false)).CreateTime,
            cancellationToken);
    }

    /// <summary>Reads a project (Log Service API: GetProject).</summary>
    /// <param name="projectName">The project.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task<LogProject> GetProjectAsync(string projectName, CancellationToken cancellationToken = default) =>
        ReadObjectAsync(ServiceRequest.To(HttpMethod.Get, NameRules.CheckProject(projectName)), json => ProjectJson.Read(json, projectName), cancellationToken);

    /// <summary>Lists the account's projects in the region (Log Service API: ListProject).</summary>
    /// <param name="nameContains">Part of the name; null for all.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public IAsyncEnumerable<LogProject> ListProjectsAsync(string? nameContains = null, CancellationToken cancellationToken = default) =>
        ListAsync(() => ServiceRequest.To(HttpMethod.Get, null).With("projectName", nameContains), "projects", json => ProjectJson.Read(json, null), cancellationToken);

    /// <summary>Changes a project's description (Log Service API: UpdateProject).</summary>
    /// <param name="projectName">The project.</param>
    /// <param name="description">Free text; may be empty.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task UpdateProjectAsync(string projectName, string description, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(description);
        return SendAsync(ServiceRequest.WithJson(HttpMethod.Put, NameRules.CheckProject(projectName), ProjectJson.Write(projectName, description)), cancellationToken);
    }

    /// <summary>Removes a project with all it holds (Log Service API: DeleteProject).</summary>
    /// <param name="projectName">The project.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task DeleteProjectAsync(string projectName, CancellationToken cancellationToken = default) =>
        DeleteAsync(ServiceRequest.To(HttpMethod.Delete, NameRules.CheckProject(projectName)), MissingResource.Project, cancellationToken);
}
