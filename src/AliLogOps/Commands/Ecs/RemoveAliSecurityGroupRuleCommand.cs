using System.Management.Automation;
using AliLogOps.Errors;
using AliLogOps.Setup;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Remove-AliSecurityGroupRule: removes rules by their ids, or those that match what is given.</summary>
[Cmdlet(VerbsCommon.Remove, "AliSecurityGroupRule", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ById)]
[OutputType(typeof(void))]
public sealed class RemoveAliSecurityGroupRuleCommand : SecurityGroupCommand
{
    private const string ById = "Id";
    private const string ByMatch = "Match";

    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = ById, HelpMessage = "Ids of the rules, for example sgr-bp1….")]
    [ValidateNotNullOrEmpty]
    public string[] SecurityGroupRuleId { get; set; } = [];

    [Parameter(Mandatory = true, ParameterSetName = ByMatch, HelpMessage = "The ports of the rule, for example 11111.")]
    [PortRangeTransformation]
    public string Port { get; set; } = "";

    [Parameter(ParameterSetName = ByMatch)]
    [ValidateCidr]
    public string? SourceCidrIp { get; set; }

    [Parameter(ParameterSetName = ByMatch)]
    [ValidateSet("TCP", "UDP", "ICMP", "GRE", "ALL")]
    public string Protocol { get; set; } = "TCP";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryReadInboundRules(out var rules))
        {
            return;
        }

        if (ParameterSetName == ById)
        {
            foreach (var id in SecurityGroupRuleId)
            {
                RemoveOrTell(rules.Where(rule => rule.SecurityGroupRuleId == id), $"rule {id}");
            }
        }
        else
        {
            RemoveOrTell(rules.Where(IsMeant), $"inbound rule for {Protocol} {Port}{(SourceCidrIp is null ? "" : " and " + SourceCidrIp)}");
        }
    }

    private void RemoveOrTell(IEnumerable<SecurityGroupRule> rules, string description)
    {
        var found = false;
        foreach (var rule in rules)
        {
            found = true;
            Remove($"{rule} ({rule.SecurityGroupRuleId})", "security group rule", token => Ecs.RevokeSecurityGroupAsync(rule, token));
        }

        if (!found)
        {
            var message = $"Security group {SecurityGroupId} has no {description}; nothing was removed.";
            WriteError(ErrorRecords.Create(
                new ItemNotFoundException(message), "AliLog.SecurityGroupRuleNotExist", ErrorCategory.ObjectNotFound, SecurityGroupId, message, "List the rules with Get-AliSecurityGroupRule."));
        }
    }

    private bool IsMeant(SecurityGroupRule rule) =>
        rule.IpProtocol.Equals(Protocol, StringComparison.OrdinalIgnoreCase)
        && (rule.PortRange == Port || (Port == PortRange.All && rule.PortRange == "1/65535"))
        && (SourceCidrIp is null || SecurityGroupRuleMatch.SameNetwork(rule.SourceCidrIp, SourceCidrIp) || SecurityGroupRuleMatch.SameNetwork(rule.Ipv6SourceCidrIp, SourceCidrIp));
}
