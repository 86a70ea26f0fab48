namespace AliLogOps.Client;

/// <summary>
/// How failures that a repeat may cure are repeated: exponential waits with full jitter, a limit on attempts and one on the whole.
/// The service's own Retry-After is honoured when it is longer.
/// </summary>
public sealed record RetryPolicy
{
    /// <summary>Six attempts within 90 seconds.</summary>
    public static RetryPolicy Default { get; } = new();

    /// <summary>One attempt. (A refused time is still signed again once with the corrected clock.)</summary>
    public static RetryPolicy None { get; } = new() { MaxAttempts = 1 };

    /// <summary>Attempts in all, at least 1.</summary>
    public int MaxAttempts { get; init; } = 6;

    /// <summary>Upper end of the first wait after a fault; doubles with each attempt.</summary>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Upper end of the first wait after throttling; doubles with each attempt.</summary>
    public TimeSpan ThrottledBaseDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>No wait is longer, unless the service asks for more.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Time for all attempts and waits together; no attempt starts or goes on after it.</summary>
    public TimeSpan TotalDeadline { get; init; } = TimeSpan.FromSeconds(90);

    internal TimeSpan DelayBefore(int nextAttempt, bool throttled, double jitter)
    {
        double ceiling = (throttled ? ThrottledBaseDelay : BaseDelay).TotalMilliseconds * Math.Pow(2, Math.Min(nextAttempt - 2, 30));
        return TimeSpan.FromMilliseconds(Math.Min(ceiling, MaxDelay.TotalMilliseconds) * jitter);
    }

    internal void Check()
    {
        if (MaxAttempts < 1 || BaseDelay < TimeSpan.Zero || ThrottledBaseDelay < TimeSpan.Zero || MaxDelay < TimeSpan.Zero || TotalDeadline <= TimeSpan.Zero)
        {
            throw new ArgumentException($"The retry policy (attempts {MaxAttempts}, deadline {TotalDeadline}) is not usable: at least one attempt, no negative wait, and a deadline above zero.");
        }
    }
}
