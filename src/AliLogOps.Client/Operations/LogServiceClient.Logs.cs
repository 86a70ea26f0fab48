namespace AliLogOps.Client;

/// <content>Log data: write, pull, search.</content>
public sealed partial class LogServiceClient
{
    private const int MaxPullCount = 1000;

    /// <summary>
    /// Writes a group of logs (Log Service API: PutLogs), compressed with LZ4. At least once: after a lost answer the group is
    /// sent again and the service may hold it twice.
    /// </summary>
    /// <param name="projectName">The project.</param>
    /// <param name="logstoreName">The logstore.</param>
    /// <param name="logGroup">The logs; at most 10 MB before compression. An empty group sends nothing.</param>
    /// <param name="hashKey">32 hexadecimal digits that choose the shard; null lets the service balance.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public async Task PutLogsAsync(string projectName, string logstoreName, LogGroup logGroup, string? hashKey = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(logGroup);
        NameRules.CheckProject(projectName);
        NameRules.CheckSegment(logstoreName);
        HashKey.Check(hashKey);
        if (logGroup.Logs.Count == 0)
        {
            return;
        }

        LogGroupBody body = LogGroupBody.Create(logGroup);
        ServiceRequest request = ServiceRequest.Put(projectName, body.Compressed, body.RawLength, LogGroupBody.CompressType, "logstores", logstoreName, "shards", hashKey is null ? "lb" : "route");
        await SendAsync(request.With("key", hashKey?.ToLowerInvariant()), cancellationToken).ConfigureAwait(false);
        // only after success: a cancelled or failed attempt may still be reading the buffer
        body.Dispose();
    }

    /// <summary>Gets a cursor of a shard (Log Service API: GetCursor).</summary>
    /// <param name="projectName">The project.</param>
    /// <param name="logstoreName">The logstore.</param>
    /// <param name="shardId">The shard.</param>
    /// <param name="position">Begin, end, or a time of receipt.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task<string> GetCursorAsync(string projectName, string logstoreName, int shardId, CursorPosition position, CancellationToken cancellationToken = default) =>
        ReadObjectAsync(
            ShardRequest(projectName, logstoreName, shardId).With("type", "cursor").With("from", position.Wire),
            json => json.GetText("cursor") ?? throw new System.Text.Json.JsonException("the answer has no cursor"),
            cancellationToken);

    /// <summary>The time at which the data at a cursor was received (Log Service API: GetCursorTime).</summary>
    /// <param name="projectName">The project.</param>
    /// <param name="logstoreName">The logstore.</param>
    /// <param name="shardId">The shard.</param>
    /// <param name="cursor">The cursor.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task<DateTimeOffset> GetCursorTimeAsync(string projectName, string logstoreName, int shardId, string cursor, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(cursor);
        return ReadObjectAsync(
            ShardRequest(projectName, logstoreName, shardId).With("type", "cursor_time").With("cursor", cursor),
            json => json.GetTime("cursor_time") ?? throw new System.Text.Json.JsonException("the answer has no cursor_time"),
            cancellationToken);
    }

    /// <summary>Reads log groups from a shard (Log Service API: PullLogs). Needs no index.</summary>
    /// <param name="projectName">The project.</param>
    /// <param name="logstoreName">The logstore.</param>
    /// <param name="shardId">The shard.</param>
    /// <param name="cursor">Where to read.</param>
    /// <param name="count">Log groups wanted, 1 to 1000.</param>
    /// <param name="endCursor">Where to stop, exclusive; null reads on.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public async Task<PullResult> PullLogsAsync(string projectName, string logstoreName, int shardId, string cursor, int count = MaxPullCount, string? endCursor = null, CancellationToken cancellationToken = default)
    {
        using ServiceResponse response = await PullRawAsync(projectName, logstoreName, shardId, cursor, count, endCursor, cancellationToken).ConfigureAwait(false);
        return PullAnswer.Read(response, cursor);
    }

    /// <summary>As <see cref="PullLogsAsync"/>, with the logs read from the answer one by one, so that a large answer is never an object for each log at once.</summary>
    /// <param name="projectName">The project.</param>
    /// <param name="logstoreName">The logstore.</param>
    /// <param name="shardId">The shard.</param>
    /// <param name="cursor">Where to read.</param>
    /// <param name="count">Log groups wanted, 1 to 1000.</param>
    /// <param name="endCursor">Where to stop, exclusive; null reads on.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public async Task<LogPull> OpenPullAsync(string projectName, string logstoreName, int shardId, string cursor, int count = MaxPullCount, string? endCursor = null, CancellationToken cancellationToken = default) =>
        LogPull.Open(await PullRawAsync(projectName, logstoreName, shardId, cursor, count, endCursor, cancellationToken).ConfigureAwait(false), cursor);

    /// <summary>Reads one page of a search or the rows of an SQL query (Log Service API: GetLogsV2).</summary>
    /// <param name="query">What to look for. SQL pages by its own LIMIT; the service takes no offset with it.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public async Task<LogPage> GetLogsAsync(LogQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ServiceRequest request = ServiceRequest.Search(NameRules.CheckProject(query.ProjectName), LogQueryJson.Write(query), "logstores", query.LogstoreName, "logs");
        using ServiceResponse response = await _pipeline.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return LogPageReader.Read(response);
    }

    /// <summary>Counts hits over the time range (Log Service API: GetHistograms).</summary>
    /// <param name="projectName">The project.</param>
    /// <param name="logstoreName">The logstore.</param>
    /// <param name="from">Begin of the range, inclusive; rounded down to the second.</param>
    /// <param name="to">End of the range, exclusive; rounded up to the second.</param>
    /// <param name="query">Search part only; SQL is refused by the service.</param>
    /// <param name="topic">Topic the logs must have; empty for any.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public async Task<LogHistogram> GetHistogramAsync(string projectName, string logstoreName, DateTimeOffset from, DateTimeOffset to, string query = "*", string topic = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(topic);
        LogQueryJson.CheckRange(from, to);
        ServiceRequest request = ServiceRequest.To(HttpMethod.Get, NameRules.CheckProject(projectName), "logstores", logstoreName)
            .With("type", "histogram").With("from", WireTime.Floor(from)).With("to", WireTime.Ceiling(to)).With("query", query).With("topic", topic);
        using ServiceResponse response = await _pipeline.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return HistogramAnswer.Read(response, projectName, logstoreName);
    }

    /// <summary>Reads the logs before and after one, as they stood in its file or stream (Log Service API: GetContextLogs).</summary>
    /// <param name="projectName">The project.</param>
    /// <param name="logstoreName">The logstore.</param>
    /// <param name="packId">The log's <c>__tag__:__pack_id__</c>, which a search gives with <c>|with_pack_meta</c>.</param>
    /// <param name="packMeta">The log's <c>__pack_meta__</c>.</param>
    /// <param name="before">Logs before it, 1 to 100.</param>
    /// <param name="after">Logs after it, 1 to 100.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public async Task<LogContext> GetContextLogsAsync(string projectName, string logstoreName, string packId, string packMeta, int before, int after, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(packId);
        ArgumentException.ThrowIfNullOrEmpty(packMeta);
        ArgumentOutOfRangeException.ThrowIfLessThan(before, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(before, 100);
        ArgumentOutOfRangeException.ThrowIfLessThan(after, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(after, 100);
        ServiceRequest request = ServiceRequest.To(HttpMethod.Get, NameRules.CheckProject(projectName), "logstores", logstoreName)
            .With("type", "context_log").With("pack_id", packId).With("pack_meta", packMeta).With("back_lines", before).With("forward_lines", after);
        using ServiceResponse response = await _pipeline.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return ContextAnswer.Read(response);
    }

    // the answer as it came, for readers that need no objects
    internal Task<ServiceResponse> PullRawAsync(string projectName, string logstoreName, int shardId, string cursor, int count, string? endCursor, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(cursor);
        if (count is < 1 or > MaxPullCount)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, $"A pull can ask for 1 to {MaxPullCount} log groups.");
        }

        CheckShard(projectName, shardId);
        ServiceRequest request = ServiceRequest.Pull(projectName, "logstores", logstoreName, "shards", Text(shardId))
            .With("type", "log").With("cursor", cursor).With("count", count).With("end_cursor", endCursor);
        return _pipeline.SendAsync(request, cancellationToken);
    }

    private static ServiceRequest ShardRequest(string projectName, string logstoreName, int shardId)
    {
        CheckShard(projectName, shardId);
        return ServiceRequest.To(HttpMethod.Get, projectName, "logstores", logstoreName, "shards", Text(shardId));
    }

    private static void CheckShard(string projectName, int shardId)
    {
        NameRules.CheckProject(projectName);
        ArgumentOutOfRangeException.ThrowIfNegative(shardId);
    }

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
