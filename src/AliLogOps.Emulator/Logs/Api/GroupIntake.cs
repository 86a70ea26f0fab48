using System.Buffers;
using System.Globalization;
using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs.Storage;
using AliLogOps.Emulator.Logs.Wire;

namespace AliLogOps.Emulator.Logs.Api;

/// <summary>Takes a LogGroup of any origin into a logstore: checks it, chooses a shard, and waits until it is durable.</summary>
internal sealed class GroupIntake(LogServices logs)
{
    private readonly ShardPicker _picker = new();

    /// <summary>Stores a group in the next writable shard of the logstore of the path.</summary>
    public Task StoreBalancedAsync(OperationContext context, ReadOnlyMemory<byte> message)
    {
        (LogstoreRecord logstore, List<ShardRecord> shards) = logs.LogstoreWithShards(context);
        return StoreAsync(context, logstore, _picker.PickNext(logstore, shards), message, null);
    }

    /// <inheritdoc cref="StoreBalancedAsync(OperationContext, ReadOnlyMemory{byte})"/>
    public ShardRecord PickNext(LogstoreRecord logstore, IReadOnlyList<ShardRecord> shards)
    {
        return _picker.PickNext(logstore, shards);
    }

    /// <summary>Lets go of a logstore that has been deleted.</summary>
    public void Forget(long logstoreId)
    {
        _picker.Forget(logstoreId);
    }

    /// <param name="compressed">The message as an LZ4 block, if it came as one.</param>
    /// <exception cref="SlsException">400 for a group that breaks a rule; 404 if the logstore goes meanwhile.</exception>
    public async Task StoreAsync(OperationContext context, LogstoreRecord logstore, ShardRecord shard, ReadOnlyMemory<byte> message, ReadOnlyMemory<byte>? compressed)
    {
        long now = context.NowSeconds;
        ValidGroup valid = LogGroupValidator.Validate(message, now);
        ReadOnlyMemory<byte> tags = logstore.AppendMeta ? MetaTags(context.Request, now) : ReadOnlyMemory<byte>.Empty;
        NewGroup group = new()
        {
            LogstoreId = logstore.Id,
            LogstoreName = logstore.Name,
            ShardId = shard.Id,
            ReceiveTime = now,
            MinTime = valid.MinTime,
            MaxTime = valid.MaxTime,
            LogCount = valid.Group.LogCount,
            Raw = message,
            Compressed = compressed ?? GroupBytes.Compress(message.Span),
            AddedTags = tags,
            Layout = tags.IsEmpty ? valid.Group : LogGroupLayout.Read((byte[])[.. message.Span, .. tags.Span]),
        };
        await logs.Writer.WriteAsync(group, context.Request.Aborted).ConfigureAwait(false);
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
}
