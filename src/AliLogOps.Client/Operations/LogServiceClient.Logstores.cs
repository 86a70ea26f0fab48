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

    /// <summary>
    /// Splits a shard (Log Service API: SplitShard): it becomes read-only, and new shards take over its range. When the
    /// answer is lost and the repeat finds the shard read-only, the first call did it.
    /// </summary>
    /// <param name="projectName">The project.</param>
    /// <param name="logstoreName">The logstore.</param>
    /// <param name="shardId">A shard that can be written to.</param>
    /// <param name="splitKey">Where the second new shard begins: 32 hexadecimal digits inside the range; null for an even split.</param>
    /// <param name="shardCount">Shards to make of it, 2 or more; null for two.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    /// <returns>The shard as it is now, and the new ones.</returns>
    public Task<IReadOnlyList<LogShard>> SplitShardAsync(string projectName, string logstoreName, int shardId, string? splitKey = null, int? shardCount = null, CancellationToken cancellationToken = default)
    {
        HashKey.Check(splitKey);
        CheckShard(projectName, shardId);
        ServiceRequest request = ServiceRequest.To(HttpMethod.Post, projectName, "logstores", logstoreName, "shards", Text(shardId))
            .With("action", "split").With("key", splitKey?.ToLowerInvariant()).With("shardCount", shardCount?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return ReshapeAsync(request, projectName, logstoreName, shardId, cancellationToken);
    }

    /// <summary>Merges a shard with its neighbour to the right (Log Service API: MergeShards): both become read-only, a new one takes over their range.</summary>
    /// <param name="projectName">The project.</param>
    /// <param name="logstoreName">The logstore.</param>
    /// <param name="shardId">The left one of the two; both must be writable.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    /// <returns>The new shard, and the two it replaces.</returns>
    public Task<IReadOnlyList<LogShard>> MergeShardsAsync(string projectName, string logstoreName, int shardId, CancellationToken cancellationToken = default)
    {
        CheckShard(projectName, shardId);
        ServiceRequest request = ServiceRequest.To(HttpMethod.Post, projectName, "logstores", logstoreName, "shards", Text(shardId)).With("action", "merge");
        return ReshapeAsync(request, projectName, logstoreName, shardId, cancellationToken);
    }

    private async Task<IReadOnlyList<LogShard>> ReshapeAsync(ServiceRequest request, string projectName, string logstoreName, int shardId, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadArrayAsync(request, json => ShardJson.Read(json, projectName, logstoreName), cancellationToken).ConfigureAwait(false);
        }
        catch (LogServiceException failure) when (failure.AfterUnknownOutcome && failure.Kind == ErrorKind.InvalidArgument)
        {
            IReadOnlyList<LogShard> shards = await ListShardsAsync(projectName, logstoreName, cancellationToken).ConfigureAwait(false);
            LogShard? old = shards.FirstOrDefault(shard => shard.ShardId == shardId && shard.Status == "readonly");
            if (old is null)
            {
                throw;
            }

            // new shards carry numbers above all earlier ones, and lie in or around the old one's range
            return [old, .. shards.Where(shard => shard.ShardId > shardId && shard.Status == "readwrite" && Overlaps(shard, old))];
        }
    }

    private static bool Overlaps(LogShard one, LogShard other) =>
        string.CompareOrdinal(one.InclusiveBeginKey, other.ExclusiveEndKey) < 0 && string.CompareOrdinal(other.InclusiveBeginKey, one.ExclusiveEndKey) < 0;
}
