using AliLogOps.Client;
using AliLogOps.Commands;

namespace AliLogOps.Logs;

/// <summary>
/// Sends several batches at once while the next is being filled, and counts what happened. The first travels alone: what is wrong
/// with the target shows before more is on its way.
/// </summary>
internal sealed class LogSender(LogServiceClient service, string projectName, string logstoreName, string? hashKey, int sideBySide)
{
    private readonly Queue<(LogBatch Batch, Task Sent)> _onTheirWay = new();
    private readonly List<UnsentLog> _unsent = [];
    private long _sent;
    private long _bytes;
    private int _batches;
    private int _retries;

    /// <summary>Whether a batch must settle before the next may start.</summary>
    public bool IsFull => _onTheirWay.Count >= (_batches == 0 ? 1 : sideBySide);

    /// <summary>Whether batches are on their way.</summary>
    public bool IsBusy => _onTheirWay.Count > 0;

    /// <summary>Starts sending; only when it is not full.</summary>
    public void Start(LogBatch batch, CancellationToken cancellationToken)
    {
        using var scope = RequestTraceSink.Also(CountRetry);

        // encoding and compressing too go on beside the pipeline
        _onTheirWay.Enqueue((batch, Task.Run(() => service.PutLogsAsync(projectName, logstoreName, batch.Group, hashKey, cancellationToken), cancellationToken)));
    }

    /// <summary>Waits for the batch that has been on its way longest; null unless it failed.</summary>
    public async Task<SendFailure?> SettleAsync()
    {
        if (!_onTheirWay.TryDequeue(out var first))
        {
            return null;
        }

        try
        {
            await first.Sent.ConfigureAwait(false);
            _sent += first.Batch.Group.Logs.Count;
            _bytes += first.Batch.Bytes;
            _batches++;
            return null;
        }
        catch (LogServiceException problem)
        {
            return new SendFailure(problem, first.Batch);
        }
    }

    /// <summary>Keeps a log that cannot be sent, to be given back.</summary>
    public void Keep(object? input, string errorId, string reason) => _unsent.Add(new UnsentLog { InputObject = input, ErrorId = errorId, Reason = reason });

    /// <summary>Keeps the logs of a batch that cannot be sent.</summary>
    public void Keep(LogBatch batch, string errorId, string reason)
    {
        foreach (var input in batch.Inputs)
        {
            Keep(input, errorId, reason);
        }
    }

    public LogSendSummary Summarize() => new()
    {
        ProjectName = projectName,
        LogstoreName = logstoreName,
        Sent = _sent,
        Failed = _unsent.Count,
        Batches = _batches,
        Bytes = _bytes,
        Retries = Volatile.Read(ref _retries),
        Unsent = _unsent,
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
internal sealed record SendFailure(LogServiceException Problem, LogBatch Batch)
{
    /// <summary>Whether the next batch would fail for the same reason.</summary>
    public bool IsHopeless => Problem.Kind is ErrorKind.NotFound or ErrorKind.Unauthenticated or ErrorKind.PermissionDenied or ErrorKind.ClockSkew or ErrorKind.NotSupported or ErrorKind.LocalSetup;
}
