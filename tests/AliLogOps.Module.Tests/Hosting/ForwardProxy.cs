using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AliLogOps.Module.Tests.Hosting;

/// <summary>
/// An HTTP proxy as small as one can be: notes the head of the first request of each connection and hands everything on to one
/// service, whatever host is named; refuses tunnels; may ask for a user.
/// </summary>
public sealed class ForwardProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _upstream;
    private readonly string? _authorization;
    private readonly Task _accepting;

    public ForwardProxy(string service, string? user = null, string? password = null)
    {
        _upstream = new Uri(service).Port;
        _authorization = user is null ? null : "Proxy-Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Request lines, in order.</summary>
    public ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>An address where no proxy listens.</summary>
    public static async Task<string> DownAsync()
    {
        await using var proxy = new ForwardProxy("http://127.0.0.1:1");
        return proxy.Address;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                open.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var owned = client;
        try
        {
            var near = client.GetStream();
            var head = await ReadHeadAsync(near);
            Lines.Enqueue(head.Split("\r\n")[0]);
            if (_authorization is not null && !head.Contains(_authorization, StringComparison.Ordinal))
            {
                await AnswerAsync(near, "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"");
            }
            else if (head.StartsWith("CONNECT", StringComparison.Ordinal))
            {
                await AnswerAsync(near, "403 Forbidden");
            }
            else
            {
                await RelayAsync(near, head);
            }
        }
        catch (Exception problem) when (problem is IOException or SocketException or OperationCanceledException)
        {
            // one of the two has gone
        }
    }

    private async Task RelayAsync(NetworkStream near, string head)
    {
        using var upstream = new TcpClient();
        await upstream.ConnectAsync(IPAddress.Loopback, _upstream, _stop.Token);
        var far = upstream.GetStream();
        await far.WriteAsync(Encoding.Latin1.GetBytes(head), _stop.Token);
        await Task.WhenAny(near.CopyToAsync(far, _stop.Token), far.CopyToAsync(near, _stop.Token));
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, _stop.Token) == 1)
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    private async Task AnswerAsync(NetworkStream stream, string status) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), _stop.Token);
}
