using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Errors;
using AliLogOps.Logs;

namespace AliLogOps.Commands;

/// <summary>Read-AliLog: the logs of a logstore as they lie in its shards, by the time they arrived; needs no index.</summary>
[Cmdlet(VerbsCommunications.Read, "AliLog", SupportsPaging = true)]
[OutputType(LogEntryBuilder.EntryTypeName)]
public sealed class ReadAliLogCommand : LogstoreRangeCommand
{
    private ulong _toSkip;
    private ulong _wanted;

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Shard")]
    [ValidateRange(0, int.MaxValue)]
    [ArgumentCompleter(typeof(ShardIdCompleter))]
    public int[] ShardId { get; set; } = [];

    [Parameter]
    public SwitchParameter FromBeginning { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (FromBeginning && (IsBound(nameof(Last)) || IsBound(nameof(Start))))
        {
            ThrowTerminatingError(ErrorRecords.InvalidArgument(
                new ArgumentException("-FromBeginning and -Last or -Start both say where reading begins. Give one of them."), nameof(FromBeginning), "InvalidTimeRange"));
        }

        _toSkip = PagingParameters.Skip;
        _wanted = PagingParameters.First;
        if (PagingParameters.IncludeTotalCount)
        {
            // shards hold groups, and the service does not count the logs in them
            WriteObject(PagingParameters.NewTotalCount(0, 0.0));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        IReadOnlyList<int> shards = ShardId;
        if (shards.Count == 0)
        {
            if (!TryWait(Target, token => LogService.ListShardsAsync(ProjectName, LogstoreName, token), out var found))
            {
                return;
            }

            shards = [.. found.Select(shard => shard.ShardId).Order()];
        }

        foreach (var shard in shards)
        {
            ReadShard(shard);
        }
    }

    private void ReadShard(int shard)
    {
        var begin = FromBeginning ? CursorPosition.Begin : CursorPosition.At(Range.From);
        var end = IsBound(nameof(End)) ? CursorPosition.At(Range.To) : CursorPosition.End;
        var reader = new ShardReader(LogService, ProjectName, LogstoreName, shard, begin, end);
        var builder = new LogEntryBuilder(ProjectName, LogstoreName);
        while (_wanted > 0 && TryWait($"{Target}/{shard}", token => reader.NextAsync(Saturate(_wanted, _toSkip), token), out var groups) && groups is not null)
        {
            foreach (var group in groups)
            {
                WriteGroup(builder, group, shard);
            }
        }
    }

    private void WriteGroup(LogEntryBuilder builder, LogGroup group, int shard)
    {
        foreach (var item in group.Logs)
        {
            if (_toSkip > 0)
            {
                _toSkip--;
            }
            else if (_wanted > 0)
            {
                _wanted--;
                WriteObject(builder.FromItem(group, item, shard));
            }
            else
            {
                return;
            }
        }
    }

    private static ulong Saturate(ulong wanted, ulong skipped) => wanted > ulong.MaxValue - skipped ? ulong.MaxValue : wanted + skipped;
}
