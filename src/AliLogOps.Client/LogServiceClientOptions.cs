namespace AliLogOps.Client;

/// <summary>What a <see cref="LogServiceClient"/> needs to know.</summary>
public sealed record LogServiceClientOptions
{
    /// <summary>Where the service is reached.</summary>
    public required LogServiceEndpoint Endpoint { get; init; }

    /// <summary>Who asks.</summary>
    public required ICredentialProvider Credentials { get; init; }

    /// <summary>How requests are signed.</summary>
    public SignatureVersion SignatureVersion { get; init; } = SignatureVersion.V4;

    /// <summary>How failures are repeated.</summary>
    public RetryPolicy Retry { get; init; } = RetryPolicy.Default;

    /// <summary>Time one attempt may take, reading the answer included.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Proxy to go through; null uses the system's settings, which loopback endpoints never do.</summary>
    public HttpProxy? Proxy { get; init; }

    /// <summary>Clock of signatures, waits and deadlines.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Handler to send through instead of the shared connections; the client does not dispose it. For tests.</summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <summary>Told of each attempt; called on the thread that sends, must not throw.</summary>
    public Action<RequestTrace>? OnRequest { get; init; }

    /// <summary>Gives numbers in [0, 1) for the waits between attempts.</summary>
    internal Func<double>? Jitter { get; init; }

    /// <summary>Endpoint and signature; no secret.</summary>
    public override string ToString() => $"{Endpoint} {SignatureVersion}";
}
