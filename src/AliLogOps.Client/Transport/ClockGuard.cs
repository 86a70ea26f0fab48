using System.Globalization;

namespace AliLogOps.Client;

/// <summary>
/// Learns from the Date header of answers how far the service's clock is from this machine's. Signing uses the difference only
/// after the service has refused a time, so that a wrong Date from somebody in between cannot spoil a good clock.
/// </summary>
internal sealed class ClockGuard
{
    private const long Unknown = long.MinValue;
    // a Date header holds whole seconds: on average the true time is half a second later
    private static readonly TimeSpan s_halfSecond = TimeSpan.FromMilliseconds(500);
    private long _offsetTicks = Unknown;
    private int _active;

    /// <summary>Service's clock minus this machine's; null before the first answer.</summary>
    public TimeSpan? Offset => Interlocked.Read(ref _offsetTicks) is var ticks && ticks == Unknown ? null : TimeSpan.FromTicks(ticks);

    /// <summary>The time to sign with.</summary>
    public DateTimeOffset Correct(DateTimeOffset localTime) =>
        Volatile.Read(ref _active) == 1 && Offset is { } offset ? localTime + offset : localTime;

    /// <summary>The service's time as far as it is known.</summary>
    public DateTimeOffset ServiceTime(DateTimeOffset localTime) => localTime + (Offset ?? TimeSpan.Zero);

    /// <summary>Takes note of an answer's Date header.</summary>
    /// <returns>Whether the header held a time.</returns>
    public bool Observe(string? dateHeader, DateTimeOffset sent, DateTimeOffset received)
    {
        if (!DateTimeOffset.TryParseExact(dateHeader, "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date))
        {
            return false;
        }

        DateTimeOffset middle = sent + ((received - sent) / 2);
        Interlocked.Exchange(ref _offsetTicks, (date + s_halfSecond - middle).Ticks);
        return true;
    }

    /// <summary>Signs with the service's clock from now on.</summary>
    public void Activate() => Volatile.Write(ref _active, 1);
}
