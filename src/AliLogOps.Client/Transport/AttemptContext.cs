namespace AliLogOps.Client;

/// <summary>What one attempt is told by the pipeline.</summary>
internal readonly record struct AttemptContext(int Attempt, DateTimeOffset FirstAttemptTime, bool AfterUnknownOutcome, TimeSpan Timeout);
