using System.Buffers;
using System.Globalization;
using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs.Storage;
using AliLogOps.Emulator.Logs.Wire;

namespace AliLogOps.Emulator.Logs.Api;

/// <summary>PutLogs: one LogGroup, acknowledged once it is durable (Log Service API: PutLogs).</summary>
internal sealed class PutLogsOperation(LogServices logs)
{
    private const string ContentType = "application/x-protobuf";

    private readonly ShardPicker _picker = new();

    /// <summary>To the next writable shard.</summary>
    public ValueTask<SlsResult> PutBalancedAsync(OperationContext context)
    {
        return PutAsync(context, _picker.PickNext);
    }

    /// <summary>To the shard of a hash key.</summary>
    public ValueTask<SlsResult> PutByKeyAsync(OperationContext context)
    {
        return PutAsync(context, (logstore, shards) => ShardPicker.PickByKey(logstore, shards, context.Query["key"]));
    }

    private async ValueTask<SlsResult> PutAsync(OperationContext context, Func<LogstoreRecord, IReadOnlyList<ShardRecord>, ShardRecord> pick)
    {
        (LogstoreRecord logstore, List<ShardRecord> shards) = logs.LogstoreWithShards(context);
        CheckContentType(context.Request);
        string? processor = context.Query["processor"];
        if (!string.IsNullOrEmpty(processor))
        {
            throw SlsErrors.NotImplemented($"PutLogs with the ingest processor {processor}").ToException();
        }
        long now = context.NowSeconds;
        ReadOnlyMemory<byte> body = context.Request.Body;
        ValidGroup valid = LogGroupValidator.Validate(body, now);
        ReadOnlyMemory<byte> tags = logstore.AppendMeta ? MetaTags(context.Request, now) : ReadOnlyMemory<byte>.Empty;
        bool isLz4 = context.Request.Headers["x-log-compresstype"] == "lz4";
        NewGroup group = new()
        {
            LogstoreId = logstore.Id,
            LogstoreName = logstore.Name,
            ShardId = pick(logstore, shards).Id,
            ReceiveTime = now,
            MinTime = valid.MinTime,
            MaxTime = valid.MaxTime,
            LogCount = valid.Group.LogCount,
            Raw = body,
            Compressed = isLz4 ? context.Request.RawBody : GroupBytes.Compress(body.Span),
            AddedTags = tags,
            Layout = tags.IsEmpty ? valid.Group : LogGroupLayout.Read((byte[])[.. body.Span, .. tags.Span]),
        };
        await logs.Writer.WriteAsync(group, context.Request.Aborted).ConfigureAwait(false);
        return SlsResult.Empty;
    }

    private static ReadOnlyMemory<byte> MetaTags(SlsRequest request, long now)
    {
        ArrayBufferWriter<byte> tags = new(96);
        if (request.RemoteAddress is { } address)
        {
            WireWriter.WriteTag(tags, "__client_ip__", (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString());
        }
        WireWriter.WriteTag(tags, "__receive_time__", now.ToString(CultureInfo.InvariantCulture));
        return tags.WrittenSpan.ToArray();
    }

    private static void CheckContentType(SlsRequest request)
    {
        string? type = request.Headers["Content-Type"];
        if (string.IsNullOrEmpty(type))
        {
            throw SlsErrors.MissingContentType().ToException();
        }
        if (!type.Split(';')[0].Trim().Equals(ContentType, StringComparison.OrdinalIgnoreCase))
        {
            throw SlsErrors.InvalidContentType(type).ToException();
        }
    }
}
