using System.Net;
using System.Net.Sockets;

namespace AliLogOps.Emulator.Hosting;

/// <summary>
/// Sends the web server one request while the database is still being opened: what the server compiles and loads for its
/// first request is then ready when the first client comes.
/// </summary>
internal static class WarmUp
{
    /// <summary>Host of that request, by which it is kept out of the log.</summary>
    public const string Host = "warm-up";

    public static async Task RunAsync(IPEndPoint endPoint)
    {
        try
        {
            using Socket socket = new(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(new IPEndPoint(Reachable(endPoint.Address), endPoint.Port)).ConfigureAwait(false);
            await socket.SendAsync("GET /_emulator/health HTTP/1.1\r\nHost: warm-up\r\nConnection: close\r\n\r\n"u8.ToArray()).ConfigureAwait(false);
            byte[] answer = new byte[1024];
            while (await socket.ReceiveAsync(answer).ConfigureAwait(false) > 0)
            {
                // the answer itself is of no interest
            }
        }
        catch (SocketException)
        {
            // it only saves time
        }
    }

    private static IPAddress Reachable(IPAddress address)
    {
        return address.Equals(IPAddress.Any) ? IPAddress.Loopback : address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : address;
    }
}
