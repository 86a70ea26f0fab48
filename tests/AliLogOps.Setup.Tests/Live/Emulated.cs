using AliLogOps.Client;
using AliLogOps.Setup.Plan;
using AliLogOps.Setup.Tests.Live;

[assembly: AssemblyFixture(typeof(Emulated))]

namespace AliLogOps.Setup.Tests.Live;

/// <summary>The emulator as a process of its own, once for all tests that need a whole service; each works in projects of its own.</summary>
public sealed class Emulated : IAsyncLifetime
{
    private EmulatorProcess? _process;

    public EmulatorInfo Info => _process!.Info;

    public SetupServices Services { get; private set; } = null!;

    public static string RepositoryRoot { get; } = FindRoot();

    public async ValueTask InitializeAsync()
    {
        // the emulator's output stands where this project's own does: same configuration, same framework
        var own = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        var configuration = Path.GetFileName(Path.GetDirectoryName(own)!);
        _process = await EmulatorProcess.StartAsync(new EmulatorStartOptions
        {
            EmulatorFolder = Path.Combine(RepositoryRoot, "src", "AliLogOps.Emulator", "bin", configuration, Path.GetFileName(own)),
        });
        Services = Connect();
    }

    /// <summary>Clients that send through a handler of the test's, or not; null for the usual connections.</summary>
    public SetupServices Connect(HttpMessageHandler? handler = null, AccessKeyCredential? credential = null)
    {
        var credentials = new StaticCredentialProvider(credential ?? Info.Credential);
        return new SetupServices(
            new LogServiceClient(new LogServiceClientOptions { Endpoint = Info.Endpoint, Credentials = credentials, Handler = handler, Retry = RetryPolicy.None }),
            new EcsClient(new EcsClientOptions { Endpoint = Info.Endpoint, Credentials = credentials, Handler = handler, Retry = RetryPolicy.None }));
    }

    public EmulatorClient Control() => new(Info);

    public static string NewName() => "s-" + Guid.NewGuid().ToString("N")[..12];

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "AliLogOps.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests run outside of the repository.");
    }
}
