namespace AliLogOps.Client;

/// <summary>What an <see cref="EcsClient"/> needs to know.</summary>
public sealed record EcsClientOptions
{
    /// <summary>
    /// The Log Service endpoint of the same connection: a loopback endpoint (the emulator) serves ECS too; for any other the ECS
    /// endpoint of its region is used, inside the VPC when the Log Service is reached by the intranet.
    /// </summary>
    public required LogServiceEndpoint Endpoint { get; init; }

    /// <summary>Who asks.</summary>
    public required ICredentialProvider Credentials { get; init; }

    /// <summary>Address to use instead of the region's own; null for that.</summary>
    public Uri? EcsEndpoint { get; init; }

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

    /// <summary>Where ECS is reached (Elastic Compute Service API: "Endpoints").</summary>
    internal Uri BaseUri()
    {
        if (EcsEndpoint is { } given)
        {
            return given.IsAbsoluteUri && (given.Scheme == Uri.UriSchemeHttps || (given.Scheme == Uri.UriSchemeHttp && LogServiceEndpoint.IsLoopbackHost(given.Host)))
                ? given
                : throw new ArgumentException($"'{given}' is no ECS endpoint: give an https address (http only for this machine itself).", nameof(EcsEndpoint));
        }

        return Endpoint.IsLoopback
            ? Endpoint.BaseUri
            : new Uri($"https://ecs{(Endpoint.Network == EndpointNetwork.Intranet ? "-vpc" : string.Empty)}.{Endpoint.Region}.aliyuncs.com");
    }

    /// <summary>The endpoint; no secret.</summary>
    public override string ToString() => EcsEndpoint?.ToString() ?? Endpoint.ToString();
}
