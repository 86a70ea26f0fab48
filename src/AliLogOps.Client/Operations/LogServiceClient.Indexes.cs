namespace AliLogOps.Client;

/// <content>Indexes. A change takes effect within about a minute and for data written afterwards.</content>
public sealed partial class LogServiceClient
{
    /// <summary>Creates the index of a logstore (Log Service API: CreateIndex).</summary>
    /// <param name="index">The definition, with full text, fields or both.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task CreateIndexAsync(LogIndex index, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(index);
        return CreateAsync(
            ServiceRequest.WithJson(HttpMethod.Post, NameRules.CheckProject(index.ProjectName), IndexJson.Write(index), "logstores", index.LogstoreName, "index"),
            async token => (await GetIndexAsync(index.ProjectName, index.LogstoreName, token).ConfigureAwait(false)).LastModifyTime,
            cancellationToken);
    }

    /// <summary>Reads the index of a logstore (Log Service API: GetIndex).</summary>
    /// <param name="projectName">The project.</param>
    /// <param name="logstoreName">The logstore.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task<LogIndex> GetIndexAsync(string projectName, string logstoreName, CancellationToken cancellationToken = default) =>
        ReadObjectAsync(
            ServiceRequest.To(HttpMethod.Get, NameRules.CheckProject(projectName), "logstores", logstoreName, "index"),
            json => IndexJson.Read(json, projectName, logstoreName),
            cancellationToken);

    /// <summary>Replaces the index of a logstore (Log Service API: UpdateIndex).</summary>
    /// <param name="index">The whole definition.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task UpdateIndexAsync(LogIndex index, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(index);
        return SendAsync(
            ServiceRequest.WithJson(HttpMethod.Put, NameRules.CheckProject(index.ProjectName), IndexJson.Write(index), "logstores", index.LogstoreName, "index"),
            cancellationToken);
    }

    /// <summary>Removes the index of a logstore (Log Service API: DeleteIndex).</summary>
    /// <param name="projectName">The project.</param>
    /// <param name="logstoreName">The logstore.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task DeleteIndexAsync(string projectName, string logstoreName, CancellationToken cancellationToken = default) =>
        DeleteAsync(ServiceRequest.To(HttpMethod.Delete, NameRules.CheckProject(projectName), "logstores", logstoreName, "index"), MissingResource.Index, cancellationToken);
}
