using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs.Storage;

namespace AliLogOps.Emulator.Logs.Api;

/// <summary>PutLogs: one LogGroup, acknowledged once it is durable (Log Service API: PutLogs).</summary>
internal sealed class PutLogsOperation(LogServices logs, GroupIntake intake)
{
    private const string ContentType = "application/x-protobuf";

    /// <summary>To the next writable shard.</summary>
    public ValueTask<SlsResult> PutBalancedAsync(OperationContext context)
    {
        return PutAsync(context, intake.PickNext);
    }

    /// <summary>To the shard of a hash key.</summary>
    public ValueTask<SlsResult> PutByKeyAsync(OperationContext context)
    {
        return PutAsync(context, (logstore, shards) => ShardPicker.PickByKey(logstore, shards, context.Query["key"]));
    }

    private async ValueTask<SlsResult> PutAsync(OperationContext context, Func<LogstoreRecord, IReadOnlyList<ShardRecord>, ShardRecord> pick)
    {
        (LogstoreRecord logstore, List<ShardRecord> shards) = logs.LogstoreWithShards(context);
        SlsRequest request = context.Request;
        CheckContentType(request);
        string? processor = context.Query["processor"];
        if (!string.IsNullOrEmpty(processor))
        {
            throw SlsErrors.NotImplemented($"PutLogs with the ingest processor {processor}").ToException();
        }
        // typed null: an untyped one would become an empty block
        ReadOnlyMemory<byte>? compressed = request.Headers["x-log-compresstype"] == "lz4" ? request.RawBody : default(ReadOnlyMemory<byte>?);
        await intake.StoreAsync(context, logstore, pick(logstore, shards), request.Body, compressed).ConfigureAwait(false);
        return SlsResult.Empty;
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
