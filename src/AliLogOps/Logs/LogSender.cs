using AliLogOps.Client;
using AliLogOps.Commands;

namespace AliLogOps.Logs;

/// <summary>Sends one batch at a time while the next is being filled, and counts what happened.</summary>
internal sealed class LogSender(LogServiceClient service, string projectName, string logstoreName, string? hashKey)
{
    private Task? _onItsWay;
    private LogBatch? _batch;
    private long _sent;
    private long _failed;
    private long _bytes;
    private int _batches;
    private int _retries;

    /// <summary>Starts sending; the batch before must be settled.</summary>
    public void Start(LogBatch batch, CancellationToken cancellationToken)
    {
        _batch = batch;
        using var scope = RequestTraceSink.Also(CountRetry);
        // encoding and compressing too go on beside the pipeline
        _onItsWay = Task.Run(() => service.PutLogsAsync(projectName, logstoreName, batch.Group, hashKey, cancellationToken), cancellationToken);
    }

    /// <summary>Waits for the batch on its way, if there is one; null unless it failed.</summary>
    public async Task<SendFailure?> SettleAsync()
    {
        if (_onItsWay is not { } task || _batch is not { } batch)
        {
            return null;
        }

        _onItsWay = null;
        try
        {
            await task.ConfigureAwait(false);
            _sent += batch.Group.Logs.Count;
            _bytes += batch.Bytes;
            _batches++;
            return null;
        }
        catch (LogServiceException problem)
        {
            _failed += batch.Group.Logs.Count;
            return new SendFailure(problem, batch.Group.Logs.Count);
        }
    }

    public LogSendSummary Summarize(long refused) => new()
    {
        ProjectName = projectName,
        LogstoreName = logstoreName,
        Sent = _sent,
        Failed = _failed + refused,
        Batches = _batches,
        Bytes = _bytes,
        Retries = _retries,
    };

    private void CountRetry(RequestTrace trace)
    {
        if (trace.RetryDelay is not null)
        {
            Interlocked.Increment(ref _retries);
        }
    }
}

/// <summary>A batch the service did not take.</summary>
internal sealed record SendFailure(LogServiceException Problem, int Logs)
{
    /// <summary>Whether the next batch would fail for the same reason.</summary>
    public bool IsHopeless => Problem.Kind is ErrorKind.NotFound or ErrorKind.Unauthenticated or ErrorKind.PermissionDenied or ErrorKind.ClockSkew or ErrorKind.NotSupported or ErrorKind.LocalSetup;
}
