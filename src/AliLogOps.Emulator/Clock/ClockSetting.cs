namespace AliLogOps.Emulator.Clock;

/// <summary>How the emulator's clock differs from the machine's.</summary>
/// <param name="Offset">Added to the machine's time; without effect on a frozen clock.</param>
/// <param name="FrozenAt">The time the clock stands at, or null if it runs.</param>
internal sealed record ClockSetting(TimeSpan Offset, DateTimeOffset? FrozenAt)
{
    public static readonly ClockSetting Real = new(TimeSpan.Zero, null);

    /// <summary>Largest offset to either side.</summary>
    public static readonly TimeSpan MaxOffset = TimeSpan.FromDays(3660);
}
