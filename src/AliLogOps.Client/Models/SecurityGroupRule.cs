namespace AliLogOps;

/// <summary>
/// A rule of an ECS security group (Elastic Compute Service API: DescribeSecurityGroupAttribute, AuthorizeSecurityGroup).
/// Exactly one of the source members (for an outbound rule: destination members) says who is meant; the others are empty.
/// </summary>
public sealed record SecurityGroupRule
{
    /// <summary>Group the rule belongs to.</summary>
    public string SecurityGroupId { get; init; } = string.Empty;

    /// <summary>Region of the group.</summary>
    public string Region { get; init; } = string.Empty;

    /// <summary>Identifier of the rule; empty for one that is not created yet.</summary>
    public string SecurityGroupRuleId { get; init; } = string.Empty;

    /// <summary><c>ingress</c> or <c>egress</c>.</summary>
    public string Direction { get; init; } = "ingress";

    /// <summary><c>TCP</c>, <c>UDP</c>, <c>ICMP</c>, <c>GRE</c> or <c>ALL</c>.</summary>
    public string IpProtocol { get; init; } = "TCP";

    /// <summary><c>from/to</c>, 1 to 65535 for TCP and UDP; <c>-1/-1</c> for other protocols.</summary>
    public string PortRange { get; init; } = string.Empty;

    /// <summary>Source ports, <c>from/to</c>; empty for any.</summary>
    public string SourcePortRange { get; init; } = string.Empty;

    /// <summary>IPv4 address or network the traffic comes from.</summary>
    public string SourceCidrIp { get; init; } = string.Empty;

    /// <summary>IPv6 address or network the traffic comes from.</summary>
    public string Ipv6SourceCidrIp { get; init; } = string.Empty;

    /// <summary>Security group the traffic comes from.</summary>
    public string SourceGroupId { get; init; } = string.Empty;

    /// <summary>Prefix list the traffic comes from.</summary>
    public string SourcePrefixListId { get; init; } = string.Empty;

    /// <summary>IPv4 address or network the traffic goes to.</summary>
    public string DestCidrIp { get; init; } = string.Empty;

    /// <summary>IPv6 address or network the traffic goes to.</summary>
    public string Ipv6DestCidrIp { get; init; } = string.Empty;

    /// <summary>Security group the traffic goes to.</summary>
    public string DestGroupId { get; init; } = string.Empty;

    /// <summary>Prefix list the traffic goes to.</summary>
    public string DestPrefixListId { get; init; } = string.Empty;

    /// <summary><c>Accept</c> or <c>Drop</c>.</summary>
    public string Policy { get; init; } = "Accept";

    /// <summary>1 (first) to 100; at equal priority Drop wins.</summary>
    public int Priority { get; init; } = 1;

    /// <summary><c>intranet</c>, or <c>internet</c> in classic networks.</summary>
    public string NicType { get; init; } = "intranet";

    /// <summary>Free text, up to 512 characters.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>When the rule was created; null if the service did not say.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>Group, direction, protocol, ports and peer.</summary>
    public override string ToString() => $"{SecurityGroupId} {Direction} {IpProtocol} {PortRange} {Peer}";

    private string Peer
    {
        get
        {
            foreach (string candidate in (string[])[SourceCidrIp, Ipv6SourceCidrIp, SourceGroupId, SourcePrefixListId, DestCidrIp, Ipv6DestCidrIp, DestGroupId, DestPrefixListId])
            {
                if (candidate.Length > 0)
                {
                    return candidate;
                }
            }

            return "any";
        }
    }
}
