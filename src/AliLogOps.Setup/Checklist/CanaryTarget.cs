using System.Globalization;

namespace AliLogOps.Setup.Checklist;

/// <summary>Where a canary line begins its way.</summary>
/// <param name="Hop">The hop.</param>
/// <param name="Address">A socket's path, or a host; empty for the API.</param>
/// <param name="Port">The port; 0 where there is none.</param>
public sealed record CanaryTarget(CanaryHop Hop, string Address, int Port)
{
    /// <summary>The usual socket of the local syslog.</summary>
    public const string LocalSocket = "/dev/log";

    /// <summary>The port that agents listen on when nothing else is set.</summary>
    public const int AgentPort = 11111;

    /// <summary>The Log Service itself.</summary>
    public static CanaryTarget Api { get; } = new(CanaryHop.Api, "", 0);

    /// <summary>Reads <c>api</c>, <c>unix:/dev/log</c>, <c>udp:host:514</c> (rsyslog) or <c>tcp:host:11111</c> (the agent).</summary>
    /// <exception cref="FormatException">The text is none of these.</exception>
    public static CanaryTarget Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Equals("api", StringComparison.OrdinalIgnoreCase))
        {
            return Api;
        }

        var parts = text.Split(':', 2);
        if (parts.Length == 2)
        {
            var kind = parts[0].ToLowerInvariant();
            if (kind == "unix" && parts[1].Length > 0)
            {
                return new CanaryTarget(CanaryHop.RsyslogSocket, parts[1], 0);
            }

            var colon = parts[1].LastIndexOf(':');
            if (kind is "udp" or "tcp" && colon > 0 && int.TryParse(parts[1].AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535)
            {
                return new CanaryTarget(kind == "udp" ? CanaryHop.RsyslogUdp : CanaryHop.Agent, parts[1][..colon].Trim('[', ']'), port);
            }
        }

        throw new FormatException($"'{text}' is no place to send a canary to. Give api, unix:/dev/log or udp:host:514 for rsyslog, or tcp:127.0.0.1:11111 for the agent.");
    }

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public override string ToString() => Hop switch
    {
        CanaryHop.RsyslogSocket => $"unix:{Address}",
        CanaryHop.RsyslogUdp => string.Create(CultureInfo.InvariantCulture, $"udp:{Address}:{Port}"),
        CanaryHop.Agent => string.Create(CultureInfo.InvariantCulture, $"tcp:{Address}:{Port}"),
        _ => "api",
    };
}

/// <summary>The hops that a line can begin at, in the order in which it passes them.</summary>
public enum CanaryHop
{
    /// <summary>rsyslog, by its local socket.</summary>
    RsyslogSocket,

    /// <summary>rsyslog, by UDP.</summary>
    RsyslogUdp,

    /// <summary>The agent's port.</summary>
    Agent,

    /// <summary>The Log Service's API.</summary>
    Api,
}
