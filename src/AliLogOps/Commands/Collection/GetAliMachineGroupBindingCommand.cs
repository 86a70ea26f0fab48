using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Shows which Logtail configs are applied to which machine groups: of a group, of a config, or all of a project.</summary>
[Cmdlet(VerbsCommon.Get, "AliMachineGroupBinding")]
[OutputType(typeof(MachineGroupBinding))]
public sealed class GetAliMachineGroupBindingCommand : ProjectReadCommand
{
    [Parameter(
        Position = 1,
        ValueFromPipelineByPropertyName = true)]
    [NameTransformation]
    [ValidateLogtailConfigName]
    [ArgumentCompleter(typeof(LogtailConfigNameCompleter))]
    public string[]? LogtailConfigName { get; set; }

    [Parameter(
        Position = 2,
        ValueFromPipelineByPropertyName = true)]
    [NameTransformation]
    [ValidateMachineGroupName]
    [ArgumentCompleter(typeof(MachineGroupNameCompleter))]
    public string[]? MachineGroupName { get; set; }

    protected override void ProcessRecord()
    {
        if (MachineGroupName is not null)
        {
            foreach (var group in MachineGroupName)
            {
                WriteOfGroup(group);
            }
        }
        else if (LogtailConfigName is not null)
        {
            foreach (var config in LogtailConfigName)
            {
                WriteOfConfig(config);
            }
        }
        else
        {
            ForEachItem(ProjectName, token => LogService.ListMachineGroupNamesAsync(ProjectName, cancellationToken: token), WriteOfGroup);
        }
    }

    private void WriteOfGroup(string group)
    {
        if (!TryWait($"{ProjectName}/{group}", token => LogService.ListAppliedConfigsAsync(ProjectName, group, token), out var configs))
        {
            return;
        }

        foreach (var config in configs)
        {
            if (LogtailConfigName is null || LogtailConfigName.Contains(config, StringComparer.Ordinal))
            {
                WriteObject(new MachineGroupBinding { ProjectName = ProjectName, LogtailConfigName = config, MachineGroupName = group });
            }
        }
    }

    private void WriteOfConfig(string config)
    {
        if (!TryWait($"{ProjectName}/{config}", token => LogService.ListAppliedMachineGroupsAsync(ProjectName, config, token), out var groups))
        {
            return;
        }

        foreach (var group in groups)
        {
            WriteObject(new MachineGroupBinding { ProjectName = ProjectName, LogtailConfigName = config, MachineGroupName = group });
        }
    }
}
