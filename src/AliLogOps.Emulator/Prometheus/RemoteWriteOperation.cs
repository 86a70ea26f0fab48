using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs.Api;

namespace AliLogOps.Emulator.Prometheus;

/// <summary>
/// Remote write of Prometheus into a metric store (Log Service documentation, "MetricStore HTTP API details"). All samples of a request become
/// one log group: they are stored together, or none of them is.
/// </summary>
internal sealed class RemoteWriteOperation(GroupIntake intake)
{
    public async ValueTask<SlsResult> WriteAsync(OperationContext context)
    {
        RemoteWriteHeaders.Check(context.Request.Headers);
        (LogstoreRecord store, List<ShardRecord> shards) = MetricStore(context);
        byte[] message = SnappyBlock.Decode(context.Request.Body.Span);
        ReadOnlyMemory<byte> group = WriteRequestReader.Read(message, context.NowSeconds);
        // Prometheus sends requests of nothing but metadata as well
        if (!group.IsEmpty)
        {
            await intake.StoreAsync(context, store, intake.PickNext(store, shards), group, null).ConfigureAwait(false);
        }
        return PrometheusAnswers.Success(context.Request.RequestId);
    }

    private static (LogstoreRecord Store, List<ShardRecord> Shards) MetricStore(OperationContext context)
    {
        string name = context.Route["metricstore"];
        return context.Services.Database.Read(session =>
        {
            LogstoreRecord store = LogstoreRepository.Find(session, context.ProjectId, name) ?? throw SlsErrors.LogStoreNotExist(name).ToException();
            return MetricStoreOperations.IsMetrics(store)
                ? (LogstoreOperations.Known(context.Services, store), LogstoreRepository.Shards(session, store.Id))
                : throw SlsErrors.ParameterInvalid($"logstore {name} is no metric store: name one, or create it with telemetryType Metrics").ToException();
        });
    }
}
