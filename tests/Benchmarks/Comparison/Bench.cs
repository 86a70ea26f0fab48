using AliLogOps.Client;

namespace AliLogOps.Benchmarks.Comparison;

/// <summary>An emulator with durable data, and a client of it.</summary>
internal sealed class Bench : IAsyncDisposable
{
    public const string ProjectName = "bench-project";

    private readonly EmulatorProcess _emulator;
    private readonly string _folder;

    private Bench(EmulatorProcess emulator, string folder)
    {
        _emulator = emulator;
        _folder = folder;
        Client = new LogServiceClient(new LogServiceClientOptions
        {
            Endpoint = emulator.Info.Endpoint,
            Credentials = new StaticCredentialProvider(emulator.Info.Credential),
        });
    }

    public LogServiceClient Client { get; }

    public EmulatorInfo Info => _emulator.Info;

    /// <summary>Folder of the emulator's data.</summary>
    public string DataPath => _folder;

    /// <summary>Endpoint, region, key and project, as the scripts and the peers take them.</summary>
    public string[] Arguments => [Info.Endpoint.BaseUri.ToString(), Info.Endpoint.Region, Info.Credential.AccessKeyId, Info.RevealAccessKeySecret(), ProjectName];

    public static async Task<Bench> StartAsync()
    {
        string folder = Directory.CreateTempSubdirectory("alilogops-bench-").FullName;
        EmulatorProcess emulator = await EmulatorProcess.StartAsync(new EmulatorStartOptions
        {
            EmulatorFolder = Repository.Emulator,
            DataPath = folder,
            OwnerProcessId = Environment.ProcessId,
        });
        Bench bench = new(emulator, folder);
        await bench.Client.CreateProjectAsync(ProjectName, "benchmarks");
        return bench;
    }

    /// <summary>A logstore with one shard and an index of the syslog shape.</summary>
    public async Task CreateLogstoreAsync(string name)
    {
        await Client.CreateLogstoreAsync(new Logstore { ProjectName = ProjectName, LogstoreName = name, ShardCount = 1 });
        await Client.CreateIndexAsync(Indexes.Syslog(ProjectName, name));
    }

    /// <summary>Writes logs in groups of a thousand, four requests at a time.</summary>
    public async Task FillAsync(string logstore, Func<int, int, LogGroup> group, int count)
    {
        const int GroupSize = 1000;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, (count + GroupSize - 1) / GroupSize),
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (number, cancellation) =>
            {
                int first = number * GroupSize;
                await Client.PutLogsAsync(ProjectName, logstore, group(first, Math.Min(GroupSize, count - first)), null, cancellation);
            });
    }

    /// <summary>Pulls all of the first shard and looks at nothing but the cursors.</summary>
    public async Task PullAllAsync(string logstore)
    {
        string cursor = await Client.GetCursorAsync(ProjectName, logstore, 0, CursorPosition.Begin);
        for (string? last = null; cursor != last;)
        {
            last = cursor;
            using ServiceResponse response = await Client.PullRawAsync(ProjectName, logstore, 0, cursor, 1000, null, CancellationToken.None);
            cursor = PullAnswer.ReadCursor(response);
        }
    }

    /// <summary>Processor time and memory of the emulator so far.</summary>
    public (TimeSpan Processor, double PeakMegabytes) Usage()
    {
        using var process = System.Diagnostics.Process.GetProcessById(Info.ProcessId);
        return (process.TotalProcessorTime, process.PeakWorkingSet64 / 1e6);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _emulator.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
