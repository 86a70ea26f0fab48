namespace AliLogOps;

/// <summary>A log and its neighbours (Log Service API: GetContextLogs).</summary>
public sealed record LogContext
{
    /// <summary>The logs in order, each with its place: 0 is the log itself, negative before it.</summary>
    public IReadOnlyList<(int Index, LogRecord Log)> Logs { get; init; } = [];

    /// <summary>Whether the service looked at everything.</summary>
    public bool IsComplete { get; init; }

    /// <summary>The number of logs.</summary>
    public override string ToString() => $"{Logs.Count} logs, {(IsComplete ? "complete" : "incomplete")}";
}
