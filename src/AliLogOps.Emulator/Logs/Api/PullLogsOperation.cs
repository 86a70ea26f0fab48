using System.Buffers;
using System.Globalization;
using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs.Storage;
using AliLogOps.Emulator.Logs.Wire;
using AliLogOps.Emulator.Spl;

namespace AliLogOps.Emulator.Logs.Api;

/// <summary>PullLogs: log groups of a shard as they were received; needs no index (Log Service API: PullLogs).</summary>
internal sealed class PullLogsOperation(LogServices logs)
{
    private const string ContentType = "application/x-protobuf";
    private const int MaxCount = 1000;

    /// <summary>
    /// Bytes after which an answer gets no further group. Our choice: a full answer of groups of the largest size would
    /// not fit anywhere; a client goes on from the cursor it is given.
    /// </summary>
    private const long MaxBytes = 10L * 1024 * 1024;

    public SlsResult Pull(OperationContext context)
    {
        Refuse(context, "processor");
        SplScript? script = SplReader.OfPull(context.Query);
        (LogstoreRecord logstore, ShardRecord shard) = logs.LogstoreAndShard(context);
        string? cursor = context.Query["cursor"];
        long start = Cursor.Read(logstore, cursor, "Cursor");
        int count = context.Query.Int("count", MaxCount, 0, MaxCount);
        string? endCursor = context.Query["end_cursor"];
        (long first, long end) = logs.Groups.Bounds(logstore.Id, shard.Id, logs.OldestKept(logstore));
        if (start > end)
        {
            throw Cursor.Invalid("Cursor", cursor);
        }
        long stop = string.IsNullOrEmpty(endCursor) ? end : Math.Min(end, Cursor.Read(logstore, endCursor, "end_cursor"));
        List<PulledGroup> groups = logs.Groups.Pull(logstore.Id, shard.Id, Math.Max(start, first), stop, count, MaxBytes);
        string next = groups.Count == 0 ? cursor! : Cursor.Write(logstore, groups[^1].Sequence + 1);
        return (script is null ? Answer(context.Request, groups) : Filtered(context, groups, script)).With("x-log-cursor", next);
    }

    /// <summary>What the query leaves of the groups, with what they were before.</summary>
    private SlsResult Filtered(OperationContext context, List<PulledGroup> groups, SplScript script)
    {
        SplPull pull = SplReader.Pull(logs, script, groups, context);
        return Answer(context.Request, pull.Groups)
            .With("x-log-rawdatasize", Text(groups.Sum(group => (long)WireWriter.ListedSize(group.Size))))
            .With("x-log-rawdatacount", Text(groups.Count))
            .With("x-log-rawdatalines", Text(pull.Lines))
            .With("x-log-resultlines", Text(pull.ResultLines))
            .With("x-log-failedlines", Text(pull.FailedLines));
    }

    private static SlsResult Answer(SlsRequest request, List<PulledGroup> groups)
    {
        return Body(request, groups).With("x-log-count", Text(groups.Count));
    }

    private static SlsResult Body(SlsRequest request, List<PulledGroup> groups)
    {
        long size = groups.Sum(group => (long)WireWriter.ListedSize(group.Size));
        if (request.Method == "HEAD")
        {
            return ResponseCompression.Answer(null, ContentType, ReadOnlyMemory<byte>.Empty, size);
        }
        // groups are stored as most clients send and fetch them, so that as a rule nothing is inflated and compressed again
        return size > 0 && ResponseCompression.Choose(request.Headers["Accept-Encoding"]) == ResponseCompression.Lz4 && TrySplice(groups, out ReadOnlyMemory<byte> block)
            ? ResponseCompression.Answer(ResponseCompression.Lz4, ContentType, block, size)
            : ResponseCompression.Answer(request, ContentType, Join(groups, (int)size), alwaysSize: true);
    }

    private static bool TrySplice(List<PulledGroup> groups, out ReadOnlyMemory<byte> block)
    {
        Lz4Splicer splicer = new(groups.Sum(group => group.Data.Length + group.AddedTags.Length + 32));
        ArrayBufferWriter<byte> header = new(8);
        foreach (PulledGroup group in groups)
        {
            header.ResetWrittenCount();
            WireWriter.WriteListedGroup(header, group.Size);
            splicer.AddPlain(header.WrittenSpan);
            if (!splicer.TryAdd(group.Data, group.RawSize))
            {
                block = default;
                return false;
            }
            splicer.AddPlain(group.AddedTags);
        }
        block = splicer.Finish();
        return true;
    }

    private static ReadOnlyMemory<byte> Join(List<PulledGroup> groups, int size)
    {
        ArrayBufferWriter<byte> body = new(Math.Max(1, size));
        foreach (PulledGroup group in groups)
        {
            WireWriter.WriteListedGroup(body, group.Size);
            body.Write(group.Restore());
        }
        return body.WrittenMemory;
    }

    private static void Refuse(OperationContext context, string parameter)
    {
        if (!string.IsNullOrEmpty(context.Query[parameter]))
        {
            throw SlsErrors.NotImplemented($"PullLogs with the parameter {parameter}").ToException();
        }
    }

    private static string Text(long value)
    {
        return value.ToString(CultureInfo.InvariantCulture);
    }
}
