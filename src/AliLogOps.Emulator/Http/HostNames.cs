using System.Net;

namespace AliLogOps.Emulator.Http;

/// <summary>Finds the project in a host name. The project is the text up to the first dot, whatever follows.</summary>
internal static class HostNames
{
    private static readonly string[] s_serviceSuffixes = [".log.aliyuncs.com", ".sls.aliyuncs.com"];

    /// <summary>Project named by the host, or null for a bare host.</summary>
    /// <param name="host">Value of the Host header, port allowed.</param>
    /// <param name="listenHost">Host name the emulator was told to listen on; bare as well.</param>
    public static string? ProjectOf(string host, string? listenHost)
    {
        string name = WithoutPort(host).ToLowerInvariant();
        if (IsBare(name, listenHost))
        {
            return null;
        }
        return name[..name.IndexOf('.', StringComparison.Ordinal)];
    }

    public static string WithoutPort(string host)
    {
        if (host.StartsWith('['))
        {
            int end = host.IndexOf(']', StringComparison.Ordinal);
            return end < 0 ? host : host[1..end];
        }
        int colon = host.LastIndexOf(':');
        return colon < 0 || host.IndexOf(':', StringComparison.Ordinal) != colon ? host : host[..colon];
    }

    private static bool IsBare(string name, string? listenHost)
    {
        if (name.Length == 0 || !name.Contains('.', StringComparison.Ordinal) || IPAddress.TryParse(name, out _)
            || string.Equals(name, listenHost, StringComparison.OrdinalIgnoreCase)
            || name.Equals("log-global.aliyuncs.com", StringComparison.Ordinal))
        {
            return true;
        }
        foreach (string suffix in s_serviceSuffixes)
        {
            // one label before the suffix is the region (also <region>-intranet, <region>-share)
            if (name.EndsWith(suffix, StringComparison.Ordinal))
            {
                return !name[..^suffix.Length].Contains('.', StringComparison.Ordinal);
            }
        }
        // ecs.<region>.aliyuncs.com, sts.aliyuncs.com: reached through a proxy setting
        return name.EndsWith(".aliyuncs.com", StringComparison.Ordinal) && !name.EndsWith(".log-global.aliyuncs.com", StringComparison.Ordinal)
            && name.Split('.', '-')[0] is "ecs" or "sts";
    }
}
