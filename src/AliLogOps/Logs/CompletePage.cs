namespace AliLogOps.Logs;

/// <summary>Repeats a request whose answer is incomplete, with growing pauses, a bounded number of times.</summary>
internal sealed class CompletePage(TimeProvider time)
{
    /// <summary>Most requests for one page. The official clients try 5 to 20 times.</summary>
    public const int MaximumAttempts = 6;

    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(1);

    /// <summary>Requests sent again so far.</summary>
    public int Repeats { get; private set; }

    /// <summary>The first complete answer, or the last one when none was.</summary>
    public async Task<T> FetchAsync<T>(Func<CancellationToken, Task<T>> fetch, Func<T, bool> isComplete, CancellationToken cancellationToken)
    {
        var pause = s_firstPause;
        for (var attempt = 1; ; attempt++)
        {
            var answer = await fetch(cancellationToken).ConfigureAwait(false);
            if (isComplete(answer) || attempt == MaximumAttempts)
            {
                return answer;
            }

            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            Repeats++;
            pause = pause * 2 > s_longestPause ? s_longestPause : pause * 2;
        }
    }
}
