namespace AliLogOps.Client;

/// <content>Logstores and shards.</content>
public sealed partial class LogServiceClient
{
    /// <summary>Creates a logstore (Log Service API: CreateLogStore).</summary>
    /// <param name="logstore">Its settings; both names are needed.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task CreateLogstoreAsync(Logstore logstore, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(logstore);
        NameRules.CheckSegment(logstore.LogstoreName);
        return CreateAsync(
            ServiceRequest.WithJson(HttpMethod.Post, NameRules.CheckProject(logstore.ProjectName), LogstoreJson.Write(logstore, create: true), "logstores"),
            async token => (await GetLogstoreAsync(logstore.ProjectName, logstore.LogstoreName, token).ConfigureAwait(false)).CreateTime,
            cancellationToken);
    }

    /// <summary>Reads a logstore (Log Service API: GetLogStore).</summary>
    /// <param name="projectName">The project.</param>
    /// <param name="logstoreName">The logstore.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task<Logstore> GetLogstoreAsync(string projectName, string logstoreName, CancellationToken cancellationToken = default) =>
        ReadObjectAsync(
            ServiceRequest.To(HttpMethod.Get, NameRules.CheckProject(projectName), "logstores", logstoreName),
            json => LogstoreJson.Read(json, projectName, logstoreName),
            cancellationToken);

    /// <summary>Lists the names of a project's logstores (Log Service API: ListLogStores).</summary>
    /// <param name="projectName">The project.</param>
    /// <param name="nameContains">Part of the name; null for all.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public IAsyncEnumerable<string> ListLogstoreNamesAsync(string projectName, string? nameContains = null, CancellationToken cancellationToken = default)
    {
        NameRules.CheckProject(projectName);
        return ListAsync(() => ServiceRequest.To(HttpMethod.Get, projectName, "logstores").With("logstoreName", nameContains), "logstores", json => json.AsText(), cancellationToken);
    }

    /// <summary>Changes a logstore (Log Service API: UpdateLogStore). Shard count and telemetry type cannot be changed and are not sent.</summary>
    /// <param name="logstore">All its settings, best as read before.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task UpdateLogstoreAsync(Logstore logstore, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(logstore);
        return SendAsync(
            ServiceRequest.WithJson(HttpMethod.Put, NameRules.CheckProject(logstore.ProjectName), LogstoreJson.Write(logstore, create: false), "logstores", logstore.LogstoreName),
            cancellationToken);
    }

    /// <summary>Removes a logstore with its index and data (Log Service API: DeleteLogStore).</summary>
    /// <param name="projectName">The project.</param>
    /// <param name="logstoreName">The logstore.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task DeleteLogstoreAsync(string projectName, string logstoreName, CancellationToken cancellationToken = default) =>
        DeleteAsync(ServiceRequest.To(HttpMethod.Delete, NameRules.CheckProject(projectName), "logstores", logstoreName), MissingResource.Logstore, cancellationToken);

    /// <summary>Lists a logstore's shards (Log Service API: ListShards).</summary>
    /// <param name="projectName">The project.</param>
    /// <param name="logstoreName">The logstore.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task<IReadOnlyList<LogShard>> ListShardsAsync(string projectName, string logstoreName, CancellationToken cancellationToken = default) =>
        ReadArrayAsync(
            ServiceRequest.To(HttpMethod.Get, NameRules.CheckProject(projectName), "logstores", logstoreName, "shards"),
            json => ShardJson.Read(json, projectName, logstoreName),
            cancellationToken);
}
