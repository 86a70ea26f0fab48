using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using AliLogOps.Benchmarks.Data;
using AliLogOps.Client;

namespace AliLogOps.Benchmarks.Comparison;

/// <summary>How soon a fresh emulator answers, and what it takes when it has nothing to do.</summary>
internal static class EmulatorStart
{
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(10);

    /// <summary>Milliseconds from the start of the process to the first byte of its first answer.</summary>
    public static async Task<double> FirstAnswerAsync()
    {
        int port = FreePort();
        ProcessStartInfo start = new(Path.Combine(Repository.Emulator, "AliLogOps.Emulator")) { RedirectStandardOutput = true };
        foreach (string argument in (string[])["--listen", $"127.0.0.1:{port}", "--owner-pid", $"{Environment.ProcessId}"])
        {
            start.ArgumentList.Add(argument);
        }
        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        await AskAsync(port);
        double time = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        process.Kill();
        await process.WaitForExitAsync();
        return time;
    }

    /// <summary>Resident megabytes after a hundred requests of many kinds and ten seconds of rest, data in memory.</summary>
    public static async Task<double> IdleMegabytesAsync()
    {
        await using EmulatorProcess emulator = await EmulatorProcess.StartAsync(new EmulatorStartOptions { EmulatorFolder = Repository.Emulator });
        using LogServiceClient client = new(new LogServiceClientOptions { Endpoint = emulator.Info.Endpoint, Credentials = new StaticCredentialProvider(emulator.Info.Credential) });
        await client.CreateProjectAsync(Bench.ProjectName, "");
        await client.CreateLogstoreAsync(new Logstore { ProjectName = Bench.ProjectName, LogstoreName = "idle", ShardCount = 1 });
        await client.CreateIndexAsync(Indexes.Syslog(Bench.ProjectName, "idle"));
        for (int round = 0; round < 50; round++)
        {
            await client.PutLogsAsync(Bench.ProjectName, "idle", LogShapes.Group(LogShapes.Syslog, round * 10, 10, 500));
            await client.GetLogsAsync(new LogQuery
            {
                ProjectName = Bench.ProjectName,
                LogstoreName = "idle",
                Query = round % 10 == 0 ? "* | select count(*) as c" : "todo-list",
                From = DateTimeOffset.FromUnixTimeSeconds(LogShapes.Begin),
                To = DateTimeOffset.FromUnixTimeSeconds(LogShapes.Begin + 3600),
            });
        }
        await Task.Delay(s_rest);
        using Process process = Process.GetProcessById(emulator.Info.ProcessId);
        return process.WorkingSet64 / 1e6;
    }

    // asks again until somebody listens; any answer of the service counts
    private static async Task AskAsync(int port)
    {
        byte[] request = Encoding.ASCII.GetBytes($"GET /_emulator/health HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
        byte[] answer = new byte[1];
        while (true)
        {
            try
            {
                using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync("127.0.0.1", port);
                await socket.SendAsync(request);
                if (await socket.ReceiveAsync(answer) > 0)
                {
                    return;
                }
            }
            catch (SocketException)
            {
                await Task.Delay(1);
            }
        }
    }

    private static int FreePort()
    {
        using TcpListener listener = new(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
