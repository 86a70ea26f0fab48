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

    /// <summary>Reads its dial.</summary>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task<EmulatorDial> GetDialAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(ServiceRequest.To(HttpMethod.Get, null, Root, "faults"), EmulatorDialJson.Read, cancellationToken);

    /// <summary>Adds a fault, or puts it in the place of the one with its name.</summary>
    /// <param name="fault">The fault; its counters are passed over.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task<EmulatorFault> SetFaultAsync(EmulatorFault fault, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return ReadAsync(ServiceRequest.WithJson(HttpMethod.Post, null, EmulatorDialJson.WriteFault(fault), Root, "faults", "rules"), EmulatorDialJson.ReadFault, cancellationToken);
    }

    /// <summary>Removes a fault.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task RemoveFaultAsync(string name, CancellationToken cancellationToken = default)
    {
        NameRules.CheckSegment(name);
        return SendAsync(ServiceRequest.To(HttpMethod.Delete, null, Root, "faults", "rules", name), cancellationToken);
    }

    /// <summary>Sets clock and delays.</summary>
    /// <param name="dial">What to set; its faults are passed over.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task<EmulatorDial> SetTimesAsync(EmulatorDial dial, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dial);
        return SetDialAsync(EmulatorDialJson.WriteTimes(dial), cancellationToken);
    }

    /// <summary>Sets the dial from its document: what the document has is set, the rest stays.</summary>
    /// <param name="json">The document, in the form of a fault file.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task<EmulatorDial> SetDialAsync(ReadOnlyMemory<byte> json, CancellationToken cancellationToken = default) =>
        ReadAsync(ServiceRequest.WithJson(HttpMethod.Put, null, json, Root, "faults"), EmulatorDialJson.Read, cancellationToken);

    /// <summary>Removes all faults and delays and lets the clock run right.</summary>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task<EmulatorDial> ClearDialAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(ServiceRequest.To(HttpMethod.Delete, null, Root, "faults"), EmulatorDialJson.Read, cancellationToken);

    /// <summary>Lists the names of the operations that faults can be for.</summary>
    /// <param name="cancellationToken">Ends waiting.</param>
    public async Task<IReadOnlyList<string>> ListOperationsAsync(CancellationToken cancellationToken = default)
    {
        using ServiceResponse response = await _pipeline.SendAsync(ServiceRequest.To(HttpMethod.Get, null, Root, "operations"), cancellationToken).ConfigureAwait(false);
        return JsonAnswer.ReadArray(response, static json => json.EnumerateArray().Select(static name => name.GetString()!).ToList());
    }

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
