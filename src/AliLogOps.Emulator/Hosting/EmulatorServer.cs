using System.Net;
using System.Net.Sockets;
using AliLogOps.Emulator.Control;
using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Ecs;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Signing;
using AliLogOps.Emulator.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AliLogOps.Emulator.Hosting;

/// <summary>The listening address cannot be taken; the message says why and what to do.</summary>
internal sealed class ListenException(string message) : Exception(message);

/// <summary>One running emulator: database, operations and listener.</summary>
internal sealed class EmulatorServer : IAsyncDisposable
{
    private readonly IReadOnlyList<IEmulatorPart> _parts;
    private readonly KestrelServer _server;
    private readonly TaskCompletionSource _stopRequested = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private EmulatorServer(EmulatorServices services, OperationTable operations, IReadOnlyList<IEmulatorPart> parts, KestrelServer server)
    {
        Services = services;
        Operations = operations;
        _parts = parts;
        _server = server;
        services.RequestStop = () => _stopRequested.TrySetResult();
    }

    public EmulatorServices Services { get; }

    public OperationTable Operations { get; }

    /// <summary>Completes when somebody has asked the emulator to end.</summary>
    public Task StopRequested => _stopRequested.Task;

    /// <summary>Opens the database, registers all parts and listens.</summary>
    /// <exception cref="DataPathException">The data path cannot be used.</exception>
    /// <exception cref="ListenException">The address cannot be listened on.</exception>
    public static async Task<EmulatorServer> StartAsync(EmulatorOptions options, TimeProvider clock, TextWriter? log)
    {
        IReadOnlyList<IEmulatorPart> parts = EmulatorParts.Create();
        // SQLite, the cryptography behind the keys, and the web server load side by side: the start is short on two cores
        Task<Database> opening = Task.Run(() => Database.Open(options.DataPath, [.. parts.Select(part => part.Schema).OfType<SchemaPart>()]));
        CredentialStore credentials = CredentialStore.Mint();
        KestrelServer kestrel = CreateKestrel(options.Listen);
        Database? database = null;
        try
        {
            database = await opening.ConfigureAwait(false);
            EmulatorServices services = CreateServices(options, clock, database, credentials);
            OperationTable operations = new();
            ControlRoutes control = new(services.ControlToken);
            foreach (IEmulatorPart part in parts)
            {
                part.Register(operations, control, services);
            }
            UnbuiltOperations.Register(operations);
            EmulatorServer server = new(services, operations, parts, kestrel);
            HttpApplication application = new(services, new SlsPipeline(operations, services), new EcsPipeline(services), control, new RequestLog(log, clock));
            await ListenAsync(kestrel, application, options.Listen).ConfigureAwait(false);
            services.Endpoint = new Uri(kestrel.Features.Get<IServerAddressesFeature>()!.Addresses.First());
            foreach (IEmulatorPart part in parts)
            {
                part.Started(services);
            }
            return server;
        }
        catch
        {
            kestrel.Dispose();
            database?.Dispose();
            throw;
        }
    }

    /// <summary>Ends the parts, lets running requests finish for a moment, closes the listener and the database.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (IEmulatorPart part in _parts)
        {
            await part.StopAsync().ConfigureAwait(false);
        }
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(5));
        await _server.StopAsync(patience.Token).ConfigureAwait(false);
        _server.Dispose();
        Services.Database.Dispose();
    }

    private static EmulatorServices CreateServices(EmulatorOptions options, TimeProvider clock, Database database, CredentialStore credentials)
    {
        return new EmulatorServices
        {
            Options = options,
            Database = database,
            Clock = clock,
            Credentials = credentials,
            ControlToken = CredentialStore.RandomText(40),
            Projects = new ProjectRepository(database),
            Logstores = new LogstoreRepository(database),
            Indexes = new IndexRepository(database),
            Configs = new ConfigRepository(database),
            MachineGroups = new MachineGroupRepository(database),
            Bindings = new BindingRepository(database),
        };
    }

    private static KestrelServer CreateKestrel(IPEndPoint endPoint)
    {
        KestrelServerOptions options = new()
        {
            AddServerHeader = false,
            AllowSynchronousIO = false,
            // a request line in absolute form (a client that takes the emulator for a proxy) decides over its Host header
            AllowHostHeaderOverride = true,
            ApplicationServices = NoServices.Instance,
        };
        // sizes are checked here, so that the answer is the service's own error
        options.Limits.MaxRequestBodySize = null;
        // all parameters of ECS and of the older log search travel in the query
        options.Limits.MaxRequestLineSize = 256 * 1024;
        options.Listen(endPoint, listen => listen.Protocols = HttpProtocols.Http1);
        SocketTransportFactory transport = new(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        return new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
    }

    private static async Task ListenAsync(KestrelServer server, HttpApplication application, IPEndPoint endPoint)
    {
        try
        {
            await server.StartAsync(application, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException or AddressInUseException)
        {
            string reason = e is AddressInUseException || e.InnerException is AddressInUseException ? "the port is taken" : e.Message;
            throw new ListenException($"Cannot listen on {endPoint}: {reason}. Give another --listen address; port 0 takes a free one.");
        }
    }

    private sealed class NoServices : IServiceProvider
    {
        public static readonly NoServices Instance = new();

        public object? GetService(Type serviceType)
        {
            return null;
        }
    }
}
