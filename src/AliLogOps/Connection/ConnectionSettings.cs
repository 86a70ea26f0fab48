using AliLogOps.Client;

namespace AliLogOps.Connection;

/// <summary>Everything about a connection but the key.</summary>
internal sealed record ConnectionSettings
{
    public static readonly TimeSpan DefaultRequestTimeout = TimeSpan.FromSeconds(60);

    public required LogServiceEndpoint Endpoint { get; init; }

    public required string Source { get; init; }

    public SignatureVersion SignatureVersion { get; init; } = SignatureVersion.V4;

    public TimeSpan RequestTimeout { get; init; } = DefaultRequestTimeout;

    public HttpProxy? Proxy { get; init; }

    public LogServiceClientOptions ToLogServiceOptions(ICredentialProvider credentials, Action<RequestTrace> onRequest) => new()
    {
        Endpoint = Endpoint,
        Credentials = credentials,
        SignatureVersion = SignatureVersion,
        RequestTimeout = RequestTimeout,
        Proxy = Proxy,
        OnRequest = onRequest,
    };

    public EcsClientOptions ToEcsOptions(ICredentialProvider credentials, Action<RequestTrace> onRequest) => new()
    {
        Endpoint = Endpoint,
        Credentials = credentials,
        RequestTimeout = RequestTimeout,
        Proxy = Proxy,
        OnRequest = onRequest,
    };

    public StsClientOptions ToStsOptions(ICredentialProvider credentials, Action<RequestTrace> onRequest) => new()
    {
        Endpoint = Endpoint,
        Credentials = credentials,
        RequestTimeout = RequestTimeout,
        Proxy = Proxy,
        OnRequest = onRequest,
    };
}
