using System.Management.Automation;

namespace AliLogOps.Commands;

/// <summary>Merges a shard with its neighbour to the right; both stay readable until their logs expire.</summary>
[Cmdlet(VerbsData.Merge, "AliLogShard", SupportsShouldProcess = true)]
[OutputType(typeof(LogShard))]
public sealed class MergeAliLogShardCommand : ShardCommand
{
    protected override void ProcessRecord() =>
        Reshape("Merge shard with its right neighbour", token => LogService.MergeShardsAsync(ProjectName, LogstoreName, ShardId, token));
}
