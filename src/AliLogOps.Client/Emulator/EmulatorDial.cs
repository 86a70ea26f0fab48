namespace AliLogOps.Client;

/// <summary>The dial of an emulator: its faults, its clock, and how long changes take to show.</summary>
public sealed record EmulatorDial
{
    /// <summary>The faults, in the order in which they are tried.</summary>
    public IReadOnlyList<EmulatorFault> Faults { get; init; } = [];

    /// <summary>How far the clock is moved.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>Where the clock stands; null if it runs.</summary>
    public DateTimeOffset? ClockFrozenAt { get; init; }

    /// <summary>Time until a search finds a log.</summary>
    public TimeSpan SearchDelay { get; init; }

    /// <summary>Time until a new project or logstore is known.</summary>
    public TimeSpan CreationDelay { get; init; }

    /// <summary>Time until a changed index is known.</summary>
    public TimeSpan IndexDelay { get; init; }
}
