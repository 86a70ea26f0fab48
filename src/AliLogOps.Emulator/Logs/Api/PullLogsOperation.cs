using System.Buffers;
using System.Globalization;
using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs.Storage;
using AliLogOps.Emulator.Logs.Wire;

namespace AliLogOps.Emulator.Logs.Api;

/// <summary>PullLogs: log groups of a shard as they were received; needs no index (Log Service API: PullLogs).</summary>
internal sealed class PullLogsOperation(LogServices logs)
{
    private const int MaxCount = 1000;

    /// <summary>
    /// Bytes after which an answer gets no further group. Our choice: a full answer of groups of the largest size would
    /// not fit anywhere; a client goes on from the cursor it is given.
    /// </summary>
    private const long MaxBytes = 10L * 1024 * 1024;

    public SlsResult Pull(OperationContext context)
    {
        Refuse(context, "query");
        Refuse(context, "processor");
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
        ArrayBufferWriter<byte> body = new(Math.Max(1, groups.Sum(group => group.Message.Length + 6)));
        foreach (PulledGroup group in groups)
        {
            WireWriter.WriteListedGroup(body, group.Message);
        }
        bool head = context.Request.Method == "HEAD";
        SlsResult result = head
            ? new SlsResult { ContentType = "application/x-protobuf" }.With("x-log-bodyrawsize", Text(body.WrittenCount))
            : ResponseCompression.Answer(context.Request, "application/x-protobuf", body.WrittenMemory, alwaysSize: true);
        return result
            .With("x-log-count", Text(groups.Count))
            .With("x-log-cursor", groups.Count == 0 ? cursor! : Cursor.Write(logstore, groups[^1].Sequence + 1));
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
