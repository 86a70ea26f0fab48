namespace AliLogOps.Emulator.Faults;

/// <summary>When a fault happens among the requests it is for, and what it then does.</summary>
internal sealed record FaultRule
{
    /// <summary>Key of the rule; a rule with a name that exists takes the other's place.</summary>
    public required string Name { get; init; }

    public required FaultMatch Match { get; init; }

    public required FaultEffect Effect { get; init; }

    /// <summary>Fitting requests that are let through at first.</summary>
    public int Skip { get; init; }

    /// <summary>Of the fitting requests after those, every n-th is a candidate.</summary>
    public int Every { get; init; } = 1;

    /// <summary>Chance of a candidate, from 0 to 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>Times the fault happens; null for ever.</summary>
    public int? Count { get; init; }

    /// <summary>Decides with the request's number which candidates are hit: the same seed and order give the same faults.</summary>
    public int Seed { get; init; }

    /// <summary>Whether the n-th fitting request is hit, n from 0, leaving <see cref="Count"/> aside.</summary>
    public bool Hits(long number)
    {
        long after = number - Skip;
        return after >= 0 && (after + 1) % Every == 0 && Chance(number) < Probability;
    }

    /// <summary>A number from 0 up to 1 that depends on seed and place alone (SplitMix64).</summary>
    private double Chance(long number)
    {
        ulong x = unchecked(((ulong)(uint)Seed << 32) + (ulong)number + 0x9E3779B97F4A7C15UL);
        x = unchecked((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL);
        x = unchecked((x ^ (x >> 27)) * 0x94D049BB133111EBUL);
        return ((x ^ (x >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}

/// <summary>A rule with what it has done so far.</summary>
/// <param name="Matched">Requests it was for.</param>
/// <param name="Fired">Requests it hit.</param>
internal sealed record FaultRuleState(FaultRule Rule, long Matched, int Fired);
