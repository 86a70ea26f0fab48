using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using AliLogOps.Setup.Hosts;

namespace AliLogOps.Setup.Tests.Hosts;

/// <summary>The forward rule in a real rsyslogd: what arrives at the agent's port.</summary>
public class RealRsyslogTests
{
    private const string SpringBootLine = "2018-12-17 10:06:44.111  INFO 705 --- [nio-8080-exec-4] c.a.i.t.controllers.TaskController       : Delete the task with the UUID: 4d3d5eb5";

    [Fact]
    public async Task The_rule_sends_the_line_the_agent_reads()
    {
        string line = await SendAsync(new HostFileOptions { Identifiers = ["id"] }, $"<30>Nov 24 06:00:00 todo-list[705]: {SpringBootLine}");
        Assert.Matches($@"^0\.1 sys_tag [0-9]+ 127\.0\.0\.1 \S+ daemon\.info 0 todo-list 705 -  {System.Text.RegularExpressions.Regex.Escape(SpringBootLine)}$", line);
    }

    [Fact]
    public async Task A_structured_message_comes_as_words_of_their_own()
    {
        string line = await SendAsync(
            new HostFileOptions { Identifiers = ["id"], Structured = StructuredMessage.SpringBoot },
            $"<30>Nov 24 06:00:00 todo-list[705]: {SpringBootLine}");
        string[] words = line.Split(' ', 17);
        Assert.Equal("2.1", words[0]);
        Assert.Equal(["2018-12-17", "10:06:44.111", "INFO", "705", "nio-8080-exec-4", "c.a.i.t.controllers.TaskController"], words[10..16]);
        Assert.Equal(" " + SpringBootLine, words[16]);
    }

    [Fact]
    public async Task A_message_of_another_form_gives_empty_words_and_shifts_nothing()
    {
        string line = await SendAsync(
            new HostFileOptions { Identifiers = ["id"], Structured = StructuredMessage.SpringBoot },
            "<30>Nov 24 06:00:00 todo-list[705]: plain text");
        string[] words = line.Split(' ', 17);
        Assert.Equal(["", "", "", "", "", ""], words[10..16]);
        Assert.Equal(" plain text", words[16]);
    }

    [Fact]
    public async Task A_message_of_20_kB_is_not_cut()
    {
        string line = await SendAsync(new HostFileOptions { Identifiers = ["id"] }, "<30>Nov 24 06:00:00 big[1]: " + new string('x', 20_000));
        Assert.EndsWith(new string('x', 20_000), line, StringComparison.Ordinal);
    }

    private static async Task<string> SendAsync(HostFileOptions options, string message)
    {
        string? program = HostTool.Find("rsyslogd");
        Assert.SkipWhen(program is null, "rsyslogd is not installed.");

        using TemporaryFolder folder = new();
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        options = options with { Port = ((IPEndPoint)listener.LocalEndpoint).Port };
        string socket = Path.Combine(folder.Path, "log");
        string rule = RsyslogForwardFile.Create(options).Content.Replace("/var/spool/rsyslog", folder.Path, StringComparison.Ordinal);
        string file = folder.Write("/rsyslog.conf", $"module(load=\"imuxsock\" SysSock.Use=\"off\")\ninput(type=\"imuxsock\" Socket=\"{socket}\")\n{rule}");

        using Process rsyslogd = Process.Start(new ProcessStartInfo(program!, ["-n", "-f", file, "-i", Path.Combine(folder.Path, "pid")]) { RedirectStandardError = true })!;
        try
        {
            CancellationToken cancellation = TestContext.Current.CancellationToken;
            while (!File.Exists(socket))
            {
                Assert.False(rsyslogd.HasExited, "rsyslogd stopped at once.");
                await Task.Delay(20, cancellation);
            }

            using Socket sender = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            await sender.SendToAsync(Encoding.UTF8.GetBytes(message), new UnixDomainSocketEndPoint(socket));
            using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(TimeSpan.FromSeconds(30));
            using TcpClient connection = await listener.AcceptTcpClientAsync(limit.Token);
            using StreamReader reader = new(connection.GetStream());
            while (await reader.ReadLineAsync(limit.Token) is string line)
            {
                // rsyslogd reports its own start as well
                if (!line.Contains(" rsyslogd ", StringComparison.Ordinal))
                {
                    return line;
                }
            }

            throw new InvalidOperationException("rsyslogd closed the connection without the message.");
        }
        finally
        {
            rsyslogd.Kill();
            await rsyslogd.WaitForExitAsync(CancellationToken.None);
        }
    }
}
