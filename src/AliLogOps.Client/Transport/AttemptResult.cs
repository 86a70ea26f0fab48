namespace AliLogOps.Client;

/// <summary>What one attempt gave: a response or a failure.</summary>
/// <param name="Response">The answer after success.</param>
/// <param name="Failure">The reason after failure.</param>
/// <param name="LearntClock">Whether the answer told the service's time.</param>
/// <param name="Trace">What is told to whoever listens.</param>
internal readonly record struct AttemptResult(ServiceResponse? Response, LogServiceException? Failure, bool LearntClock, RequestTrace Trace)
{
    /// <summary>The key the attempt was signed with; only after failure.</summary>
    public AccessKeyCredential? Credential { get; init; }
}
