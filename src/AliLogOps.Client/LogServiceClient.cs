namespace AliLogOps.Client;

/// <summary>
/// The Log Service as .NET sees it. Immutable and thread-safe; connections are shared by all clients of an endpoint.
/// Failures are <see cref="LogServiceException"/>; a malformed argument is an <see cref="ArgumentException"/> and sends nothing.
/// Reads and writes are repeated after throttling, server errors and connection faults. A creation whose first answer was lost
/// is not reported as "already exists", nor such a removal as "does not exist". Log data is written at least once: after a lost
/// answer it is sent again, so the service may hold it twice.
/// </summary>
public sealed partial class LogServiceClient : IDisposable
{
    private readonly LogServiceClientOptions _options;
    private readonly RequestPipeline _pipeline;
    private readonly HttpMessageInvoker? _ownInvoker;

    /// <summary>Makes a client; nothing is sent.</summary>
    /// <param name="options">Endpoint, credentials and behaviour.</param>
    /// <exception cref="ArgumentException">A setting is not usable.</exception>
    public LogServiceClient(LogServiceClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _ownInvoker = options.Handler is { } handler ? new HttpMessageInvoker(handler, disposeHandler: false) : null;
        _pipeline = new RequestPipeline(new PipelineSettings
        {
            Invoker = _ownInvoker ?? SharedHandlers.For(options.Endpoint.BaseUri, options.Proxy),
            Proxy = options.Proxy,
            BaseUri = options.Endpoint.BaseUri,
            HostOf = options.Endpoint.GetHost,
            Credentials = options.Credentials,
            Signer = options.SignatureVersion switch
            {
                SignatureVersion.V4 => new SignerV4(options.Endpoint.Region),
                SignatureVersion.V1 => new SignerV1(),
                SignatureVersion.V1Sha256 => new SignerV1(sha256: true),
                _ => throw new ArgumentException($"'{options.SignatureVersion}' is no signature version; use V4, V1 or V1Sha256.", nameof(options)),
            },
            Dialect = ServiceDialect.Log,
            TimeProvider = options.TimeProvider,
            Retry = options.Retry,
            RequestTimeout = options.RequestTimeout,
            OnRequest = options.OnRequest,
            Jitter = options.Jitter ?? Random.Shared.NextDouble,
        });
    }

    /// <summary>Where the service is reached.</summary>
    public LogServiceEndpoint Endpoint => _options.Endpoint;

    /// <summary>How requests are signed.</summary>
    public SignatureVersion SignatureVersion => _options.SignatureVersion;

    /// <summary>The service's clock minus this machine's, exact to about a second; null before the first answer.</summary>
    public TimeSpan? ClockOffset => _pipeline.Clock.Offset;

    /// <summary>Frees what belongs to this client alone; shared connections stay.</summary>
    public void Dispose() => _ownInvoker?.Dispose();

    // the answer to a request that has no method of its own
    internal Task<ServiceResponse> SendRawAsync(ServiceRequest request, CancellationToken cancellationToken) => _pipeline.SendAsync(request, cancellationToken);

    private async Task SendAsync(ServiceRequest request, CancellationToken cancellationToken)
    {
        using ServiceResponse response = await _pipeline.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private async Task<T> ReadObjectAsync<T>(ServiceRequest request, Func<System.Text.Json.JsonElement, T> read, CancellationToken cancellationToken)
    {
        using ServiceResponse response = await _pipeline.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return JsonAnswer.ReadObject(response, read);
    }

    private async Task<T> ReadArrayAsync<T>(ServiceRequest request, Func<System.Text.Json.JsonElement, T> read, CancellationToken cancellationToken)
    {
        using ServiceResponse response = await _pipeline.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return JsonAnswer.ReadArray(response, read);
    }
}
