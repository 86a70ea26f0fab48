using System.Net;
using System.Net.Sockets;

namespace AliLogOps.Setup.Tests.Plan;

/// <summary>Counts requests, and at one of them ends the run: before it is sent, or when its answer is on the way, as a kill would.</summary>
internal sealed class StoppingHandler(CancellationTokenSource? stop, int at, bool answerIsLost) : DelegatingHandler(Loopback())
{
    private int _requests;
    private int _writes;

    public int Requests => _requests;

    public int Writes => _writes;

    // projects are part of the host's name, which no resolver knows
    private static SocketsHttpHandler Loopback() => new()
    {
        UseProxy = false,
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Get)
        {
            Interlocked.Increment(ref _writes);
        }

        if (Interlocked.Increment(ref _requests) != at)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        if (answerIsLost)
        {
            using var lost = await base.SendAsync(request, cancellationToken);
        }

        await stop!.CancelAsync();
        throw new OperationCanceledException(cancellationToken);
    }
}
