namespace AliLogOps.Emulator.Faults;

/// <summary>
/// How long changes take to show, as they do in the service ("eventual consistency"); all zero at first.
/// </summary>
/// <param name="Search">From the arrival of a log until a search finds it.</param>
/// <param name="Creation">From the creation of a project or logstore until other operations know it.</param>
/// <param name="Index">From a change of an index until searches know that the logstore has one.</param>
internal sealed record VisibilityDelays(TimeSpan Search, TimeSpan Creation, TimeSpan Index)
{
    public static readonly VisibilityDelays None = new(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>Longest delay of each kind.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromHours(1);
}

/// <summary>The delays in force, measured on the emulator's clock.</summary>
internal sealed class Visibility(TimeProvider clock)
{
    private volatile VisibilityDelays _delays = VisibilityDelays.None;

    public VisibilityDelays Delays
    {
        get => _delays;
        set => _delays = value;
    }

    /// <summary>Arrival, in epoch milliseconds, up to which logs are found by a search.</summary>
    public long SearchableUntil => _delays.Search == TimeSpan.Zero ? long.MaxValue : Before(_delays.Search).ToUnixTimeMilliseconds();

    /// <summary>Whether a project or logstore made at that time (epoch seconds) is known to other operations.</summary>
    public bool IsKnown(long createTime)
    {
        return _delays.Creation == TimeSpan.Zero || createTime <= Before(_delays.Creation).ToUnixTimeSeconds();
    }

    /// <summary>Whether searches know of an index changed at that time (epoch seconds).</summary>
    public bool IsIndexKnown(long changeTime)
    {
        return _delays.Index == TimeSpan.Zero || changeTime <= Before(_delays.Index).ToUnixTimeSeconds();
    }

    private DateTimeOffset Before(TimeSpan delay)
    {
        return clock.GetUtcNow() - delay;
    }
}
