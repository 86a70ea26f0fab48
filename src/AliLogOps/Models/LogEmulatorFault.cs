using AliLogOps.Client;

namespace AliLogOps;

/// <summary>A fault at an emulator's dial, as it was when it was looked at.</summary>
public sealed class LogEmulatorFault
{
    private readonly EmulatorFault _fault;

    internal LogEmulatorFault(EmulatorFault fault, LogEmulator emulator)
    {
        _fault = fault;
        Emulator = emulator;
        Operation = [.. fault.Operations];
    }

    /// <summary>Its name; one more with this name takes its place.</summary>
    public string FaultName => _fault.Name ?? "";

    /// <summary>What it does.</summary>
    public EmulatorFaultEffect Effect => _fault.Effect;

    /// <summary>Patterns of the operations it is for; none means all.</summary>
    public string[] Operation { get; }

    /// <summary>Pattern of the projects it is for; null for any. It is no project's name, so it is not called ProjectName.</summary>
    public string? ProjectPattern => _fault.ProjectName;

    /// <summary>Pattern of the logstores it is for; null for any.</summary>
    public string? LogstorePattern => _fault.LogstoreName;

    /// <summary>Error code; null for other effects.</summary>
    public string? Code => _fault.Code;

    /// <summary>HTTP status; null when the effect has none.</summary>
    public int? Status => _fault.Status;

    /// <summary>Error text; null for other effects.</summary>
    public string? Message => _fault.Message;

    /// <summary>Delay of a slow answer; null for other effects.</summary>
    public TimeSpan? Delay => _fault.Delay;

    /// <summary>Target of a redirect; null for other effects.</summary>
    public string? Location => _fault.Location;

    /// <summary>Requests let through at first.</summary>
    public int Skip => _fault.Skip;

    /// <summary>Of the requests after those, every n-th is hit.</summary>
    public int Every => _fault.Every;

    /// <summary>Chance of such a request to be hit.</summary>
    public double Probability => _fault.Probability;

    /// <summary>Times it happens; null for ever.</summary>
    public int? Count => _fault.Count;

    /// <summary>Seed of the chance.</summary>
    public int Seed => _fault.Seed;

    /// <summary>Requests it was for.</summary>
    public long Matched => _fault.Matched;

    /// <summary>Requests it has hit.</summary>
    public long Fired => _fault.Fired;

    /// <summary>The emulator it belongs to.</summary>
    public LogEmulator Emulator { get; }

    /// <summary>Name and effect.</summary>
    public override string ToString() => Code is null ? $"{FaultName}: {Effect}" : $"{FaultName}: {Effect} {Code}";
}
