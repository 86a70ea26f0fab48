using System.Net;

namespace AliLogOps.Client;

/// <summary>
/// Where the service is reached. A project's requests go to <c>{project}.{host}</c>; for a loopback endpoint the connection goes to
/// the endpoint's own address without name resolution, and only the Host header carries the project.
/// </summary>
public sealed class LogServiceEndpoint
{
    private const string ServiceSuffix = ".log.aliyuncs.com";
    private static readonly string[] s_networkSuffixes = ["-intranet", "-share", "-vpc"];
    private readonly string _hostForProjects;

    private LogServiceEndpoint(Uri baseUri, string region)
    {
        BaseUri = baseUri;
        Region = region;
        IsLoopback = IsLoopbackHost(baseUri.Host);
        // an IPv6 literal cannot follow a project label, so its projects are named under localhost
        _hostForProjects = baseUri.HostNameType == UriHostNameType.IPv6 ? "localhost" : baseUri.Host;
    }

    /// <summary>Scheme, host and port.</summary>
    public Uri BaseUri { get; }

    /// <summary>Region code; part of every version 4 signature.</summary>
    public string Region { get; }

    /// <summary>Host, with the port if it is not the scheme's own.</summary>
    public string Host => BaseUri.Authority;

    /// <summary>The network it is on, as the host says. Other services of the connection are reached by the same.</summary>
    public EndpointNetwork Network => NetworkOf(BaseUri.Host);

    /// <summary>Whether this is the machine itself, such as the emulator. Only then is plain HTTP allowed.</summary>
    public bool IsLoopback { get; }

    /// <summary>The endpoint of a region.</summary>
    /// <param name="region">Region code such as <c>cn-hangzhou</c>.</param>
    /// <param name="network">The network to go through.</param>
    /// <exception cref="ArgumentException">The region code is malformed.</exception>
    public static LogServiceEndpoint FromRegion(string region, EndpointNetwork network = EndpointNetwork.Public)
    {
        RegionName.Check(region, nameof(region));
        string host = network switch
        {
            EndpointNetwork.Public => region + ServiceSuffix,
            EndpointNetwork.Intranet => region + "-intranet" + ServiceSuffix,
            EndpointNetwork.Share => region + "-share" + ServiceSuffix,
            EndpointNetwork.Accelerated => "log-global.aliyuncs.com",
            _ => throw new ArgumentOutOfRangeException(nameof(network), network, "Use Public, Intranet, Share or Accelerated."),
        };
        return new LogServiceEndpoint(new Uri("https://" + host), region);
    }

    /// <summary>Reads an endpoint: a host, a host and port, or an http(s) address without a path.</summary>
    /// <param name="endpointOrUrl">For example <c>cn-hangzhou.log.aliyuncs.com</c> or <c>http://127.0.0.1:8080</c>.</param>
    /// <param name="region">Region code; may be null when the host names it.</param>
    /// <exception cref="ArgumentException">The text is no endpoint, uses plain HTTP beyond this machine, or the region is missing or malformed.</exception>
    public static LogServiceEndpoint Parse(string endpointOrUrl, string? region = null)
    {
        Uri uri = ParseUri(endpointOrUrl);
        bool loopback = IsLoopbackHost(uri.Host);
        if (uri.Scheme == Uri.UriSchemeHttp && !loopback)
        {
            throw new ArgumentException($"'{endpointOrUrl}' uses plain HTTP, which is allowed only for this machine itself (127.0.0.1, [::1], localhost). Use https://{uri.Host}.", nameof(endpointOrUrl));
        }

        if (region is not null)
        {
            RegionName.Check(region, nameof(region));
        }
        else if (loopback)
        {
            throw new ArgumentException($"The endpoint '{endpointOrUrl}' does not name a region. Give the region too; the emulator prints it when it starts.", nameof(region));
        }
        else
        {
            region = RegionFromHost(uri.Host);
        }

        return new LogServiceEndpoint(uri, region);
    }

    /// <summary>The Host header of a project's requests, with the port if it is not the scheme's own.</summary>
    /// <param name="projectName">The project; null for requests that belong to none, such as listing projects.</param>
    public string GetHost(string? projectName)
    {
        if (projectName is null)
        {
            return Host;
        }

        string host = projectName + "." + _hostForProjects;
        return BaseUri.IsDefaultPort ? host : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{host}:{BaseUri.Port}");
    }

    /// <summary>The endpoint's address and region.</summary>
    public override string ToString() => $"{BaseUri.Scheme}://{Host} ({Region})";

    /// <summary>Whether a host is this machine, without asking a name server.</summary>
    internal static bool IsLoopbackHost(string host) =>
        IPAddress.TryParse(host, out IPAddress? address)
            ? IPAddress.IsLoopback(address)
            : host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    private static Uri ParseUri(string endpointOrUrl)
    {
        ArgumentNullException.ThrowIfNull(endpointOrUrl);
        string text = endpointOrUrl.Contains("://", StringComparison.Ordinal)
            ? endpointOrUrl
            : (IsLoopbackHost(HostOf(endpointOrUrl)) ? "http://" : "https://") + endpointOrUrl;
        bool usable = Uri.TryCreate(text, UriKind.Absolute, out Uri? uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            && uri.UserInfo.Length == 0 && uri.PathAndQuery == "/" && uri.Fragment.Length == 0
            && uri.Host.Length > 0 && !endpointOrUrl.Any(char.IsWhiteSpace);
        return usable
            ? uri!
            : throw new ArgumentException($"'{endpointOrUrl}' is no endpoint. Give a host such as cn-hangzhou.log.aliyuncs.com, or an address such as https://cn-hangzhou.log.aliyuncs.com or http://127.0.0.1:8080, without path, query, user or blanks.", nameof(endpointOrUrl));
    }

    private static string HostOf(string hostAndPort)
    {
        int bracket = hostAndPort.IndexOf(']', StringComparison.Ordinal);
        int colon = hostAndPort.IndexOf(':', bracket < 0 ? 0 : bracket);
        return (colon < 0 ? hostAndPort : hostAndPort[..colon]).Trim('[', ']');
    }

    private static EndpointNetwork NetworkOf(string host)
    {
        string first = host.Split('.', 2)[0];
        return !host.EndsWith(".aliyuncs.com", StringComparison.OrdinalIgnoreCase) ? EndpointNetwork.Public
            : first == "log-global" ? EndpointNetwork.Accelerated
            : first.EndsWith("-share", StringComparison.Ordinal) ? EndpointNetwork.Share
            : first.EndsWith("-intranet", StringComparison.Ordinal) || first.EndsWith("-vpc", StringComparison.Ordinal) ? EndpointNetwork.Intranet
            : EndpointNetwork.Public;
    }

    private static string RegionFromHost(string host)
    {
        string[] labels = host.Split('.');
        if (host.EndsWith(ServiceSuffix, StringComparison.Ordinal) && labels.Length > 4)
        {
            throw new ArgumentException($"'{host}' begins with a project. Give the endpoint without it ({string.Join('.', labels[^4..])}); the project belongs to each command.", nameof(host));
        }

        string region = labels[0];
        foreach (string suffix in s_networkSuffixes)
        {
            if (region.EndsWith(suffix, StringComparison.Ordinal))
            {
                region = region[..^suffix.Length];
                break;
            }
        }

        return labels.Length >= 3 && labels[0] != "log-global" && RegionName.IsValid(region)
            ? region
            : throw new ArgumentException($"The host '{host}' does not name a region. Give the region too, for example cn-hangzhou.", nameof(host));
    }
}
