namespace AliLogOps.Setup;

/// <summary>What to say of a rule that lets every address in.</summary>
internal static class OpenToEverybody
{
    /// <summary>The port of Logtail's listener for syslog streams.</summary>
    private const string StreamLogPort = "11111/11111";

    /// <summary>Whether a rule is about the port that Logtail's listener has.</summary>
    public static bool IsStreamPort(SecurityGroupRule rule) => PortRange.Covers(rule.PortRange, StreamLogPort);

    /// <summary>A warning, or null for a rule that is narrower or closes ports.</summary>
    public static string? Describe(SecurityGroupRule rule)
    {
        var network = rule.SourceCidrIp.Length > 0 ? rule.SourceCidrIp : rule.Ipv6SourceCidrIp;
        if (!rule.Policy.Equals("Accept", StringComparison.OrdinalIgnoreCase) || !SecurityGroupRuleMatch.IsEverybody(network))
        {
            return null;
        }

        var ports = rule.PortRange == PortRange.All ? "every port" : "port " + PortRange.ToText(rule.PortRange);
        var consequence = IsStreamPort(rule)
            ? " Logtail listens for syslog streams on port 11111 and asks for no proof of identity: anybody can inject logs. Agents on the sending host itself need no rule at all."
            : "";
        return $"The rule of security group {rule.SecurityGroupId} opens {ports} to every address ({network}).{consequence} Give the network of the senders with -SourceCidrIp.";
    }
}
