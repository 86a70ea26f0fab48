using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Setup;
using AliLogOps.Transformations;

namespace AliLogOps.Commands;

/// <summary>Get-AliSecurityGroupRule: the rules of ECS security groups.</summary>
[Cmdlet(VerbsCommon.Get, "AliSecurityGroupRule")]
[OutputType(typeof(SecurityGroupRule))]
public sealed class GetAliSecurityGroupRuleCommand : AliLogCommand
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The security group, for example sg-bp1….")]
    [NameTransformation]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SecurityGroupIdCompleter))]
    public string[] SecurityGroupId { get; set; } = [];

    [Parameter]
    public TrafficDirection Direction { get; set; }

    [Parameter]
    [PortRangeTransformation]
    public string Port { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var direction = MyInvocation.BoundParameters.ContainsKey(nameof(Direction)) ? Direction.ToString().ToLowerInvariant() : null;
        foreach (var group in SecurityGroupId)
        {
            if (!TryWait(group, token => Ecs.DescribeSecurityGroupAttributeAsync(null, group, direction, token), out var rules))
            {
                continue;
            }

            foreach (var rule in rules)
            {
                if (Port.Length == 0 || PortRange.Covers(rule.PortRange, Port))
                {
                    WriteObject(rule);
                }
            }
        }
    }
}
