namespace AliLogOps.Client;

/// <summary>The parts of a failure that differ from case to case.</summary>
internal sealed record FailureDetails
{
    public int? HttpStatus { get; init; }

    public string? RequestId { get; init; }

    public string? ServiceMessage { get; init; }

    public bool IsTransient { get; init; }

    public bool IsOutcomeUnknown { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public TimeSpan? ClockOffset { get; init; }

    public SignedText? SignedText { get; init; }

    public Exception? InnerException { get; init; }
}
