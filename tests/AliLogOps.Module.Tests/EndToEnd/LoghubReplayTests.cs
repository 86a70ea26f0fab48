using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.EndToEnd;

/// <summary>
/// Real logs on their whole way: rsyslogd, agent, service, search; every line must be found once. The logs are loghub's
/// (github.com/logpai/loghub, for research); they lie beside the repository and are no part of it.
/// </summary>
public sealed class LoghubReplayTests(EmulatorFixture emulator)
{
    private static readonly string s_data = Path.Combine(Path.GetDirectoryName(StagedModule.Root)!, "..", "..", "shared", "data", "loghub");

    [Fact]
    public async Task Every_line_of_five_real_logs_is_found_exactly_once()
    {
        string? rsyslogd = new[] { "/usr/sbin/rsyslogd", "/sbin/rsyslogd" }.FirstOrDefault(File.Exists);
        Assert.SkipWhen(rsyslogd is null, "rsyslogd is not installed.");
        Assert.SkipUnless(Directory.Exists(s_data), "The loghub samples are not beside the repository.");

        Dictionary<string, string[]> logs = Directory.GetFiles(s_data, "*_2k.log").Order(StringComparer.Ordinal)
            .ToDictionary(path => Path.GetFileName(path).Split('_')[0].ToLowerInvariant(), File.ReadAllLines, StringComparer.Ordinal);
        Assert.Equal(10_000, logs.Values.Sum(lines => lines.Length));

        using Shell shell = emulator.Open(out string project);
        string host = project + "-host";
        shell.Set("tag", project).Set("hostName", host);
        shell.Run("$store = Set-AliLogProject $p | Set-AliLogStore -Name replay -ShardCount 2; $null = $store | Set-AliLogIndex -FullText -Key app-name, procid, msg").ThrowOnError();
        shell.Run("$null = Set-AliMachineGroup -ProjectName $p -Name hosts -Identifier $tag; $null = $store | Set-AliLogtailConfig -Name stream -Syslog -Tag $tag | Add-AliMachineGroupBinding -MachineGroupName hosts").ThrowOnError();
        int port = (await emulator.ControlAsync(HttpMethod.Post, "/_emulator/agents", new { hostName = host, identifiers = new[] { project }, pollSeconds = 0.2 })).GetProperty("streamlogPort").GetInt32();

        string folder = Directory.CreateTempSubdirectory("alo-").FullName;
        try
        {
            await WaitAsync(async () => (await AgentAsync(host)).GetProperty("configs").GetArrayLength() == 1, "the agent to fetch its config");
            using Process daemon = Start(rsyslogd!, folder, project, host, port);
            try
            {
                Send(Path.Combine(folder, "log"), logs);
                await WaitAsync(async () => (await AgentAsync(host)).GetProperty("counters").GetProperty("sent").GetInt64() >= 10_000, "the agent to send 10,000 logs");
            }
            finally
            {
                daemon.Kill();
                await daemon.WaitForExitAsync(CancellationToken.None);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            await emulator.ControlAsync(HttpMethod.Delete, $"/_emulator/agents/{host}");
        }

        foreach ((string name, string[] lines) in logs)
        {
            shell.Set("query", $"app-name: {name}");
            ShellResult found = shell.Run("Search-AliLog -ProjectName $p -LogstoreName replay -Query $query -Last 1h -Order Oldest -RequireComplete").ThrowOnError();
            Dictionary<int, string> byLine = [];
            foreach (var log in found.Output)
            {
                // adding fails on a line that is found twice
                byLine.Add(int.Parse((string)log.Properties["procid"].Value, System.Globalization.CultureInfo.InvariantCulture), (string)log.Properties["msg"].Value);
            }

            Assert.Equal(lines.Length, byLine.Count);
            for (int i = 0; i < lines.Length; i++)
            {
                Assert.Equal(" " + lines[i], byLine[i + 1]);
            }
        }
    }

    private Task<System.Text.Json.JsonElement> AgentAsync(string host) => emulator.ControlAsync(HttpMethod.Get, $"/_emulator/agents/{host}");

    private static async Task WaitAsync(Func<Task<bool>> condition, string what)
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(3), $"Waited 3 minutes for {what}.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private static Process Start(string program, string folder, string tag, string host, int port)
    {
        string socket = Path.Combine(folder, "log");
        string file = Path.Combine(folder, "rsyslog.conf");
        File.WriteAllText(file, $"""
            $MaxMessageSize 64k
            module(load="imuxsock" SysSock.Use="off")
            input(type="imuxsock" Socket="{socket}" RateLimit.Interval="0")
            $LocalHostName {host}
            $WorkDirectory {folder}
            $template ALI_LOG_FMT,"0.1 {tag} %timegenerated:::date-unixtimestamp% %fromhost-ip% %hostname% %pri-text% %protocol-version% %app-name% %procid% %msgid% %msg:::drop-last-lf%\n"
            $ActionQueueFileName replay
            $ActionQueueType LinkedList
            $ActionResumeRetryCount -1
            *.* @@127.0.0.1:{port};ALI_LOG_FMT

            """);
        Process process = Process.Start(new ProcessStartInfo(program, ["-n", "-f", file, "-i", Path.Combine(folder, "pid")]))!;
        SpinWait.SpinUntil(() => File.Exists(socket) || process.HasExited, TimeSpan.FromSeconds(30));
        Assert.False(process.HasExited, "rsyslogd stopped at once.");
        return process;
    }

    // As journald hands messages on: one datagram each. The line's number stands where the process id does, to tell lines apart.
    private static void Send(string path, Dictionary<string, string[]> logs)
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(path));
        foreach ((string name, string[] lines) in logs)
        {
            for (int i = 0; i < lines.Length; i++)
            {
                socket.Send(Encoding.UTF8.GetBytes($"<30>Nov 24 06:00:00 {name}[{i + 1}]: {lines[i]}"));
            }
        }
    }
}
