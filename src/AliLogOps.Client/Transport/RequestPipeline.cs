namespace AliLogOps.Client;

/// <summary>
/// The one way a request goes out: attempts, waits, deadline, clock. What one attempt does is in <see cref="RequestSender"/>.
/// Every operation may be repeated: reads and replacements by nature, creations and removals because their callers know how to
/// judge the answer to a repeat, log data because it is written at least once.
/// </summary>
internal sealed class RequestPipeline
{
    private readonly PipelineSettings _settings;
    private readonly RequestSender _sender;

    public RequestPipeline(PipelineSettings settings)
    {
        settings.Retry.Check();
        if (settings.RequestTimeout <= TimeSpan.Zero || settings.RequestTimeout.TotalMilliseconds > int.MaxValue)
        {
            throw new ArgumentException($"The request timeout {settings.RequestTimeout} is not usable; give a time above zero, such as 60 seconds.", nameof(settings));
        }

        _settings = settings;
        Clock = new ClockGuard();
        _sender = new RequestSender(settings, Clock);
    }

    /// <summary>What is known of the service's clock.</summary>
    public ClockGuard Clock { get; }

    /// <summary>Sends a request until it succeeds or no further attempt is allowed.</summary>
    /// <exception cref="LogServiceException">The last failure.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<ServiceResponse> SendAsync(ServiceRequest request, CancellationToken cancellationToken)
    {
        RetryPolicy retry = _settings.Retry;
        TimeProvider time = _settings.TimeProvider;
        long start = time.GetTimestamp();
        DateTimeOffset firstAttemptTime = time.GetUtcNow();
        bool unknownOutcome = false;
        bool signedAgain = false;
        bool renewed = false;
        int faults = 0;
        for (int attempt = 1; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TimeSpan remaining = retry.TotalDeadline - time.GetElapsedTime(start);
            AttemptResult result = await _sender.SendOnceAsync(
                request,
                new AttemptContext(attempt, firstAttemptTime, unknownOutcome, remaining < _settings.RequestTimeout ? remaining : _settings.RequestTimeout),
                cancellationToken).ConfigureAwait(false);
            if (result.Response is { } response)
            {
                Trace(result, null);
                return response;
            }

            LogServiceException failure = result.Failure!;
            TimeSpan? delay = null;
            if (failure.Kind == ErrorKind.ClockSkew && !signedAgain && result.LearntClock)
            {
                signedAgain = true;
                Clock.Activate();
                delay = TimeSpan.Zero;
            }
            else if (!renewed && ErrorCodes.IsExpiredToken(failure) && _settings.Credentials is RenewingCredentialProvider renewing && result.Credential is { } refused)
            {
                // another clock, or a key withdrawn early: a fresh one is worth one more attempt
                renewed = true;
                renewing.Discard(refused);
                delay = TimeSpan.Zero;
            }
            else if (failure.IsTransient && ++faults < retry.MaxAttempts)
            {
                delay = NextDelay(failure, faults + 1, retry.TotalDeadline - time.GetElapsedTime(start));
            }

            Trace(result, delay);
            if (delay is null)
            {
                throw failure;
            }

            unknownOutcome |= failure.IsOutcomeUnknown;
            if (delay > TimeSpan.Zero)
            {
                await Task.Delay(delay.Value, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // no wait that the deadline would not outlast: the failure is reported now instead of after idle time
    private TimeSpan? NextDelay(LogServiceException failure, int nextAttempt, TimeSpan remaining)
    {
        TimeSpan delay = _settings.Retry.DelayBefore(nextAttempt, failure.Kind == ErrorKind.Throttled, _settings.Jitter());
        if (failure.RetryAfter is { } asked && asked > delay)
        {
            delay = asked;
        }

        return delay < remaining ? delay : null;
    }

    private void Trace(AttemptResult result, TimeSpan? delay)
    {
        if (_settings.OnRequest is { } onRequest)
        {
            onRequest(result.Trace with { RetryDelay = delay });
        }
    }
}
