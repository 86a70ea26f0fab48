namespace AliLogOps.Client;

/// <summary>The part of the Security Token Service that a connection test needs. Thread-safe.</summary>
public sealed class StsClient : IDisposable
{
    private const string Version = "2015-04-01";
    private readonly RequestPipeline _pipeline;
    private readonly HttpMessageInvoker? _ownInvoker;

    /// <summary>Makes a client; nothing is sent.</summary>
    /// <param name="options">Endpoint, credentials and behaviour.</param>
    public StsClient(StsClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Uri baseUri = options.Endpoint.IsLoopback ? options.Endpoint.BaseUri : new Uri($"https://sts.{options.Endpoint.Region}.aliyuncs.com");
        _ownInvoker = options.Handler is { } handler ? new HttpMessageInvoker(handler, disposeHandler: false) : null;
        _pipeline = new RequestPipeline(new PipelineSettings
        {
            Invoker = _ownInvoker ?? SharedHandlers.For(baseUri, options.Proxy),
            BaseUri = baseUri,
            HostOf = _ => baseUri.Authority,
            Credentials = options.Credentials,
            Signer = new SignerAcs3(),
            Dialect = ServiceDialect.Rpc,
            TimeProvider = options.TimeProvider,
            Retry = options.Retry,
            RequestTimeout = options.RequestTimeout,
            OnRequest = options.OnRequest,
        });
    }

    /// <summary>Says who the key belongs to (STS API: GetCallerIdentity); needs no permission.</summary>
    /// <param name="cancellationToken">Ends waiting.</param>
    public async Task<CallerIdentity> GetCallerIdentityAsync(CancellationToken cancellationToken = default)
    {
        using ServiceResponse response = await _pipeline.SendAsync(ServiceRequest.Rpc("GetCallerIdentity", Version), cancellationToken).ConfigureAwait(false);
        return JsonAnswer.ReadObject(response, static json => new CallerIdentity
        {
            IdentityType = json.GetText("IdentityType") ?? string.Empty,
            AccountId = json.GetText("AccountId") ?? string.Empty,
            PrincipalId = json.GetText("PrincipalId") ?? string.Empty,
            Arn = json.GetText("Arn") ?? string.Empty,
            UserId = json.GetText("UserId") ?? string.Empty,
            RoleId = json.GetText("RoleId") ?? string.Empty,
        });
    }

    /// <summary>Frees what belongs to this client alone; shared connections stay.</summary>
    public void Dispose() => _ownInvoker?.Dispose();
}
