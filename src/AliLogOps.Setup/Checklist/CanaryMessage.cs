using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using AliLogOps.Client;

namespace AliLogOps.Setup.Checklist;

/// <summary>One line that is known by a word of its own.</summary>
internal sealed class CanaryMessage
{
    /// <summary>The program that canaries seem to come from.</summary>
    public const string App = "alilogops-canary";

    // daemon.info
    private const int Priority = 30;

    /// <summary>The word; letters and digits only, so that every delimiter leaves it whole.</summary>
    public string Word { get; } = "canary" + Convert.ToHexString(RandomNumberGenerator.GetBytes(8)).ToLowerInvariant();

    /// <summary>Sends it.</summary>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    /// <exception cref="LogServiceException">The service refused it.</exception>
    public async Task SendAsync(CanaryTarget target, CheckContext context, string logstore, string tag, CancellationToken token)
    {
        switch (target.Hop)
        {
            case CanaryHop.RsyslogSocket:
                await SendToSocketAsync(target.Address, token).ConfigureAwait(false);
                break;
            case CanaryHop.RsyslogUdp:
                using (var client = new UdpClient(target.Address, target.Port))
                {
                    await client.SendAsync(SyslogLine(), token).ConfigureAwait(false);
                }

                break;
            case CanaryHop.Agent:
                using (var client = new TcpClient())
                {
                    await client.ConnectAsync(target.Address, target.Port, token).ConfigureAwait(false);
                    await client.GetStream().WriteAsync(WireLine(context, tag), token).ConfigureAwait(false);
                }

                break;
            default:
                await context.Log.PutLogsAsync(context.ProjectName, logstore, ToLogGroup(context), null, token).ConfigureAwait(false);
                break;
        }
    }

    private async Task SendToSocketAsync(string path, CancellationToken token)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), token).ConfigureAwait(false);
        await socket.SendAsync(SyslogLine(), token).ConfigureAwait(false);
    }

    // what a program hands to syslog: priority, time, identifier
    private byte[] SyslogLine()
    {
        var now = DateTime.Now;
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"<{Priority}>{now:MMM} {now.Day,2} {now:HH:mm:ss} {App}[{Environment.ProcessId}]: {Word}"));
    }

    // what rsyslog's template makes of it
    private byte[] WireLine(CheckContext context, string tag) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"0.1 {tag} {context.ServiceNow.ToUnixTimeSeconds()} 127.0.0.1 {Environment.MachineName} daemon.info 0 {App} {Environment.ProcessId} -  {Word}\n"));

    private LogGroup ToLogGroup(CheckContext context) => new()
    {
        Source = "127.0.0.1",
        Logs = [new LogItem { Time = context.ServiceNow, Contents = [new("app-name", App), new("hostname", Environment.MachineName), new("msg", Word)] }],
    };
}
