namespace AliLogOps.Client;

/// <summary>The part of the Security Token Service that connections need. Thread-safe.</summary>
public sealed class StsClient : IDisposable
{
    private const string Version = "2015-04-01";
    private static readonly TimeSpan s_tolerableSkew = TimeSpan.FromMinutes(1);
    private readonly RequestPipeline _pipeline;
    private readonly HttpMessageInvoker? _ownInvoker;

    /// <summary>Makes a client; nothing is sent.</summary>
    /// <param name="options">Endpoint, credentials and behaviour.</param>
    public StsClient(StsClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Uri baseUri = options.BaseUri();
        _ownInvoker = options.Handler is { } handler ? new HttpMessageInvoker(handler, disposeHandler: false) : null;
        _pipeline = new RequestPipeline(new PipelineSettings
        {
            Invoker = _ownInvoker ?? SharedHandlers.For(baseUri, options.Proxy),
            Proxy = options.Proxy,
            BaseUri = baseUri,
            HostOf = _ => baseUri.Authority,
            Credentials = options.Credentials,
            Signer = options.IsUnsigned ? new UnsignedSigner() : new SignerAcs3(),
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

    /// <summary>Takes on a role (STS API: AssumeRole).</summary>
    /// <param name="role">The role and how long to have it.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    /// <returns>A temporary key.</returns>
    public Task<AccessKeyCredential> AssumeRoleAsync(RoleRequest role, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(role);
        ServiceRequest request = ServiceRequest.Rpc("AssumeRole", Version)
            .With("RoleArn", role.RoleArn).With("RoleSessionName", role.SessionName).With("DurationSeconds", role.DurationSeconds)
            .With("Policy", role.Policy).With("ExternalId", role.ExternalId);
        return ReadKeyAsync(request, role, cancellationToken);
    }

    /// <summary>Takes on a role with the token of an identity provider (STS API: AssumeRoleWithOIDC); for a client that does not sign.</summary>
    /// <param name="role">The role and how long to have it.</param>
    /// <param name="providerArn">The identity provider's resource name.</param>
    /// <param name="token">The provider's token.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    /// <returns>A temporary key.</returns>
    internal Task<AccessKeyCredential> AssumeRoleWithOidcAsync(RoleRequest role, string providerArn, string token, CancellationToken cancellationToken)
    {
        ServiceRequest request = ServiceRequest.RpcForm(
            "AssumeRoleWithOIDC",
            Version,
            [
                new("OIDCProviderArn", providerArn), new("OIDCToken", token), new("RoleArn", role.RoleArn), new("RoleSessionName", role.SessionName),
                new("DurationSeconds", role.DurationSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture)), new("Policy", role.Policy),
            ]);
        return ReadKeyAsync(request, role, cancellationToken);
    }

    private async Task<AccessKeyCredential> ReadKeyAsync(ServiceRequest request, RoleRequest role, CancellationToken cancellationToken)
    {
        using ServiceResponse response = await _pipeline.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return JsonAnswer.ReadObject(response, json =>
        {
            System.Text.Json.JsonElement key = json.GetObject("Credentials");
            return CredentialFailure.Key($"The answer of STS for {role.RoleArn}", key.GetText("AccessKeyId"), key.GetText("AccessKeySecret"), key.GetText("SecurityToken"), ByThisClock(key.GetTime("Expiration")));
        });
    }

    // by a clock that is hours ahead every key would seem to have ended, and each request would fetch another
    private DateTimeOffset? ByThisClock(DateTimeOffset? expiration) =>
        _pipeline.Clock.Offset is { } offset && offset.Duration() > s_tolerableSkew ? expiration - offset : expiration;

    /// <summary>Frees what belongs to this client alone; shared connections stay.</summary>
    public void Dispose() => _ownInvoker?.Dispose();
}
