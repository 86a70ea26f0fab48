namespace AliLogOps.Client;

/// <summary>How an emulator is started.</summary>
public sealed record EmulatorStartOptions
{
    /// <summary>Folder that holds the emulator's program.</summary>
    public required string EmulatorFolder { get; init; }

    /// <summary>Address and port to listen on; port 0 takes a free one.</summary>
    public string Listen { get; init; } = "127.0.0.1:0";

    /// <summary>Region it plays.</summary>
    public string Region { get; init; } = "cn-hangzhou";

    /// <summary>Folder to keep data in; null keeps them in memory.</summary>
    public string? DataPath { get; init; }

    /// <summary>JSON file with the initial state; null starts empty.</summary>
    public string? SeedPath { get; init; }

    /// <summary>JSON file with faults, clock and delays to start with; null starts without.</summary>
    public string? FaultPath { get; init; }

    /// <summary>Process it ends with; null for this one, 0 for none.</summary>
    public int? OwnerProcessId { get; init; }

    /// <summary>Time it may take until it is ready.</summary>
    public TimeSpan ReadyTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
