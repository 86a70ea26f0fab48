using System.Management.Automation;
using AliLogOps.Setup;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Creates machine groups, by the identifiers that agents carry or by address.</summary>
[Cmdlet(VerbsCommon.New, "AliMachineGroup", SupportsShouldProcess = true, DefaultParameterSetName = MachineGroupSets.Identifier)]
[OutputType(typeof(MachineGroup))]
public sealed class NewAliMachineGroupCommand : ProjectCommand
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
    public string[] Name { get; set; } = [];

    [Parameter(
        Mandatory = true,
        ParameterSetName = MachineGroupSets.Identifier,
        HelpMessage = "Identifiers that the agents carry, for example logtail-id-dev.")]
    [ValidateIdentifier]
    public string[] Identifier { get; set; } = [];

    [Parameter(
        Mandatory = true,
        ParameterSetName = MachineGroupSets.Address,
        HelpMessage = "Addresses as the agents report them, for example 192.168.0.23.")]
    [ValidateIPAddress]
    public string[] IPAddress { get; set; } = [];

    [Parameter]
    [ValidateNotNull]
    public string? GroupTopic { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var name in Name)
        {
            var group = MachineGroupConverger.Predict(new MachineGroupSpec
            {
                ProjectName = ProjectName,
                MachineGroupName = name,
                IdentifyType = MachineGroupSets.ToIdentifyType(ParameterSetName),
                MachineList = ParameterSetName == MachineGroupSets.Address ? IPAddress : Identifier,
                GroupTopic = GroupTopic,
            });
            Create("machine group", group, token => LogService.CreateMachineGroupAsync(group, token), token => LogService.GetMachineGroupAsync(group.ProjectName, name, token));
        }
    }
}
