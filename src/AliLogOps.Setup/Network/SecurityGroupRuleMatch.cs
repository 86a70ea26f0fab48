using System.Net;

namespace AliLogOps.Setup;

/// <summary>When two rules are the same rule. The description is no part of it («unconfirmed» how the service treats it).</summary>
internal static class SecurityGroupRuleMatch
{
    public static bool AreSame(SecurityGroupRule left, SecurityGroupRule right) =>
        Same(left.Direction, right.Direction)
        && Same(left.IpProtocol, right.IpProtocol)
        && Same(left.PortRange, right.PortRange)
        && Same(left.SourcePortRange, right.SourcePortRange)
        && Same(left.Policy, right.Policy)
        && left.Priority == right.Priority
        && SameNetwork(left.SourceCidrIp, right.SourceCidrIp)
        && SameNetwork(left.Ipv6SourceCidrIp, right.Ipv6SourceCidrIp)
        && Same(left.SourceGroupId, right.SourceGroupId)
        && Same(left.SourcePrefixListId, right.SourcePrefixListId)
        && SameNetwork(left.DestCidrIp, right.DestCidrIp)
        && SameNetwork(left.Ipv6DestCidrIp, right.Ipv6DestCidrIp)
        && Same(left.DestGroupId, right.DestGroupId)
        && Same(left.DestPrefixListId, right.DestPrefixListId);

    /// <summary>True for a network that is the whole address space.</summary>
    public static bool IsEverybody(string network) =>
        IPNetwork.TryParse(network.Trim(), out var parsed) && parsed.PrefixLength == 0;

    /// <summary>An address and the network that holds just this address are the same.</summary>
    public static bool SameNetwork(string left, string right) => Same(Normalize(left), Normalize(right));

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static string Normalize(string network)
    {
        if (IPNetwork.TryParse(network, out var parsed))
        {
            return parsed.ToString();
        }

        return IPAddress.TryParse(network, out var address)
            ? new IPNetwork(address, address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128).ToString()
            : network;
    }
}
