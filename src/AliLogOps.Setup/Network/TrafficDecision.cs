using System.Net;

namespace AliLogOps.Setup;

/// <summary>
/// Works out what the rules of a security group say about traffic: the best priority (the lowest number) counts, at equal priority
/// drop wins; without a rule inbound traffic is dropped and outbound accepted (Elastic Compute Service: security group rules).
/// </summary>
internal static class TrafficDecision
{
    /// <summary>The verdict for one port.</summary>
    public static TrafficVerdict Decide(IReadOnlyList<SecurityGroupRule> rules, bool inbound, string protocol, int port, string peer) =>
        Decide(rules, inbound, protocol, FormattableString.Invariant($"{port}/{port}"), peer);

    /// <summary>The verdict. Ports pass when a rule accepts all of them and none before it drops one.</summary>
    /// <param name="rules">The rules of the group.</param>
    /// <param name="inbound">True for traffic into the group.</param>
    /// <param name="protocol"><c>TCP</c>, <c>UDP</c>, or one without ports; <c>ALL</c> for every protocol.</param>
    /// <param name="ports">The ports in the service's form; <c>-1/-1</c> for all, and for protocols without ports.</param>
    /// <param name="peer">The other side's address or network.</param>
    public static TrafficVerdict Decide(IReadOnlyList<SecurityGroupRule> rules, bool inbound, string protocol, string ports, string peer)
    {
        var deciding = rules
            .Where(rule => string.Equals(rule.Direction, inbound ? "ingress" : "egress", StringComparison.OrdinalIgnoreCase))
            .Where(rule => IsAccept(rule) ? IsFor(rule.IpProtocol, protocol) : IsFor(rule.IpProtocol, protocol) || IsFor(protocol, rule.IpProtocol))
            .Where(rule => IsAccept(rule) ? PortRange.Covers(rule.PortRange, ports) : PortRange.Overlaps(rule.PortRange, ports))
            .Where(rule => Covers(inbound ? (rule.SourceCidrIp, rule.Ipv6SourceCidrIp) : (rule.DestCidrIp, rule.Ipv6DestCidrIp), peer))
            .OrderBy(rule => rule.Priority)
            .ThenBy(rule => IsAccept(rule) ? 1 : 0)
            .FirstOrDefault();
        return new TrafficVerdict(deciding is null ? !inbound : IsAccept(deciding), deciding);
    }

    public static bool IsAccept(SecurityGroupRule rule) => rule.Policy.Equals("Accept", StringComparison.OrdinalIgnoreCase);

    private static bool IsFor(string protocols, string protocol) =>
        protocols.Equals("ALL", StringComparison.OrdinalIgnoreCase) || protocols.Equals(protocol, StringComparison.OrdinalIgnoreCase);

    private static bool Covers((string V4, string V6) networks, string peer)
    {
        var text = peer.Contains(':', StringComparison.Ordinal) ? networks.V6 : networks.V4;
        if (!TryNetwork(text, out var outer) || !TryNetwork(peer, out var inner))
        {
            return false;
        }

        return outer.PrefixLength <= inner.PrefixLength && outer.Contains(inner.BaseAddress);
    }

    private static bool TryNetwork(string text, out IPNetwork network)
    {
        if (IPNetwork.TryParse(text, out network))
        {
            return true;
        }

        if (IPAddress.TryParse(text, out var address))
        {
            network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
            return true;
        }

        return false;
    }
}

/// <summary>What the rules say.</summary>
/// <param name="Accepted">Whether the traffic passes.</param>
/// <param name="DecidingRule">The rule that says so; null when it is what holds without one.</param>
internal sealed record TrafficVerdict(bool Accepted, SecurityGroupRule? DecidingRule);
