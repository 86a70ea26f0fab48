using System.Net;

namespace AliLogOps.Client;

/// <summary>An HTTP proxy to go through. Shows its address only.</summary>
public sealed class HttpProxy
{
    /// <summary>Makes one; nothing is sent.</summary>
    /// <param name="address">Its address, such as <c>http://proxy.example.com:3128</c>.</param>
    /// <param name="credential">User and password it asks for; null for none.</param>
    /// <exception cref="ArgumentException">The address cannot be one, or holds a user.</exception>
    public HttpProxy(Uri address, NetworkCredential? credential = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            throw new ArgumentException($"'{address}' is no address of a proxy. Give one such as http://proxy.example.com:3128.", nameof(address));
        }

        if (address.UserInfo.Length > 0)
        {
            throw new ArgumentException($"The address of the proxy {Describe(address)} holds a user: a password there would be seen in the list of processes. Give user and password as a credential.", nameof(address));
        }

        Address = address;
        Credential = credential;
    }

    /// <summary>Its address, without a user.</summary>
    public Uri Address { get; }

    /// <summary>User and password.</summary>
    internal NetworkCredential? Credential { get; }

    /// <summary>Scheme, host and port; no secret.</summary>
    public override string ToString() => Describe(Address);

    /// <summary>The proxy on the way to an endpoint, for texts: the one given, else the system's; null for none.</summary>
    internal static string? NameFor(Uri endpoint, HttpProxy? given)
    {
        if (given is not null)
        {
            return given.ToString();
        }

        return LogServiceEndpoint.IsLoopbackHost(endpoint.Host) || HttpClient.DefaultProxy.IsBypassed(endpoint) || HttpClient.DefaultProxy.GetProxy(endpoint) is not { } system
            ? null
            : Describe(system);
    }

    // the address of the system's proxy may hold a password
    private static string Describe(Uri address) => address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
}
