namespace AliLogOps.Client;

/// <summary>What an <see cref="EmulatorClient"/> needs to know.</summary>
public sealed record EmulatorClientOptions
{
    /// <summary>What the emulator said when it was ready.</summary>
    public required EmulatorInfo Emulator { get; init; }

    /// <summary>Time a request may take.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Clock of waits and deadlines.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Handler to send through instead of the shared connections; the client does not dispose it. For tests.</summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <summary>Told of each attempt; called on the thread that sends, must not throw.</summary>
    public Action<RequestTrace>? OnRequest { get; init; }
}
