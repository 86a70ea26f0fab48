using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AliLogOps.Setup.Tests.Checklist;

/// <summary>The emulator behind a service that refuses some requests, as one with another key or policy would.</summary>
internal sealed class FaultHandler(Func<HttpRequestMessage, (int Status, string Code, string Message)?> refuse) : DelegatingHandler(new SocketsHttpHandler
{
    UseProxy = false,
    ConnectCallback = async (context, cancellationToken) =>
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    },
})
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        refuse(request) is var (status, code, message)
            ? Task.FromResult(new HttpResponseMessage((HttpStatusCode)status)
            {
                Content = new StringContent($"{{\"errorCode\":\"{code}\",\"errorMessage\":\"{message}\",\"Code\":\"{code}\",\"Message\":\"{message}\"}}", Encoding.UTF8, "application/json"),
                Headers = { { "x-log-requestid", "5F00AABBCCDDEEFF00112233" } },
            })
            : base.SendAsync(request, cancellationToken);
}
