namespace AliLogOps.Logs;

/// <summary>Reads one shard from a cursor to another, both fixed at the start, so that a busy logstore does not keep the reader for ever.</summary>
internal sealed class ShardReader(AliLogOps.Client.LogServiceClient service, string projectName, string logstoreName, int shardId, CursorPosition begin, CursorPosition end)
{
    /// <summary>Most log groups per request (Log Service API: PullLogs, count).</summary>
    public const int MaximumGroups = 1000;

    private string? _cursor;
    private string? _endCursor;

    /// <summary>The next groups, at most as many as logs are wanted (a group holds one log or more); null at the end.</summary>
    public async Task<IReadOnlyList<LogGroup>?> NextAsync(ulong wanted, CancellationToken cancellationToken)
    {
        // the end first: what arrives in between is then left out rather than half read
        _endCursor ??= await service.GetCursorAsync(projectName, logstoreName, shardId, end, cancellationToken).ConfigureAwait(false);
        _cursor ??= await service.GetCursorAsync(projectName, logstoreName, shardId, begin, cancellationToken).ConfigureAwait(false);
        while (!string.Equals(_cursor, _endCursor, StringComparison.Ordinal))
        {
            var pulled = await service.PullLogsAsync(projectName, logstoreName, shardId, _cursor, (int)Math.Min(wanted, MaximumGroups), _endCursor, cancellationToken).ConfigureAwait(false);
            _cursor = pulled.IsEnd || string.Equals(pulled.NextCursor, _cursor, StringComparison.Ordinal) ? _endCursor : pulled.NextCursor;
            if (pulled.Groups.Count > 0)
            {
                return pulled.Groups;
            }
        }

        return null;
    }
}
