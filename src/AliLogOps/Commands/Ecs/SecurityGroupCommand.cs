using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Transformations;

namespace AliLogOps.Commands;

/// <summary>Base of the cmdlets for the inbound rules of a security group.</summary>
public abstract class SecurityGroupCommand : WritingCommand
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, HelpMessage = "The security group, for example sg-bp1….")]
    [NameTransformation]
    [ValidatePattern("^[A-Za-z0-9-]+$")]
    [ArgumentCompleter(typeof(SecurityGroupIdCompleter))]
    public string SecurityGroupId { get; set; } = "";

    private protected bool TryReadInboundRules(out IReadOnlyList<SecurityGroupRule> rules) =>
        TryWait(SecurityGroupId, token => Ecs.DescribeSecurityGroupAttributeAsync(null, SecurityGroupId, "ingress", token), out rules);
}
