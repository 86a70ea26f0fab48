using System.Management.Automation;
using AliLogOps.Errors;
using AliLogOps.Logs;

namespace AliLogOps.Commands;

/// <summary>Splits a shard into two or more; it stays readable until its logs expire.</summary>
[Cmdlet(VerbsCommon.Split, "AliLogShard", SupportsShouldProcess = true)]
[OutputType(typeof(LogShard))]
public sealed class SplitAliLogShardCommand : ShardCommand
{
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SplitKey { get; set; }

    [Parameter]
    [ValidateRange(2, 256)]
    public int Count { get; set; }

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (LogRules.CheckHashKey(SplitKey) is { } problem)
        {
            ThrowTerminatingError(ErrorRecords.InvalidArgument(new ArgumentException(problem), SplitKey));
        }
    }

    protected override void ProcessRecord() =>
        Reshape("Split shard", token => LogService.SplitShardAsync(ProjectName, LogstoreName, ShardId, SplitKey, IfBound(nameof(Count), Count), token));
}
