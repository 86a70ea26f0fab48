namespace AliLogOps.Emulator.Agents.Sending;

/// <summary>When a batch is sent and how a failed send goes on (Logtail collection process; Log Service limits).</summary>
internal sealed record BatchRules
{
    /// <summary>How long the first log of a batch waits for company. The real agent waits 3 s.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Logs in a batch, at most.</summary>
    public int MaxCount { get; init; } = 4096;

    /// <summary>Bytes in a batch, at most; a single larger log makes a batch of its own.</summary>
    public int MaxSize { get; init; } = 512 * 1024;

    /// <summary>The pause before a send is tried again.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>A group that could not be sent for so long is dropped.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromHours(6);

    /// <summary>The tags of each group.</summary>
    public IReadOnlyList<KeyValuePair<byte[], byte[]>> Tags { get; init; } = [];
}
