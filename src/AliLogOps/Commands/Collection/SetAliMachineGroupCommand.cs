using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Setup;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Brings machine groups to a desired state: creates what is missing, changes what differs, leaves the rest alone.</summary>
[Cmdlet(VerbsCommon.Set, "AliMachineGroup", SupportsShouldProcess = true, DefaultParameterSetName = MachineGroupSets.Identifier)]
[OutputType(typeof(MachineGroup))]
public sealed class SetAliMachineGroupCommand : ProjectCommand
{
    [Parameter(
        Mandatory = true,
        Position = 1,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "Name of the machine group: a-z, 0-9, '-' and '_'.")]
    [Alias("MachineGroupName")]
    [NameTransformation]
    [ValidateMachineGroupName]
    [ArgumentCompleter(typeof(MachineGroupNameCompleter))]
    public string[] Name { get; set; } = [];

    [Parameter(ParameterSetName = MachineGroupSets.Identifier)]
    [ValidateIdentifier]
    public string[]? Identifier { get; set; }

    [Parameter(
        Mandatory = true,
        ParameterSetName = MachineGroupSets.Address,
        HelpMessage = "Addresses as the agents report them, for example 192.168.0.23.")]
    [ValidateIPAddress]
    public string[]? IPAddress { get; set; }

    [Parameter]
    [ValidateNotNull]
    public string? GroupTopic { get; set; }

    protected override void ProcessRecord()
    {
        var machines = IPAddress ?? Identifier;
        foreach (var name in Name)
        {
            var spec = new MachineGroupSpec
            {
                ProjectName = ProjectName,
                MachineGroupName = name,
                IdentifyType = machines is null ? null : MachineGroupSets.ToIdentifyType(ParameterSetName),
                MachineList = machines,
                GroupTopic = GroupTopic,
            };
            Converge($"{ProjectName}/{name}", token => MachineGroupConverger.PlanAsync(LogService, spec, IsWhatIf, token));
        }
    }
}
