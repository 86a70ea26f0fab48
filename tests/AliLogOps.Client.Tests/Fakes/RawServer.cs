using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AliLogOps.Client.Tests;

/// <summary>A loopback listener that plays what a test scripts for each connection, down to the byte.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private readonly Func<RawConnection, Task> _script;

    public RawServer(Func<RawConnection, Task> script)
    {
        _script = script;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections { get; private set; }

    public LogServiceClient Client(RetryPolicy? retry = null, TimeSpan? requestTimeout = null, string host = "127.0.0.1") => new(new LogServiceClientOptions
    {
        Endpoint = LogServiceEndpoint.Parse($"http://{host}:{Port}", "cn-hangzhou"),
        Credentials = new StaticCredentialProvider(SignatureInputs.Key),
        Retry = retry ?? new RetryPolicy { BaseDelay = TimeSpan.FromMilliseconds(1), MaxAttempts = 3 },
        RequestTimeout = requestTimeout ?? TimeSpan.FromSeconds(30),
    });

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> open = [];
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptSocketAsync(_stop.Token);
                Connections++;
                open.Add(ServeAsync(new RawConnection(socket, Connections, _stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(RawConnection connection)
    {
        using (connection)
        {
            try
            {
                await _script(connection);
            }
            catch (Exception fault) when (fault is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // the client went away, as some tests want it to
            }
        }
    }
}
