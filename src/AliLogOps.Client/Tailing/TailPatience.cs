using System.Threading.Channels;

namespace AliLogOps.Client;

/// <summary>Repeats a request through an outage of any length, and says when the outage begins and ends.</summary>
internal sealed class TailPatience(LogTailOptions options, ChannelWriter<LogTailEvent> events, LogTailEvent about)
{
    private static readonly TimeSpan s_firstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(30);

    public LogTailEvent About(LogTailEventKind kind) => about with { Kind = kind };

    /// <exception cref="LogServiceException">The failure is none that passes, or the end of the tail came first.</exception>
    public async Task<T> TryAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        TimeSpan wait = s_firstWait;
        for (bool interrupted = false; ; interrupted = true)
        {
            LogServiceException failure;
            try
            {
                T result = await work(cancellationToken).ConfigureAwait(false);
                if (interrupted)
                {
                    await events.WriteAsync(About(LogTailEventKind.Resumed), cancellationToken).ConfigureAwait(false);
                }

                return result;
            }
            catch (LogServiceException fault) when (fault.IsTransient && !IsOver)
            {
                failure = fault;
            }

            if (!interrupted)
            {
                await events.WriteAsync(About(LogTailEventKind.Interrupted) with { Failure = failure }, cancellationToken).ConfigureAwait(false);
            }

            // at the end it is tried once more, however long the pauses have become
            TimeSpan? left = options.Until - options.TimeProvider.GetUtcNow();
            await Task.Delay(left is not { } rest || rest > wait ? wait : rest > TimeSpan.Zero ? rest : TimeSpan.Zero, options.TimeProvider, cancellationToken).ConfigureAwait(false);
            wait = wait * 2 > s_longestWait ? s_longestWait : wait * 2;
        }
    }

    private bool IsOver => options.Until is { } until && options.TimeProvider.GetUtcNow() >= until;
}
