namespace AliLogOps.Client;

/// <summary>What a live tail has to tell: logs, or something about following them.</summary>
public sealed record LogTailEvent
{
    /// <summary>What it is.</summary>
    public required LogTailEventKind Kind { get; init; }

    /// <summary>Project that holds the logstore.</summary>
    public required string ProjectName { get; init; }

    /// <summary>The logstore.</summary>
    public required string LogstoreName { get; init; }

    /// <summary>The shard; -1 when it concerns the whole logstore.</summary>
    public int ShardId { get; init; } = -1;

    /// <summary>New logs, in the order they arrived; only with <see cref="LogTailEventKind.Logs"/>.</summary>
    public IReadOnlyList<LogGroup> Groups { get; init; } = [];

    /// <summary>How far reading is behind the service; null when it is not known for this event.</summary>
    public TimeSpan? Lag { get; init; }

    /// <summary>The failure behind an interruption or an end.</summary>
    public LogServiceException? Failure { get; init; }

    /// <summary>Kind and place.</summary>
    public override string ToString() => $"{Kind} {ProjectName}/{LogstoreName}/{ShardId}";
}

/// <summary>Kinds of <see cref="LogTailEvent"/>.</summary>
public enum LogTailEventKind
{
    /// <summary>New logs.</summary>
    Logs,

    /// <summary>A shard has no news: reading has caught up.</summary>
    CaughtUp,

    /// <summary>The service cannot be reached; reading will go on from the same place.</summary>
    Interrupted,

    /// <summary>Reading goes on from where it was interrupted.</summary>
    Resumed,

    /// <summary>The place where reading was is no longer kept: logs in between are lost to this tail.</summary>
    Gap,

    /// <summary>A shard that a split or a merge made is followed from its begin.</summary>
    ShardAdded,

    /// <summary>A logstore or a shard cannot be followed any more.</summary>
    Failed,
}
