namespace AliLogOps.Client;

/// <summary>What a live tail follows, and for how long.</summary>
public sealed record LogTailOptions
{
    /// <summary>The logstores, as project and logstore.</summary>
    public required IReadOnlyList<(string ProjectName, string LogstoreName)> Logstores { get; init; }

    /// <summary>Where to begin, by time of arrival.</summary>
    public CursorPosition From { get; init; } = CursorPosition.End;

    /// <summary>When to end; what arrived until then is still given. Null follows for ever.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Wait before a shard without news is asked again.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often to look for shards that a split or a merge made.</summary>
    public TimeSpan ShardRefresh { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Clock of waits and of the end.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The logstores.</summary>
    public override string ToString() => string.Join(", ", Logstores.Select(store => $"{store.ProjectName}/{store.LogstoreName}"));
}
