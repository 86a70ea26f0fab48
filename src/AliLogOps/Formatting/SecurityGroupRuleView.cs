using System.Management.Automation;

namespace AliLogOps.Formatting;

/// <summary>The columns of the table view of security group rules. Called by the view.</summary>
public static class SecurityGroupRuleView
{
    /// <summary>One port, a range, or <c>all</c>.</summary>
    public static string Ports(PSObject rule)
    {
        var range = Text(rule, nameof(SecurityGroupRule.PortRange));
        var ends = range.Split('/');
        return range is "" or "-1/-1" ? "all" : ends.Length == 2 && ends[0] == ends[1] ? ends[0] : range.Replace('/', '-');
    }

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
