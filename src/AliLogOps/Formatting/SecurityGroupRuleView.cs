using System.Management.Automation;
using AliLogOps.Setup;
using AliLogOps.Transformations;

namespace AliLogOps.Formatting;

/// <summary>The columns of the table view of security group rules. Called by the view.</summary>
public static class SecurityGroupRuleView
{
    /// <summary>One port, a range, or <c>all</c>.</summary>
    public static string Ports(PSObject rule) => PortRange.ToText(Text(rule, nameof(SecurityGroupRule.PortRange)));

    /// <summary>The one member that says who is meant.</summary>
    public static string Peer(PSObject rule)
    {
        string[] names = string.Equals(Text(rule, nameof(SecurityGroupRule.Direction)), "egress", StringComparison.OrdinalIgnoreCase)
            ? [nameof(SecurityGroupRule.DestCidrIp), nameof(SecurityGroupRule.Ipv6DestCidrIp), nameof(SecurityGroupRule.DestGroupId), nameof(SecurityGroupRule.DestPrefixListId)]
            : [nameof(SecurityGroupRule.SourceCidrIp), nameof(SecurityGroupRule.Ipv6SourceCidrIp), nameof(SecurityGroupRule.SourceGroupId), nameof(SecurityGroupRule.SourcePrefixListId)];
        return names.Select(name => Text(rule, name)).FirstOrDefault(text => text.Length > 0) ?? "any";
    }

    private static string Text(PSObject rule, string name) => rule?.Properties[name]?.Value as string ?? "";
}
