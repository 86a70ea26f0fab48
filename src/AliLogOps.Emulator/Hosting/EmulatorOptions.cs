using System.Net;

namespace AliLogOps.Emulator.Hosting;

/// <summary>Form of what the emulator prints when it is ready.</summary>
internal enum OutputFormat
{
    Text,
    Json,
}

/// <summary>What the command line decides.</summary>
internal sealed record EmulatorOptions
{
    /// <summary>Address and port to listen on; port 0 takes a free one.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>The host part of --listen when it was a name; such a host is a bare host.</summary>
    public string? ListenHost { get; init; }

    public string Region { get; init; } = "cn-hangzhou";

    /// <summary>Folder of the durable database; null keeps everything in memory.</summary>
    public string? DataPath { get; init; }

    /// <summary>Key pair to accept, instead of one minted for this run; from the environment, never from the command line.</summary>
    public (string Id, string Secret)? Key { get; init; }

    /// <summary>Token of the control API, instead of a random one; from the environment too.</summary>
    public string? ControlToken { get; init; }

    /// <summary>File that describes the initial state.</summary>
    public string? SeedFile { get; init; }

    /// <summary>File that sets the fault dial at the start.</summary>
    public string? FaultFile { get; init; }

    /// <summary>Process whose end ends the emulator.</summary>
    public int? OwnerProcessId { get; init; }

    /// <summary>Endpoint of a running emulator to ask, instead of running one.</summary>
    public Uri? Check { get; init; }

    public OutputFormat Output { get; init; }

    /// <summary>One line per request on stderr.</summary>
    public bool Log { get; init; }
}
