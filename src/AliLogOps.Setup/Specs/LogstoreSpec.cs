namespace AliLogOps.Setup;

/// <summary>What a logstore should be; members left null are left alone.</summary>
public sealed record LogstoreSpec
{
    /// <summary>The project it lies in.</summary>
    public required string ProjectName { get; init; }

    /// <summary>The logstore's name.</summary>
    public required string LogstoreName { get; init; }

    /// <summary>Days that logs are kept, 1 to 3650; 3650 keeps them for ever.</summary>
    public int? TtlDays { get; init; }

    /// <summary>
    /// Shards to create it with. For an existing logstore the least number it must have: automatic splitting may have made more,
    /// and shards are never merged behind a user's back.
    /// </summary>
    public int? ShardCount { get; init; }

    /// <summary>Whether the service splits busy shards by itself.</summary>
    public bool? AutoSplit { get; init; }

    /// <summary>Up to how many shards automatic splitting goes, 1 to 256.</summary>
    public int? MaxSplitShard { get; init; }

    /// <summary>Whether the client address and the time of arrival are added as tags.</summary>
    public bool? AppendMeta { get; init; }

    /// <summary>Whether web pages may write without a key.</summary>
    public bool? EnableTracking { get; init; }

    /// <summary><c>standard</c>, or <c>query</c> for a logstore without SQL.</summary>
    public string? Mode { get; init; }

    /// <summary><c>None</c> for logs, <c>Metrics</c> for a metric store; settled when it is created.</summary>
    public string? TelemetryType { get; init; }

    /// <summary>Days in the hot tier.</summary>
    public int? HotTtlDays { get; init; }
}
