using System.Collections;
using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Setup;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Compare-AliMachineGroup: puts the machines of a group beside the running ECS instances that carry tags: missing, silent, left over, address re-used.</summary>
[Cmdlet(VerbsData.Compare, "AliMachineGroup")]
[OutputType(typeof(MachineInventoryEntry))]
public sealed class CompareAliMachineGroupCommand : ProjectReadCommand
{
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, HelpMessage = "The machine group.")]
    [Alias("Name")]
    [NameTransformation]
    [ValidateMachineGroupName]
    [ArgumentCompleter(typeof(MachineGroupNameCompleter))]
    public string MachineGroupName { get; set; } = "";

    [Parameter(Mandatory = true, Position = 2, HelpMessage = "Tags of the instances, for example @{ app = 'todo-list'; env = 'dev' }.")]
    [ValidateNotNull]
    public IDictionary Tag { get; set; } = new Hashtable();

    [Parameter]
    [LogSpanTransformation]
    [ValidateSpan(MinimumSeconds = 1)]
    public TimeSpan HeartbeatTimeout { get; set; } = MachineHeartbeat.DefaultTimeout;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var tags = GetAliEcsInstanceCommand.ReadTags(Tag);
        if (TryWait($"{ProjectName}/{MachineGroupName}", CompareAsync, out var entries))
        {
            WriteObject(entries, enumerateCollection: true);
        }

        async Task<IReadOnlyList<MachineInventoryEntry>> CompareAsync(CancellationToken token)
        {
            var machines = await MachineHeartbeat.ReadAsync(LogService, ProjectName, MachineGroupName, HeartbeatTimeout, TimeProvider.System, token).ConfigureAwait(false);
            return await MachineInventory.ReadAsync(Ecs, machines, tags, token).ConfigureAwait(false);
        }
    }
}
