using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Errors;
using AliLogOps.Setup;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Add-AliSecurityGroupRule: opens (or closes) ports of a security group; a rule that exists stays as it is.</summary>
[Cmdlet(VerbsCommon.Add, "AliSecurityGroupRule", SupportsShouldProcess = true)]
[OutputType(typeof(SecurityGroupRule))]
public sealed class AddAliSecurityGroupRuleCommand : SecurityGroupCommand
{
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("PortRange")]
    [PortRangeTransformation]
    public string Port { get; set; } = "";

    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [ValidateCidr]
    public string? SourceCidrIp { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SecurityGroupIdCompleter))]
    public string? SourceGroupId { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("IpProtocol")]
    [ValidateSet("TCP", "UDP", "ICMP", "GRE", "ALL")]
    public string Protocol { get; set; } = "TCP";

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public TrafficPolicy Policy { get; set; } = TrafficPolicy.Accept;

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(1, 100)]
    public int Priority { get; set; } = 1;

    [Parameter]
    [ValidateSet("intranet", "internet")]
    public string NicType { get; set; } = "intranet";

    [Parameter]
    [ValidateLength(1, 512)]
    public string Description { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (FindProblem() is { } problem)
        {
            WriteError(ErrorRecords.InvalidArgument(new ArgumentException(problem), SecurityGroupId));
            return;
        }

        var desired = CreateRule();
        if (!TryReadInboundRules(out var rules))
        {
            return;
        }

        if (OpenToEverybody.Describe(desired) is { } warning)
        {
            WriteWarning(warning);
        }

        if (rules.FirstOrDefault(rule => SecurityGroupRuleMatch.AreSame(rule, desired)) is { } existing)
        {
            WriteObject(ChangeOutput.Add(existing, ResourceChange.Unchanged));
            return;
        }

        if (!Ask(desired.ToString(), "Add security group rule", out var rehearsal))
        {
            if (rehearsal)
            {
                WriteObject(ChangeOutput.Add(desired, ResourceChange.Created));
            }

            return;
        }

        if (TryWait(SecurityGroupId, token => CreateAsync(desired, token), out var created))
        {
            WriteObject(ChangeOutput.Add(created, ResourceChange.Created));
        }
    }

    // the answer to the write names no rule id; reading the group again does
    private async Task<SecurityGroupRule> CreateAsync(SecurityGroupRule desired, CancellationToken cancellationToken)
    {
        await Ecs.AuthorizeSecurityGroupAsync(desired, cancellationToken).ConfigureAwait(false);
        var rules = await Ecs.DescribeSecurityGroupAttributeAsync(null, SecurityGroupId, "ingress", cancellationToken).ConfigureAwait(false);
        return rules.FirstOrDefault(rule => SecurityGroupRuleMatch.AreSame(rule, desired)) ?? desired;
    }

    private string? FindProblem()
    {
        if ((SourceCidrIp is null) == (SourceGroupId is null))
        {
            return SourceCidrIp is null
                ? "The rule says nothing about where the traffic comes from. Give -SourceCidrIp (an address or network) or -SourceGroupId (a security group)."
                : "-SourceCidrIp and -SourceGroupId exclude each other. Give one of them.";
        }

        var hasPorts = Protocol.ToUpperInvariant() is "TCP" or "UDP";
        if (hasPorts && Port.Length == 0)
        {
            return $"A {Protocol} rule needs -Port: a port (11111), a range (8000-8080) or 'all'.";
        }

        return !hasPorts && Port.Length > 0 && Port != PortRange.All ? $"{Protocol} has no ports. Leave -Port out." : null;
    }

    private SecurityGroupRule CreateRule()
    {
        var v6 = SourceCidrIp?.Contains(':', StringComparison.Ordinal) == true;
        return new SecurityGroupRule
        {
            SecurityGroupId = SecurityGroupId,
            Region = ActiveConnection.Region,
            IpProtocol = Protocol.ToUpperInvariant(),
            PortRange = PortsOnWire(),
            SourceCidrIp = v6 ? "" : SourceCidrIp ?? "",
            Ipv6SourceCidrIp = v6 ? SourceCidrIp! : "",
            SourceGroupId = SourceGroupId ?? "",
            Policy = Policy.ToString(),
            Priority = Priority,
            NicType = NicType,
            Description = Description,
        };
    }

    // TCP and UDP name their ports even when all are meant
    private string PortsOnWire() => Protocol.ToUpperInvariant() is "TCP" or "UDP" && Port == PortRange.All ? "1/65535" : Port.Length == 0 ? PortRange.All : Port;
}
