namespace AliLogOps.Client;

/// <summary>What an <see cref="StsClient"/> needs to know.</summary>
public sealed record StsClientOptions
{
    /// <summary>
    /// The Log Service endpoint of the same connection: a loopback endpoint (the emulator) serves STS too; for any other the STS
    /// endpoint of its region is used, inside the VPC when the Log Service is reached by the intranet.
    /// </summary>
    public LogServiceEndpoint? Endpoint { get; init; }

    /// <summary>Address of STS to use instead.</summary>
    public Uri? StsEndpoint { get; init; }

    /// <summary>Who asks.</summary>
    public required ICredentialProvider Credentials { get; init; }

    /// <summary>Whether requests go unsigned, as those with a token of their own do.</summary>
    internal bool IsUnsigned { get; init; }

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

    /// <summary>The endpoint; no secret.</summary>
    public override string ToString() => BaseUri().ToString();

    internal Uri BaseUri() => StsEndpoint ?? Endpoint switch
    {
        null => new Uri("https://sts.aliyuncs.com"),
        { IsLoopback: true } local => local.BaseUri,
        { } service => new Uri($"https://sts{(service.Network == EndpointNetwork.Intranet ? "-vpc" : string.Empty)}.{service.Region}.aliyuncs.com"),
    };
}
