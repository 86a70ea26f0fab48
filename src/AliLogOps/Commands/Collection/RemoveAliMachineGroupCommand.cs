using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Removes machine groups with their bindings.</summary>
[Cmdlet(VerbsCommon.Remove, "AliMachineGroup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveAliMachineGroupCommand : ProjectCommand
{
    [Parameter(
        Mandatory = true,
        Position = 1,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "Name of the machine group to remove.")]
    [Alias("MachineGroupName")]
    [NameTransformation]
    [ValidateMachineGroupName]
    [ArgumentCompleter(typeof(MachineGroupNameCompleter))]
    public string[] Name { get; set; } = [];

    protected override void ProcessRecord()
    {
        foreach (var name in Name)
        {
            Remove($"{ProjectName}/{name}", "machine group with its bindings", token => LogService.DeleteMachineGroupAsync(ProjectName, name, token));
        }
    }
}
