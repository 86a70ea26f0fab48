namespace AliLogOps.Emulator.Clock;

/// <summary>How the emulator's clock differs from the machine's.</summary>
/// <param name="Offset">Added to the machine's time; without effect on a frozen clock.</param>
/// <param name="FrozenAt">The time the clock stands at, or null if it runs.</param>
internal sealed record ClockSetting(TimeSpan Offset, DateTimeOffset? FrozenAt)
{
    public static readonly ClockSetting Real = new(TimeSpan.Zero, null);

    /// <summary>Earliest and latest time the clock can stand at: logs have 32 bits for theirs, and both ends leave room for every span around them.</summary>
    public static readonly DateTimeOffset EarliestFrozen = new(1971, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <inheritdoc cref="EarliestFrozen"/>
    public static readonly DateTimeOffset LatestFrozen = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Largest offset to either side.</summary>
    public static readonly TimeSpan MaxOffset = TimeSpan.FromDays(3660);
}
