namespace AliLogOps.Client;

/// <summary>What error texts say about the attempt they belong to.</summary>
internal sealed record RequestFacts
{
    public required string Method { get; init; }

    public required string Host { get; init; }

    /// <summary>Path without query, or the RPC action.</summary>
    public required string Path { get; init; }

    public required int Attempt { get; init; }

    /// <summary>When the first attempt was sent, by this machine's clock.</summary>
    public required DateTimeOffset FirstAttemptTime { get; init; }

    /// <summary>Whether an earlier attempt may have taken effect.</summary>
    public required bool AfterUnknownOutcome { get; init; }

    /// <summary>The proxy it went through, as texts name it; null for none, and while nobody asks.</summary>
    public string? Proxy { get; init; }

    public AccessKeyCredential? Credential { get; init; }

    /// <summary>Signature of the attempt, to be masked.</summary>
    public string? Signature { get; init; }

    /// <summary>What was signed, made only when it is shown.</summary>
    public Func<SignedText>? Explain { get; init; }
}
