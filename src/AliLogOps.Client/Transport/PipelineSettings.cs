namespace AliLogOps.Client;

/// <summary>What a pipeline needs to know.</summary>
internal sealed class PipelineSettings
{
    public required HttpMessageInvoker Invoker { get; init; }

    /// <summary>The proxy the invoker goes through, to be named when it fails; null for the system's.</summary>
    public HttpProxy? Proxy { get; init; }

    /// <summary>Scheme, host and port that requests to the bare host go to.</summary>
    public required Uri BaseUri { get; init; }

    /// <summary>Host header of a project's requests; null stands for the bare host.</summary>
    public required Func<string?, string> HostOf { get; init; }

    public required ICredentialProvider Credentials { get; init; }

    public required IRequestSigner Signer { get; init; }

    public required ServiceDialect Dialect { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    public required RetryPolicy Retry { get; init; }

    public required TimeSpan RequestTimeout { get; init; }

    public Action<RequestTrace>? OnRequest { get; init; }

    /// <summary>Gives numbers in [0, 1) for the waits.</summary>
    public Func<double> Jitter { get; init; } = Random.Shared.NextDouble;
}
