using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace AliLogOps.Client;

/// <summary>
/// Follows logstores shard by shard with cursors: every log that arrives is given once, none is sampled. After an interruption of any
/// length reading goes on from the same cursor, so there is neither a gap nor a repeat.
/// </summary>
public sealed class LogTail
{
    // a reader that is slow holds the readers of shards back instead of piling up pages
    private const int MostWaiting = 16;

    private readonly LogServiceClient _service;
    private readonly LogTailOptions _options;

    /// <summary>Makes a tail; nothing is sent.</summary>
    /// <param name="service">The service.</param>
    /// <param name="options">What to follow.</param>
    public LogTail(LogServiceClient service, LogTailOptions options)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(options);
        _service = service;
        _options = options;
    }

    /// <summary>Follows until the end that was set, or until cancelled. Ends early when no logstore can be followed.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public async IAsyncEnumerable<LogTailEvent> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Channel<LogTailEvent> channel = Channel.CreateBounded<LogTailEvent>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
        Task work = FollowAllAsync(channel.Writer, stop.Token);
        try
        {
            await foreach (LogTailEvent item in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return item;
            }

            await work.ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FollowAllAsync(ChannelWriter<LogTailEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(_options.Logstores.Select(store =>
                new StoreTail(_service, _options, store.ProjectName, store.LogstoreName, events).RunAsync(cancellationToken))).ConfigureAwait(false);
        }
        finally
        {
            events.TryComplete();
        }
    }
}
