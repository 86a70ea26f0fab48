using System.Globalization;

namespace AliLogOps.Setup.Checklist;

/// <summary>What the security groups let through.</summary>
internal static class NetworkChecks
{
    private const int SecurePort = 443;

    public static IReadOnlyList<SetupCheck> All { get; } =
    [
        new("network.security-group", "Security groups let traffic through",
            "A rule that is missing, or one that drops and counts first, closes the port without an error on either side.",
            "Add the rule with Set-AliLogSetup; remove the one that drops, or give it a higher number as priority.",
            LookAtRules)
        {
            After = [ServiceChecks.Credentials],
        },
        new("network.open-port", "Agents' port not open to everybody",
            "Logtail's listener asks for no proof of identity: whoever reaches the port can inject logs.",
            "Narrow the rule to the senders' network, or remove it where rsyslog and agent are on one host (Remove-AliSecurityGroupRule).",
            LookAtOpenness)
        {
            After = [ServiceChecks.Credentials],
        },
    ];

    private static async Task<CheckFinding> LookAtRules(CheckContext context, CancellationToken token)
    {
        var (bad, good) = (new List<string>(), new List<string>());
        foreach (var rule in context.Setup.SecurityGroupRules.Where(rule => TrafficDecision.IsAccept(rule) && rule.SourceGroupId.Length == 0))
        {
            var rules = await context.RulesAsync(rule.SecurityGroupId, token).ConfigureAwait(false);
            var peer = rule.SourceCidrIp.Length > 0 ? rule.SourceCidrIp : rule.Ipv6SourceCidrIp;
            var text = $"{rule.SecurityGroupId} {rule.IpProtocol} {PortRange.ToText(rule.PortRange)} from {peer}";
            var verdict = TrafficDecision.Decide(rules, true, rule.IpProtocol, rule.PortRange, peer);
            if (verdict.Accepted)
            {
                good.Add(text);
            }
            else
            {
                bad.Add($"{text} is dropped by {(verdict.DecidingRule is { } deciding ? $"the rule {deciding.SecurityGroupRuleId} ({deciding.PortRange}, priority {deciding.Priority.ToString(CultureInfo.InvariantCulture)})" : "default, for no rule accepts it")}");
            }
        }

        foreach (var group in context.Setup.SecurityGroupRules.Select(rule => rule.SecurityGroupId).Distinct(StringComparer.Ordinal))
        {
            var rules = await context.RulesAsync(group, token).ConfigureAwait(false);
            var verdict = TrafficDecision.Decide(rules, false, "TCP", SecurePort, "0.0.0.0/0");
            if (!verdict.Accepted)
            {
                bad.Add($"{group} drops outbound TCP 443, by which agents reach the service (rule {verdict.DecidingRule!.SecurityGroupRuleId})");
            }
        }

        return CheckFinding.Judge(bad, good, "The definition names no security group rule with a source network.");
    }

    private static async Task<CheckFinding> LookAtOpenness(CheckContext context, CancellationToken token)
    {
        var open = new List<string>();
        var groups = context.Setup.SecurityGroupRules.Select(rule => rule.SecurityGroupId).Distinct(StringComparer.Ordinal).ToArray();
        foreach (var group in groups)
        {
            open.AddRange((await context.RulesAsync(group, token).ConfigureAwait(false))
                .Where(rule => rule.Direction.Equals("ingress", StringComparison.OrdinalIgnoreCase) && OpenToEverybody.IsStreamPort(rule))
                .Select(OpenToEverybody.Describe).OfType<string>());
        }

        return groups.Length == 0 ? CheckFinding.Skip("The definition names no security group.")
            : open.Count > 0 ? CheckFinding.Warn(string.Join("; ", open))
            : CheckFinding.Pass($"{string.Join(", ", groups)}: port 11111 is not open to every address.");
    }
}
