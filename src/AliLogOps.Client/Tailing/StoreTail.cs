using System.Threading.Channels;

namespace AliLogOps.Client;

/// <summary>Follows one logstore: a reader for each shard, and for each that appears later.</summary>
internal sealed class StoreTail(LogServiceClient service, LogTailOptions options, string projectName, string logstoreName, ChannelWriter<LogTailEvent> events)
{
    private readonly Dictionary<int, Task> _readers = [];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        TailPatience patience = new(options, events, new LogTailEvent { Kind = LogTailEventKind.Interrupted, ProjectName = projectName, LogstoreName = logstoreName });
        CursorPosition from = options.From;
        while (await ListAsync(patience, cancellationToken).ConfigureAwait(false) is { } shards)
        {
            foreach (LogShard shard in shards.Where(shard => !_readers.ContainsKey(shard.ShardId)))
            {
                if (_readers.Count > 0 && from == CursorPosition.Begin && options.From != CursorPosition.Begin)
                {
                    await events.WriteAsync(patience.About(LogTailEventKind.ShardAdded) with { ShardId = shard.ShardId }, cancellationToken).ConfigureAwait(false);
                }

                ShardTail reader = new(service, options, projectName, logstoreName, shard.ShardId, from, events);
                _readers.Add(shard.ShardId, Task.Run(() => reader.RunAsync(cancellationToken), cancellationToken));
            }

            // what appears from now on began after reading did, so nothing of it was seen yet
            from = CursorPosition.Begin;
            Task all = Task.WhenAll(_readers.Values);
            if (await Task.WhenAny(all, Task.Delay(options.ShardRefresh, options.TimeProvider, cancellationToken)).ConfigureAwait(false) == all)
            {
                await all.ConfigureAwait(false);
                return;
            }
        }

        await Task.WhenAll(_readers.Values).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<LogShard>?> ListAsync(TailPatience patience, CancellationToken cancellationToken)
    {
        try
        {
            return await patience.TryAsync(token => service.ListShardsAsync(projectName, logstoreName, token), cancellationToken).ConfigureAwait(false);
        }
        catch (LogServiceException failure)
        {
            await events.WriteAsync(patience.About(LogTailEventKind.Failed) with { Failure = failure }, cancellationToken).ConfigureAwait(false);
            return null;
        }
    }
}
