namespace AliLogOps.Emulator.Hosting;

/// <summary>
/// Gives memory back once nobody has asked for anything for a while: a service container is idle most of its life, and the
/// runtime by itself collects only when something is allocated.
/// </summary>
/// <param name="interval">Time without a request after which it happens; at most twice that.</param>
/// <param name="trim">Gives memory back.</param>
internal sealed class IdleTrim(WriteCounters counters, TimeSpan interval, Action trim)
{
    public static IdleTrim Create(WriteCounters counters)
    {
        return new IdleTrim(counters, TimeSpan.FromSeconds(3), () => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true));
    }

    /// <summary>Trims after each run of requests, once.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        long trimmed = 0;
        long last = 0;
        try
        {
            while (true)
            {
                await Task.Delay(interval, cancellationToken).ConfigureAwait(false);
                long requests = counters.Requests;
                if (requests == last && requests != trimmed)
                {
                    trim();
                    trimmed = requests;
                }
                last = requests;
            }
        }
        catch (OperationCanceledException)
        {
            // the emulator ends
        }
    }
}
