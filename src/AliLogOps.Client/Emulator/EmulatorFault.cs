namespace AliLogOps.Client;

/// <summary>A fault of the emulator: the requests it is for, when it happens, what it does, and what it has done.</summary>
public sealed record EmulatorFault
{
    /// <summary>Name of the fault; null lets the emulator choose. A fault with a name that exists takes the other's place.</summary>
    public string? Name { get; init; }

    /// <summary>Patterns of operation names; none means every operation.</summary>
    public IReadOnlyList<string> Operations { get; init; } = [];

    /// <summary>Pattern of project names; null for any.</summary>
    public string? ProjectName { get; init; }

    /// <summary>Pattern of logstore names; null for any.</summary>
    public string? LogstoreName { get; init; }

    /// <summary>What it does.</summary>
    public required EmulatorFaultEffect Effect { get; init; }

    /// <summary>HTTP status; null for that of the code or effect.</summary>
    public int? Status { get; init; }

    /// <summary>Error code, of an error.</summary>
    public string? Code { get; init; }

    /// <summary>Error text, of an error.</summary>
    public string? Message { get; init; }

    /// <summary>Delay, of a slow answer.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>Target, of a redirect.</summary>
    public string? Location { get; init; }

    /// <summary>Requests let through at first.</summary>
    public int Skip { get; init; }

    /// <summary>Of the requests after those, every n-th is hit.</summary>
    public int Every { get; init; } = 1;

    /// <summary>Chance of such a request to be hit, above 0 and up to 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>Times it happens; null for ever.</summary>
    public int? Count { get; init; }

    /// <summary>Seed of the chance: the same seed gives the same faults.</summary>
    public int Seed { get; init; }

    /// <summary>Requests it was for.</summary>
    public long Matched { get; init; }

    /// <summary>Requests it has hit.</summary>
    public long Fired { get; init; }
}
