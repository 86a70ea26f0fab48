using System.Management.Automation;
using AliLogOps.Client;
using AliLogOps.Completers;
using AliLogOps.Errors;
using AliLogOps.Logs;

namespace AliLogOps.Commands;

/// <summary>Read-AliLog: the logs of a logstore as they lie in its shards, by the time they arrived; needs no index.</summary>
[Cmdlet(VerbsCommunications.Read, "AliLog", SupportsPaging = true)]
[OutputType(typeof(LogEntry))]
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

        // the first answer of a shard is on its way while the logs of the one before are used
        ShardReader[] readers = [.. shards.Select(CreateReader)];
        try
        {
            for (var index = 0; index < readers.Length && _wanted > 0; index++)
            {
                ReadShard(readers[index], index + 1 < readers.Length && _wanted == ulong.MaxValue ? readers[index + 1] : null);
            }
        }
        finally
        {
            Array.ForEach(readers, reader => reader.Dispose());
        }
    }

    private ShardReader CreateReader(int shard) => new(
        LogService,
        ProjectName,
        LogstoreName,
        shard,
        FromBeginning ? CursorPosition.Begin : CursorPosition.At(Range.From),
        IsBound(nameof(End)) ? CursorPosition.At(Range.To) : CursorPosition.End);

    private void ReadShard(ShardReader reader, ShardReader? next)
    {
        var builder = new LogEntryBuilder(ProjectName, LogstoreName);
        var goOn = true;
        while (goOn && TryWait(Place(reader), token => FetchAsync(reader, next, token), out var pull) && pull is not null)
        {
            using (pull)
            {
                goOn = WriteLogs(builder, pull, reader);
            }
        }
    }

    private Task<LogPull?> FetchAsync(ShardReader reader, ShardReader? next, CancellationToken cancellationToken)
    {
        next?.Start(_wanted, cancellationToken);
        return reader.NextAsync(Saturate(_wanted, _toSkip), cancellationToken);
    }

    // false when no more of the shard is wanted or can be read
    private bool WriteLogs(LogEntryBuilder builder, LogPull pull, ShardReader reader)
    {
        while (TryRead(pull, reader, out var isLog))
        {
            if (!isLog)
            {
                return true;
            }

            if (_toSkip > 0)
            {
                _toSkip--;
                continue;
            }

            WriteObject(builder.FromItem(pull.Group, pull.Log, reader.ShardId));
            if (--_wanted == 0)
            {
                return false;
            }
        }

        return false;
    }

    // apart from the writing, so that an error of the next command in the pipeline is never taken for one of ours
    private bool TryRead(LogPull pull, ShardReader reader, out bool isLog)
    {
        try
        {
            isLog = pull.Read();
            return true;
        }
        catch (LogServiceException problem)
        {
            WriteError(ErrorRecords.FromService(problem, Place(reader)));
            isLog = false;
            return false;
        }
    }

    private string Place(ShardReader reader) => $"{Target}/{reader.ShardId}";

    private static ulong Saturate(ulong wanted, ulong skipped) => wanted > ulong.MaxValue - skipped ? ulong.MaxValue : wanted + skipped;
}
