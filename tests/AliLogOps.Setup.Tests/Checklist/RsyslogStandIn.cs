using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace AliLogOps.Setup.Tests.Checklist;

/// <summary>What rsyslog does for a host, in few lines: takes datagrams on a socket and passes them on to the agent as wire lines.</summary>
internal sealed partial class RsyslogStandIn : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alo-");
    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly Task _work;

    public RsyslogStandIn(string tag, string hostName, int agentPort)
    {
        Path = System.IO.Path.Combine(_folder.FullName, "log");
        _socket.Bind(new UnixDomainSocketEndPoint(Path));
        _work = RelayAsync(tag, hostName, agentPort);
    }

    public string Path { get; }

    /// <summary>Takes messages, and keeps them: as with a queue that is full.</summary>
    public bool QueueIsFull { get; set; }

    /// <summary>Ends it; the socket's file stays, as after a crash.</summary>
    public async Task StopAsync()
    {
        if (!_stop.IsCancellationRequested)
        {
            await _stop.CancelAsync();
            _socket.Dispose();
            await _work;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task RelayAsync(string tag, string hostName, int agentPort)
    {
        var buffer = new byte[8192];
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var length = await _socket.ReceiveAsync(buffer, _stop.Token);
                var match = Datagram().Match(Encoding.UTF8.GetString(buffer, 0, length));
                if (!QueueIsFull && match.Success)
                {
                    var line = string.Create(CultureInfo.InvariantCulture, $"0.1 {tag} {DateTimeOffset.UtcNow.ToUnixTimeSeconds()} 127.0.0.1 {hostName} daemon.info 0 {match.Groups[1]} {match.Groups[2]} - {match.Groups[3]}\n");
                    using var client = new TcpClient("127.0.0.1", agentPort);
                    client.GetStream().Write(Encoding.UTF8.GetBytes(line));
                }
            }
            catch (Exception problem) when (problem is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // ended, or the agent does not listen: the message stays in the queue
            }
        }
    }

    [GeneratedRegex(@"^<\d+>.{15} ([^\[ ]+)\[(\d+)\]:(.*)$", RegexOptions.Singleline)]
    private static partial Regex Datagram();
}
