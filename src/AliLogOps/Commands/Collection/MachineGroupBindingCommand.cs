using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>What Add- and Remove-AliMachineGroupBinding share: each of the configs, with each of the groups.</summary>
public abstract class MachineGroupBindingCommand : ProjectCommand
{
    [Parameter(
        Mandatory = true,
        Position = 1,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "The Logtail config.")]
    [NameTransformation]
    [ValidateLogtailConfigName]
    [ArgumentCompleter(typeof(LogtailConfigNameCompleter))]
    public string[] LogtailConfigName { get; set; } = [];

    [Parameter(
        Mandatory = true,
        Position = 2,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "The machine group.")]
    [NameTransformation]
    [ValidateMachineGroupName]
    [ArgumentCompleter(typeof(MachineGroupNameCompleter))]
    public string[] MachineGroupName { get; set; } = [];

    protected override void ProcessRecord()
    {
        foreach (var config in LogtailConfigName)
        {
            foreach (var group in MachineGroupName)
            {
                Process(new MachineGroupBinding { ProjectName = ProjectName, LogtailConfigName = config, MachineGroupName = group });
            }
        }
    }

    private protected abstract void Process(MachineGroupBinding binding);
}
