using AliLogOps.Client;

namespace AliLogOps.Setup.Plan;

/// <summary>
/// Waits for what was just made to be seen everywhere: a new project or logstore can take a minute to appear, and until then writes
/// below it are told that it does not exist.
/// </summary>
internal static class EventualConsistency
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);

    /// <summary>Repeats the write while the service says that one of the new resources does not exist, for a minute and a half at most.</summary>
    /// <param name="write">The write; one that was refused for a missing parent has had no effect.</param>
    /// <param name="isNew">Whether a resource was made in this run.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public static async Task RetryAsync(Func<CancellationToken, Task> write, Func<MissingResource, bool> isNew, TimeProvider time, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var pause = s_firstPause;
        while (true)
        {
            try
            {
                await write(cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (LogServiceException problem) when (problem.Kind == ErrorKind.NotFound && isNew(problem.MissingResource) && time.GetElapsedTime(start) < s_longest)
            {
                await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
                pause = pause * 2 > s_longestPause ? s_longestPause : pause * 2;
            }
        }
    }
}
