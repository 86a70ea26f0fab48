using System.Text.Json;

namespace AliLogOps.Client;

/// <summary>Speaks to the control interface of an emulator: its state, its stand-in agents, its end. Thread-safe.</summary>
public sealed class EmulatorClient : IDisposable
{
    private const string Root = "_emulator";
    private readonly RequestPipeline _pipeline;
    private readonly HttpMessageInvoker? _ownInvoker;

    /// <summary>Makes a client; nothing is sent.</summary>
    /// <param name="options">The emulator and behaviour.</param>
    public EmulatorClient(EmulatorClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        LogServiceEndpoint endpoint = options.Emulator.Endpoint;
        _ownInvoker = options.Handler is { } handler ? new HttpMessageInvoker(handler, disposeHandler: false) : null;
        _pipeline = new RequestPipeline(new PipelineSettings
        {
            Invoker = _ownInvoker ?? SharedHandlers.For(endpoint.BaseUri, null),
            BaseUri = endpoint.BaseUri,
            HostOf = endpoint.GetHost,
            Credentials = new StaticCredentialProvider(new AccessKeyCredential("control", options.Emulator.ControlToken)),
            Signer = new BearerSigner(),
            Dialect = ServiceDialect.Control,
            TimeProvider = options.TimeProvider,
            Retry = RetryPolicy.None,
            RequestTimeout = options.RequestTimeout,
            OnRequest = options.OnRequest,
        });
    }

    /// <summary>Makes a client of a started emulator; nothing is sent.</summary>
    /// <param name="emulator">What it said when it was ready.</param>
    public EmulatorClient(EmulatorInfo emulator)
        : this(new EmulatorClientOptions { Emulator = emulator })
    {
    }

    /// <summary>Reads its state.</summary>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task<EmulatorState> GetStateAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(ServiceRequest.To(HttpMethod.Get, null, Root, "state"), EmulatorJson.ReadState, cancellationToken);

    /// <summary>Lists its stand-in agents.</summary>
    /// <param name="cancellationToken">Ends waiting.</param>
    public async Task<IReadOnlyList<EmulatorAgent>> ListAgentsAsync(CancellationToken cancellationToken = default)
    {
        using ServiceResponse response = await _pipeline.SendAsync(ServiceRequest.To(HttpMethod.Get, null, Root, "agents"), cancellationToken).ConfigureAwait(false);
        return JsonAnswer.ReadArray(response, static json => json.EnumerateArray().Select(EmulatorJson.ReadAgent).ToList());
    }

    /// <summary>Reads one agent.</summary>
    /// <param name="hostName">Its host name.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task<EmulatorAgent> GetAgentAsync(string hostName, CancellationToken cancellationToken = default) =>
        ReadAsync(ServiceRequest.To(HttpMethod.Get, null, Root, "agents", hostName), EmulatorJson.ReadAgent, cancellationToken);

    /// <summary>Adds an agent and starts it. One that is stopped is started again with the new settings.</summary>
    /// <param name="hostName">Its host name.</param>
    /// <param name="settings">Its settings; null for the defaults.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task<EmulatorAgent> AddAgentAsync(string hostName, EmulatorAgentSettings? settings = null, CancellationToken cancellationToken = default)
    {
        NameRules.CheckSegment(hostName);
        return ReadAsync(
            ServiceRequest.WithJson(HttpMethod.Post, null, EmulatorJson.WriteAgent(hostName, settings ?? new EmulatorAgentSettings()), Root, "agents"),
            EmulatorJson.ReadAgent,
            cancellationToken);
    }

    /// <summary>Changes an agent's settings; they take effect when it is started the next time.</summary>
    /// <param name="hostName">Its host name.</param>
    /// <param name="settings">What changes; null members stay.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task<EmulatorAgent> UpdateAgentAsync(string hostName, EmulatorAgentSettings settings, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return ReadAsync(
            ServiceRequest.WithJson(HttpMethod.Put, null, EmulatorJson.WriteAgent(null, settings), Root, "agents", hostName),
            EmulatorJson.ReadAgent,
            cancellationToken);
    }

    /// <summary>Starts an agent that is stopped.</summary>
    /// <param name="hostName">Its host name.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task<EmulatorAgent> StartAgentAsync(string hostName, CancellationToken cancellationToken = default) => ActAsync(hostName, "start", cancellationToken);

    /// <summary>Stops an agent; it stays listed.</summary>
    /// <param name="hostName">Its host name.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task<EmulatorAgent> StopAgentAsync(string hostName, CancellationToken cancellationToken = default) => ActAsync(hostName, "stop", cancellationToken);

    /// <summary>Stops an agent and starts it with its latest settings.</summary>
    /// <param name="hostName">Its host name.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task<EmulatorAgent> RestartAgentAsync(string hostName, CancellationToken cancellationToken = default) => ActAsync(hostName, "restart", cancellationToken);

    /// <summary>Stops an agent and forgets it.</summary>
    /// <param name="hostName">Its host name.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task RemoveAgentAsync(string hostName, CancellationToken cancellationToken = default) =>
        SendAsync(ServiceRequest.To(HttpMethod.Delete, null, Root, "agents", hostName), cancellationToken);

    /// <summary>Asks the emulator to end. The answer comes before it has ended.</summary>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task StopAsync(CancellationToken cancellationToken = default) =>
        SendAsync(ServiceRequest.To(HttpMethod.Post, null, Root, "stop"), cancellationToken);

    /// <summary>Frees what belongs to this client alone; shared connections stay.</summary>
    public void Dispose() => _ownInvoker?.Dispose();

    private Task<EmulatorAgent> ActAsync(string hostName, string action, CancellationToken cancellationToken) =>
        ReadAsync(ServiceRequest.To(HttpMethod.Post, null, Root, "agents", hostName, action), EmulatorJson.ReadAgent, cancellationToken);

    private async Task<T> ReadAsync<T>(ServiceRequest request, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        using ServiceResponse response = await _pipeline.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return JsonAnswer.ReadObject(response, read);
    }

    private async Task SendAsync(ServiceRequest request, CancellationToken cancellationToken)
    {
        using ServiceResponse response = await _pipeline.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
