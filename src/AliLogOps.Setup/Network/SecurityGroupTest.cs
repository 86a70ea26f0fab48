using AliLogOps.Client;

namespace AliLogOps.Setup;

/// <summary>Answers whether a host's security groups let traffic through, by which rule, and what is the least to change.</summary>
internal static class SecurityGroupTest
{
    // agents speak HTTP by default and HTTPS where they are told to
    private static readonly int[] s_servicePorts = [80, 443];

    /// <summary>Whether agents reach the service, and, with a port, whether senders reach that.</summary>
    /// <param name="groups">The host's groups.</param>
    /// <param name="rules">The rules of all of them.</param>
    /// <param name="destination">The network of the service.</param>
    /// <param name="port">The inbound port; null for none.</param>
    /// <param name="protocol">Its protocol.</param>
    /// <param name="source">The network of the senders.</param>
    public static IEnumerable<SecurityGroupVerdict> Run(IReadOnlyList<string> groups, IReadOnlyList<SecurityGroupRule> rules, string destination, int? port, string protocol, string source)
    {
        foreach (var service in s_servicePorts)
        {
            yield return Judge(groups, rules, false, "TCP", service, destination);
        }

        if (port is { } wanted)
        {
            yield return Judge(groups, rules, true, protocol, wanted, source);
        }
    }

    private static SecurityGroupVerdict Judge(IReadOnlyList<string> groups, IReadOnlyList<SecurityGroupRule> rules, bool inbound, string protocol, int port, string peer)
    {
        var verdict = TrafficDecision.Decide(rules, inbound, protocol, port, peer);
        return new SecurityGroupVerdict
        {
            SecurityGroupId = groups,
            Direction = inbound ? "ingress" : "egress",
            IpProtocol = protocol,
            Port = port,
            Peer = peer,
            IsAccepted = verdict.Accepted,
            DecidingRule = verdict.DecidingRule,
            Remedy = verdict.Accepted ? "" : Mend(groups[0], verdict.DecidingRule, inbound, protocol, port, peer),
        };
    }

    private static string Mend(string group, SecurityGroupRule? deciding, bool inbound, string protocol, int port, string peer)
    {
        if (!inbound)
        {
            return FormattableString.Invariant($"Remove the outbound rule {deciding!.SecurityGroupRuleId} of {deciding.SecurityGroupId} in the console, or add one there that accepts {protocol} {port} to {peer} with a priority before {deciding.Priority}.");
        }

        var add = FormattableString.Invariant($"Add-AliSecurityGroupRule {group} -Protocol {protocol} -Port {port} -SourceCidrIp {peer}");
        if (deciding is null)
        {
            return add;
        }

        // at equal priority drop wins, so the new rule must come before
        return deciding.Priority > 1
            ? FormattableString.Invariant($"{add} -Priority {deciding.Priority - 1}")
            : $"Remove-AliSecurityGroupRule {deciding.SecurityGroupId} -SecurityGroupRuleId {deciding.SecurityGroupRuleId}, then {add}";
    }
}
