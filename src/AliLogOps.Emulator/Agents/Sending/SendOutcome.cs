namespace AliLogOps.Emulator.Agents.Sending;

/// <summary>What became of one send.</summary>
internal readonly record struct SendOutcome
{
    private SendOutcome(SendVerdict verdict, string reason)
    {
        Verdict = verdict;
        Reason = reason;
    }

    /// <summary>What to do with the group.</summary>
    public SendVerdict Verdict { get; }

    /// <summary>Status and code of the refusal, or the network fault; empty after success.</summary>
    public string Reason { get; }

    public static SendOutcome Sent { get; } = new(SendVerdict.Sent, string.Empty);

    public static SendOutcome Retry(string reason) => new(SendVerdict.Retry, reason);

    public static SendOutcome Reject(string reason) => new(SendVerdict.Reject, reason);
}

/// <summary>What to do with a group after a send.</summary>
internal enum SendVerdict
{
    /// <summary>The service has it.</summary>
    Sent,

    /// <summary>Send it again later.</summary>
    Retry,

    /// <summary>The service will never take it.</summary>
    Reject,
}
