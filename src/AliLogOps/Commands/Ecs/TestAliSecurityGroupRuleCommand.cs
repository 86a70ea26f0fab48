using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Setup;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Test-AliSecurityGroupRule: tells whether hosts in security groups reach the Log Service, and whether senders reach their syslog port.</summary>
[Cmdlet(VerbsDiagnostic.Test, "AliSecurityGroupRule")]
[OutputType(typeof(SecurityGroupVerdict), typeof(bool))]
public sealed class TestAliSecurityGroupRuleCommand : AliLogCommand
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, HelpMessage = "The security groups of a host, which count together.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SecurityGroupIdCompleter))]
    public string[] SecurityGroupId { get; set; } = [];

    [Parameter(Position = 1)]
    [ValidateRange(1, 65535)]
    public int Port { get; set; }

    [Parameter]
    [ValidateSet("TCP", "UDP")]
    public string Protocol { get; set; } = "TCP";

    [Parameter]
    [ValidateCidr]
    public string SourceCidrIp { get; set; } = "0.0.0.0/0";

    [Parameter]
    [ValidateCidr]
    public string DestinationCidrIp { get; set; } = "0.0.0.0/0";

    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var rules = new List<SecurityGroupRule>();
        foreach (var group in SecurityGroupId)
        {
            if (!TryWait(group, token => Ecs.DescribeSecurityGroupAttributeAsync(null, group, null, token), out var found))
            {
                return;
            }

            rules.AddRange(found);
        }

        foreach (var rule in rules.Where(rule => rule.Direction.Equals("ingress", StringComparison.OrdinalIgnoreCase) && OpenToEverybody.IsStreamPort(rule)))
        {
            if (OpenToEverybody.Describe(rule) is { } warning)
            {
                WriteWarning(warning);
            }
        }

        var port = MyInvocation.BoundParameters.ContainsKey(nameof(Port)) ? Port : (int?)null;
        var verdicts = SecurityGroupTest.Run(SecurityGroupId, rules, DestinationCidrIp, port, Protocol.ToUpperInvariant(), SourceCidrIp).ToArray();
        if (Quiet)
        {
            WriteObject(verdicts.All(verdict => verdict.IsAccepted));
        }
        else
        {
            WriteObject(verdicts, enumerateCollection: true);
        }
    }
}
