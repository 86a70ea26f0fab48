namespace AliLogOps;

/// <summary>A logstore (Log Service API: GetLogStore, CreateLogStore).</summary>
public sealed record Logstore
{
    /// <summary>Project that holds the logstore.</summary>
    public string ProjectName { get; init; } = string.Empty;

    /// <summary>Name: 3 to 63 characters of <c>[a-z0-9_-]</c>, alphanumeric at both ends.</summary>
    public string LogstoreName { get; init; } = string.Empty;

    /// <summary>Retention in days, 1 to 3650; 3650 means for ever.</summary>
    public int TtlDays { get; init; } = 30;

    /// <summary>Number of shards; set at creation, later changed by split and merge only.</summary>
    public int ShardCount { get; init; } = 2;

    /// <summary>Whether shards split by themselves when they are too small for the traffic.</summary>
    public bool AutoSplit { get; init; }

    /// <summary>Upper limit of the automatic split, 1 to 256; 0 when <see cref="AutoSplit"/> is off.</summary>
    public int MaxSplitShard { get; init; }

    /// <summary>Whether client address and receive time are added to each log as tags.</summary>
    public bool AppendMeta { get; init; }

    /// <summary>Whether anonymous web tracking may write.</summary>
    public bool EnableTracking { get; init; }

    /// <summary><c>standard</c> or <c>query</c> (no SQL); empty if the service did not say.</summary>
    public string Mode { get; init; } = string.Empty;

    /// <summary><c>None</c> for logs, <c>Metrics</c> for a metric store; empty if the service did not say.</summary>
    public string TelemetryType { get; init; } = string.Empty;

    /// <summary>Days in the hot storage tier; null if no tiering is set.</summary>
    public int? HotTtlDays { get; init; }

    /// <summary>When the logstore was created; null if the service did not say.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>When it was last changed; null if the service did not say.</summary>
    public DateTimeOffset? LastModifyTime { get; init; }

    /// <summary>Members this version does not know; sent back unchanged on update.</summary>
    internal ExtraMembers Extra { get; init; } = ExtraMembers.None;

    /// <summary><c>project/logstore</c>.</summary>
    public override string ToString() => $"{ProjectName}/{LogstoreName}";
}
