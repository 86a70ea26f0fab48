using System.Net;
using System.Net.Sockets;
using AliLogOps.Emulator.Faults;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Seeding;
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

    private EmulatorServer(Surfaces surfaces, IReadOnlyList<IEmulatorPart> parts, KestrelServer server)
    {
        Services = surfaces.Services;
        Operations = surfaces.Operations;
        _parts = parts;
        _server = server;
        Services.RequestStop = () => _stopRequested.TrySetResult();
    }

    public EmulatorServices Services { get; }

    public OperationTable Operations { get; }

    /// <summary>Completes when somebody has asked the emulator to end.</summary>
    public Task StopRequested => _stopRequested.Task;

    /// <summary>Opens the database, registers all parts and listens.</summary>
    /// <exception cref="DataPathException">The data path cannot be used.</exception>
    /// <exception cref="StartFileException">A file named by the options cannot be used.</exception>
    /// <exception cref="ListenException">The address cannot be listened on.</exception>
    public static async Task<EmulatorServer> StartAsync(EmulatorOptions options, TimeProvider clock, TextWriter? log)
    {
        IReadOnlyList<IEmulatorPart> parts = EmulatorParts.Create();
        // the database and the web server start side by side; a request that comes too early waits for the database
        Task<Surfaces> opening = Task.Run(() => Surfaces.Open(options, clock, parts, log));
        KestrelServer kestrel = CreateKestrel(options.Listen);
        try
        {
            await ListenAsync(kestrel, new HttpApplication(opening), options.Listen).ConfigureAwait(false);
            Uri endpoint = new(kestrel.Features.Get<IServerAddressesFeature>()!.Addresses.First());
            _ = WarmUp.RunAsync(new IPEndPoint(options.Listen.Address, endpoint.Port));
            Surfaces surfaces = await opening.ConfigureAwait(false);
            surfaces.Services.Endpoint = endpoint;
            EmulatorServer server = new(surfaces, parts, kestrel);
            foreach (IEmulatorPart part in parts)
            {
                part.Started(surfaces.Services);
            }
            await SetUpAsync(surfaces, options, server).ConfigureAwait(false);
            return server;
        }
        catch (StartFileException)
        {
            // the server has been disposed
            throw;
        }
        catch
        {
            kestrel.Dispose();
            await CloseAsync(opening).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Makes the initial state, then sets the faults, which would get in its way.</summary>
    private static async Task SetUpAsync(Surfaces surfaces, EmulatorOptions options, EmulatorServer server)
    {
        try
        {
            if (options.SeedFile is { } seedFile)
            {
                await SeedFile.LoadAsync(surfaces, seedFile).ConfigureAwait(false);
            }
            if (options.FaultFile is { } faultFile)
            {
                await DialFile.LoadAsync(surfaces.Services, faultFile).ConfigureAwait(false);
            }
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
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

    private static async Task CloseAsync(Task<Surfaces> opening)
    {
        try
        {
            (await opening.ConfigureAwait(false)).Services.Database.Dispose();
        }
        catch (DataPathException)
        {
            // nothing was opened
        }
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
        // a pipeline may pause between two reads of one answer for as long as it likes
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
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
