using AliLogOps.Client;

namespace AliLogOps;

/// <summary>What an emulator says of its state.</summary>
public sealed record EmulatorState
{
    /// <summary>Where it listens.</summary>
    public string Endpoint { get; init; } = string.Empty;

    /// <summary>Region it plays.</summary>
    public string Region { get; init; } = string.Empty;

    /// <summary>Id of its process.</summary>
    public int ProcessId { get; init; }

    /// <summary>Its version.</summary>
    public string Version { get; init; } = string.Empty;

    /// <summary>When it was started; null if it did not say.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>Folder of its data; null when it keeps them in memory.</summary>
    public string? DataPath { get; init; }

    /// <summary>Requests it has answered.</summary>
    public long Requests { get; init; }

    /// <summary>Requests among them that were meant to change a resource, whatever they changed.</summary>
    public long Writes { get; init; }

    /// <summary>The same by project; the empty name stands for requests that belong to none.</summary>
    public IReadOnlyDictionary<string, long> WritesByProject { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Projects it holds.</summary>
    public int Projects { get; init; }

    /// <summary>Stand-in agents it holds.</summary>
    public int Agents { get; init; }

    /// <summary>Its faults, clock and delays.</summary>
    public EmulatorDial Dial { get; init; } = new();

    /// <summary>Endpoint and process.</summary>
    public override string ToString() => $"{Endpoint}, process {ProcessId}";
}
