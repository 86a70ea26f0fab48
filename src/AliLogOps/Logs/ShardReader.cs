using AliLogOps.Client;

namespace AliLogOps.Logs;

/// <summary>
/// Reads one shard from a cursor to another, both fixed at the start, so that a busy logstore does not keep the reader for ever.
/// The next answer is on its way while the groups of the last one are used.
/// </summary>
internal sealed class ShardReader(LogServiceClient service, string projectName, string logstoreName, int shardId, CursorPosition begin, CursorPosition end)
{
    /// <summary>Most log groups per request (Log Service API: PullLogs, count).</summary>
    public const int MaximumGroups = 1000;

    private string? _cursor;
    private string? _endCursor;
    private Task<PullResult>? _ahead;

    /// <summary>The next groups, at most as many as logs are wanted (a group holds one log or more); null at the end.</summary>
    public async Task<IReadOnlyList<LogGroup>?> NextAsync(ulong wanted, CancellationToken cancellationToken)
    {
        // the end first: what arrives in between is then left out rather than half read
        _endCursor ??= await service.GetCursorAsync(projectName, logstoreName, shardId, end, cancellationToken).ConfigureAwait(false);
        _cursor ??= await service.GetCursorAsync(projectName, logstoreName, shardId, begin, cancellationToken).ConfigureAwait(false);
        while (_ahead is not null || !AtEnd)
        {
            var pulled = await (_ahead ?? PullAsync(wanted, cancellationToken)).ConfigureAwait(false);
            _ahead = null;
            _cursor = pulled.IsEnd || string.Equals(pulled.NextCursor, _cursor, StringComparison.Ordinal) ? _endCursor : pulled.NextCursor;

            // who wants a few logs may have them in this answer, and needs no other
            if (!AtEnd && wanted > MaximumGroups * (ulong)MaximumGroups)
            {
                _ahead = PullAsync(wanted, cancellationToken);
            }

            if (pulled.Groups.Count > 0)
            {
                return pulled.Groups;
            }
        }

        return null;
    }

    private bool AtEnd => string.Equals(_cursor, _endCursor, StringComparison.Ordinal);

    private Task<PullResult> PullAsync(ulong wanted, CancellationToken cancellationToken) =>
        service.PullLogsAsync(projectName, logstoreName, shardId, _cursor!, (int)Math.Min(wanted, MaximumGroups), _endCursor, cancellationToken);
}
