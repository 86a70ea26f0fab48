using System.Diagnostics;
using System.Net.Sockets;

namespace AliLogOps.Emulator.Tests.Agents;

/// <summary>
/// A real rsyslogd with the forward rule of the walkthrough, in a folder of its own: private socket, private work folder, nothing
/// of the machine's own logging.
/// </summary>
internal sealed class RsyslogDaemon : IAsyncDisposable
{
    private const string Program = "/usr/sbin/rsyslogd";

    private readonly string _folder = Directory.CreateTempSubdirectory("rsys").FullName;
    private Process? _process;

    /// <summary>Whether this machine has the program.</summary>
    public static bool Installed => File.Exists(Program);

    /// <summary>The socket applications log to.</summary>
    public string SocketPath => Path.Combine(_folder, "log");

    /// <summary>Starts the daemon with a rule that forwards everything to the agent.</summary>
    /// <param name="target">Target of the rule, for example <c>@@127.0.0.1:11111</c>.</param>
    /// <param name="tag">The second token of the template.</param>
    public static async Task<RsyslogDaemon> StartAsync(string target, string tag = "sys_tag")
    {
        RsyslogDaemon daemon = new();
        try
        {
            await daemon.RunAsync(target, tag);
            return daemon;
        }
        catch
        {
            await daemon.DisposeAsync();
            throw;
        }
    }

    /// <summary>A connected socket on which each datagram is a message, as journald forwards them.</summary>
    public Socket Connect()
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(SocketPath));
        return socket;
    }

    /// <summary>Logs by the program <c>logger</c>.</summary>
    public async Task LoggerAsync(params string[] arguments)
    {
        ProcessStartInfo start = new("/usr/bin/logger", ["-u", SocketPath, .. arguments]) { RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        string errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            if (!_process.HasExited)
            {
                _process.Kill();
            }

            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task RunAsync(string target, string tag)
    {
        string work = Directory.CreateDirectory(Path.Combine(_folder, "work")).FullName;
        string config = Path.Combine(_folder, "rsyslog.conf");
        await File.WriteAllTextAsync(
            config,
            $"""
            module(load="imuxsock" SysSock.Use="off" SysSock.RateLimit.Interval="0")
            input(type="imuxsock" Socket="{SocketPath}" RateLimit.Interval="0")
            $LocalHostName sample-app-ecs-zone-0-dev
            $WorkDirectory {work}
            $ActionQueueFileName testRule
            $ActionQueueMaxDiskSpace 1g
            $ActionQueueSaveOnShutdown on
            $ActionQueueType LinkedList
            $ActionResumeRetryCount -1
            $ActionResumeInterval 1
            $template ALI_LOG_FMT,"0.1 {tag} %timegenerated:::date-unixtimestamp% %fromhost-ip% %hostname% %pri-text% %protocol-version% %app-name% %procid% %msgid% %msg:::drop-last-lf%\n"
            if $programname != "rsyslogd" then {target};ALI_LOG_FMT

            """);
        ProcessStartInfo start = new(Program, ["-n", "-C", "-f", config, "-i", Path.Combine(_folder, "pid")])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
        Task<string> errors = _process.StandardError.ReadToEndAsync();
        _ = _process.StandardOutput.ReadToEndAsync();
        await Eventually.True(() => File.Exists(SocketPath) || _process.HasExited, () => "rsyslogd has not opened its socket");
        Assert.False(_process.HasExited, _process.HasExited ? await errors : string.Empty);
    }
}
