using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace AliLogOps.Client;

/// <summary>One connection pool per endpoint and proxy for the whole process, made on first use.</summary>
internal static class SharedHandlers
{
    // what tells credentials apart must not be the credentials
    private static readonly byte[] s_salt = RandomNumberGenerator.GetBytes(32);
    private static readonly ConcurrentDictionary<(string Endpoint, string Proxy), Lazy<HttpMessageInvoker>> s_invokers = new();

    /// <summary>The pool of an endpoint.</summary>
    public static HttpMessageInvoker For(Uri endpoint, HttpProxy? proxy) =>
        s_invokers.GetOrAdd(
            (endpoint.GetLeftPart(UriPartial.Authority), KeyOf(proxy)),
            static (_, arguments) => new Lazy<HttpMessageInvoker>(() => new HttpMessageInvoker(Create(arguments.endpoint, arguments.proxy))),
            (endpoint, proxy)).Value;

    /// <summary>A handler for an endpoint.</summary>
    internal static SocketsHttpHandler Create(Uri endpoint, HttpProxy? proxy)
    {
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            // names are looked up again and load balancers reached anew within this time
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60),
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
        };
        if (proxy is not null)
        {
            handler.Proxy = new WebProxy(proxy.Address) { Credentials = proxy.Credential };
        }
        else if (LogServiceEndpoint.IsLoopbackHost(endpoint.Host))
        {
            handler.UseProxy = false;
            handler.ConnectCallback = (_, cancellationToken) => ConnectLoopbackAsync(endpoint, cancellationToken);
        }

        return handler;
    }

    private static string KeyOf(HttpProxy? proxy)
    {
        if (proxy?.Credential is not { } credential)
        {
            return proxy?.ToString() ?? string.Empty;
        }

        byte[] text = Encoding.UTF8.GetBytes($"{credential.Domain}\n{credential.UserName}\n{credential.Password}");
        return $"{proxy} {Convert.ToHexString(HMACSHA256.HashData(s_salt, text))}";
    }

    // {project}.127.0.0.1 and {project}.localhost have no address anywhere: connect to the endpoint's own
    private static async ValueTask<Stream> ConnectLoopbackAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        IPAddress[] addresses = IPAddress.TryParse(endpoint.Host, out IPAddress? address)
            ? [address]
            : [IPAddress.Loopback, IPAddress.IPv6Loopback];
        for (int i = 0; ; i++)
        {
            Socket socket = new(addresses[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(addresses[i], endpoint.Port), cancellationToken).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (i + 1 < addresses.Length)
            {
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }
}
