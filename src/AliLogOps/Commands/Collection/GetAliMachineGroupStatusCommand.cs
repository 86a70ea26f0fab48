using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Setup;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Shows for each machine of a group when it last reported itself, and which members of the group never did.</summary>
[Cmdlet(VerbsCommon.Get, "AliMachineGroupStatus")]
[OutputType(typeof(MachineStatus))]
public sealed class GetAliMachineGroupStatusCommand : ProjectReadCommand
{
    [Parameter(
        Position = 1,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NameTransformation]
    [ValidateMachineGroupName(AllowWildcards = true)]
    [ArgumentCompleter(typeof(MachineGroupNameCompleter))]
    public string[]? MachineGroupName { get; set; }

    [Parameter]
    [LogSpanTransformation]
    [ValidateSpan(MinimumSeconds = 1)]
    public TimeSpan HeartbeatTimeout { get; set; } = MachineHeartbeat.DefaultTimeout;

    [Parameter]
    [ExpectedMachineTransformation]
    [ValidateNotNullOrEmpty]
    public ExpectedMachine[] ExpectedMachine { get; set; } = [];

    protected override void ProcessRecord()
    {
        foreach (var pattern in NamePattern.From(MachineGroupName))
        {
            if (pattern.IsPlain)
            {
                WriteStatus(pattern.Text);
                continue;
            }

            ForEachItem(ProjectName, token => LogService.ListMachineGroupNamesAsync(ProjectName, pattern.Hint, token), name =>
            {
                if (pattern.Matches(name))
                {
                    WriteStatus(name);
                }
            });
        }
    }

    private void WriteStatus(string group)
    {
        if (TryWait($"{ProjectName}/{group}", token => MachineHeartbeat.ReadAsync(LogService, ProjectName, group, HeartbeatTimeout, ExpectedMachine, TimeProvider.System, token), out var rows))
        {
            WriteObject(rows, enumerateCollection: true);
        }
    }
}
