using System.Globalization;
using System.Text.Json;

namespace AliLogOps.Client;

/// <summary>Rules of security groups as parameters and as JSON.</summary>
internal static class SecurityGroupRuleWire
{
    /// <summary>Adds the fields that make a rule.</summary>
    public static ServiceRequest WriteRule(ServiceRequest request, SecurityGroupRule rule)
    {
        if (rule.PortRange.Length == 0)
        {
            throw new ArgumentException("The rule has no port range; give from/to such as 11111/11111, or -1/-1 for protocols without ports.", nameof(rule));
        }

        if (rule.Priority is < 1 or > 100)
        {
            throw new ArgumentException($"The priority {rule.Priority} is out of range; give 1 (first) to 100.", nameof(rule));
        }

        if (rule.SourceCidrIp.Length + rule.Ipv6SourceCidrIp.Length + rule.SourceGroupId.Length + rule.SourcePrefixListId.Length == 0)
        {
            throw new ArgumentException("The rule has no source; give SourceCidrIp, Ipv6SourceCidrIp, SourceGroupId or SourcePrefixListId.", nameof(rule));
        }

        const string Prefix = "Permissions.1.";
        return request
            .With(Prefix + "IpProtocol", rule.IpProtocol)
            .With(Prefix + "PortRange", rule.PortRange)
            .With(Prefix + "SourceCidrIp", Given(rule.SourceCidrIp))
            .With(Prefix + "Ipv6SourceCidrIp", Given(rule.Ipv6SourceCidrIp))
            .With(Prefix + "SourceGroupId", Given(rule.SourceGroupId))
            .With(Prefix + "SourcePrefixListId", Given(rule.SourcePrefixListId))
            .With(Prefix + "SourcePortRange", Given(rule.SourcePortRange))
            .With(Prefix + "DestCidrIp", Given(rule.DestCidrIp))
            .With(Prefix + "Ipv6DestCidrIp", Given(rule.Ipv6DestCidrIp))
            // accept is the default, and an advanced group refuses the parameter whatever its value (ECS API: AuthorizeSecurityGroup)
            .With(Prefix + "Policy", rule.Policy.Equals("Accept", StringComparison.OrdinalIgnoreCase) ? null : Given(rule.Policy.ToLowerInvariant()))
            .With(Prefix + "Priority", rule.Priority.ToString(CultureInfo.InvariantCulture))
            .With(Prefix + "NicType", Given(rule.NicType))
            .With(Prefix + "Description", Given(rule.Description));
    }

    /// <summary>Reads a rule of DescribeSecurityGroupAttribute.</summary>
    public static SecurityGroupRule Read(JsonElement json, string region, string securityGroupId) => new()
    {
        SecurityGroupId = securityGroupId,
        Region = region,
        SecurityGroupRuleId = json.GetText("SecurityGroupRuleId") ?? string.Empty,
        Direction = json.GetText("Direction") ?? string.Empty,
        IpProtocol = json.GetText("IpProtocol") ?? string.Empty,
        PortRange = json.GetText("PortRange") ?? string.Empty,
        SourcePortRange = json.GetText("SourcePortRange") ?? string.Empty,
        SourceCidrIp = json.GetText("SourceCidrIp") ?? string.Empty,
        Ipv6SourceCidrIp = json.GetText("Ipv6SourceCidrIp") ?? string.Empty,
        SourceGroupId = json.GetText("SourceGroupId") ?? string.Empty,
        SourcePrefixListId = json.GetText("SourcePrefixListId") ?? string.Empty,
        DestCidrIp = json.GetText("DestCidrIp") ?? string.Empty,
        Ipv6DestCidrIp = json.GetText("Ipv6DestCidrIp") ?? string.Empty,
        DestGroupId = json.GetText("DestGroupId") ?? string.Empty,
        DestPrefixListId = json.GetText("DestPrefixListId") ?? string.Empty,
        Policy = json.GetText("Policy") ?? string.Empty,
        Priority = json.GetInt("Priority") ?? 1,
        NicType = json.GetText("NicType") ?? string.Empty,
        Description = json.GetText("Description") ?? string.Empty,
        CreateTime = json.GetTime("CreateTime"),
    };

    private static string? Given(string value) => value.Length > 0 ? value : null;
}
