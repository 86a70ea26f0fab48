using AliLogOps.Client;

namespace AliLogOps.Logs;

/// <summary>
/// Reads one shard from a cursor to another, both fixed at the start, so that a busy logstore does not keep the reader for ever.
/// The next answer is on its way while the logs of the last one are used.
/// </summary>
internal sealed class ShardReader(LogServiceClient service, string projectName, string logstoreName, int shardId, CursorPosition begin, CursorPosition end) : IDisposable
{
    private readonly PullSize _size = new();
    private string? _cursor;
    private string? _endCursor;
    private Task<LogPull?>? _ahead;

    /// <summary>The shard.</summary>
    public int ShardId => shardId;

    /// <summary>Begins to fetch, before <see cref="NextAsync"/> asks.</summary>
    public void Start(ulong wanted, CancellationToken cancellationToken) => _ahead ??= PullAsync(wanted, cancellationToken);

    /// <summary>The next logs, for the caller to dispose; null at the end.</summary>
    /// <param name="wanted">How many are still wanted; not more groups are asked for, as a group holds one log or more.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public async Task<LogPull?> NextAsync(ulong wanted, CancellationToken cancellationToken)
    {
        var pull = await (_ahead ?? PullAsync(wanted, cancellationToken)).ConfigureAwait(false);
        _ahead = null;
        // who wants a few logs may have them in this answer, and needs no other
        if (pull is not null && !AtEnd && wanted > (ulong)pull.GroupCount * PullSize.MostGroups)
        {
            _ahead = PullAsync(wanted, cancellationToken);
        }

        return pull;
    }

    /// <summary>Gives up what is still being fetched.</summary>
    public void Dispose()
    {
        // whatever becomes of it, nobody asks any more
        _ = _ahead?.ContinueWith(
            static done =>
            {
                if (done.IsCompletedSuccessfully)
                {
                    done.Result?.Dispose();
                }

                return done.Exception;
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        _ahead = null;
    }

    private bool AtEnd => string.Equals(_cursor, _endCursor, StringComparison.Ordinal);

    private async Task<LogPull?> PullAsync(ulong wanted, CancellationToken cancellationToken)
    {
        // the end first: what arrives in between is then left out rather than half read
        _endCursor ??= await service.GetCursorAsync(projectName, logstoreName, shardId, end, cancellationToken).ConfigureAwait(false);
        _cursor ??= await service.GetCursorAsync(projectName, logstoreName, shardId, begin, cancellationToken).ConfigureAwait(false);
        while (!AtEnd)
        {
            var count = (int)Math.Min(wanted, (ulong)_size.Groups);
            var pull = await service.OpenPullAsync(projectName, logstoreName, shardId, _cursor, count, _endCursor, cancellationToken).ConfigureAwait(false);
            _cursor = pull.IsEnd ? _endCursor : pull.NextCursor;
            if (pull.GroupCount > 0)
            {
                _size.Fit(pull.Bytes);
                return pull;
            }

            pull.Dispose();
        }

        return null;
    }
}
