namespace AliLogOps;

/// <summary>What a stand-in agent has counted since it was started.</summary>
public sealed record EmulatorAgentCounters
{
    /// <summary>Connections its listener has taken.</summary>
    public long Connections { get; init; }

    /// <summary>Connections open now.</summary>
    public long OpenConnections { get; init; }

    /// <summary>Lines received.</summary>
    public long Lines { get; init; }

    /// <summary>Lines that became logs.</summary>
    public long Accepted { get; init; }

    /// <summary>Logs sent to the service.</summary>
    public long Sent { get; init; }

    /// <summary>Logs that wait to be sent.</summary>
    public long Queued { get; init; }

    /// <summary>Sends that failed.</summary>
    public long SendFailures { get; init; }

    /// <summary>Lines dropped because no configuration has their tag, by tag.</summary>
    public IReadOnlyDictionary<string, long> DroppedUnknownTag { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Lines dropped because no format has their version, by version.</summary>
    public IReadOnlyDictionary<string, long> DroppedUnknownVersion { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Lines dropped because they have too few parts.</summary>
    public long DroppedTooFewTokens { get; init; }

    /// <summary>Lines dropped because their time is none.</summary>
    public long DroppedBadTime { get; init; }

    /// <summary>Lines dropped because they are older than the agent keeps.</summary>
    public long DroppedTooOld { get; init; }

    /// <summary>Logs the service refused for good, by its error code.</summary>
    public IReadOnlyDictionary<string, long> DroppedRejected { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Unfinished lines dropped when their connection ended.</summary>
    public long DroppedPartialLine { get; init; }

    /// <summary>Lines dropped because they are too long.</summary>
    public long DroppedTooLong { get; init; }

    /// <summary>Lines with bytes that are no UTF-8.</summary>
    public long InvalidUtf8 { get; init; }

    /// <summary>Times that two configurations with one tag were found.</summary>
    public long DuplicateTags { get; init; }

    /// <summary>All that was dropped.</summary>
    public long Dropped => DroppedUnknownTag.Values.Sum() + DroppedUnknownVersion.Values.Sum() + DroppedRejected.Values.Sum()
        + DroppedTooFewTokens + DroppedBadTime + DroppedTooOld + DroppedPartialLine + DroppedTooLong;

    /// <summary>Lines, accepted, dropped.</summary>
    public override string ToString() => $"{Lines} lines, {Accepted} accepted, {Dropped} dropped";
}
