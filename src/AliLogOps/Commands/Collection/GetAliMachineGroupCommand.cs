using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Gets machine groups by name, or those of a project whose names match.</summary>
[Cmdlet(VerbsCommon.Get, "AliMachineGroup", SupportsPaging = true)]
[OutputType(typeof(MachineGroup))]
public sealed class GetAliMachineGroupCommand : ProjectReadCommand
{
    [Parameter(
        Position = 1,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [Alias("MachineGroupName")]
    [NameTransformation]
    [ValidateMachineGroupName(AllowWildcards = true)]
    [ArgumentCompleter(typeof(MachineGroupNameCompleter))]
    public string[]? Name { get; set; }

    protected override void ProcessRecord() => WriteNamed(
        Name,
        (hint, token) => LogService.ListMachineGroupNamesAsync(ProjectName, hint, token),
        (name, token) => LogService.GetMachineGroupAsync(ProjectName, name, token));
}
