namespace AliLogOps;

/// <summary>What one check of a verification found.</summary>
public sealed record CheckResult
{
    /// <summary>The check's stable id, e.g. <c>host.identifier</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The environment the check was made in, e.g. <c>dev</c>; empty where there is only one.</summary>
    public string Environment { get; init; } = string.Empty;

    /// <summary>What must be true, in one line.</summary>
    public required string Check { get; init; }

    /// <summary>Whether it is.</summary>
    public required CheckStatus Status { get; init; }

    /// <summary>What was looked at and found; for a person to judge the verdict by.</summary>
    public string Evidence { get; init; } = string.Empty;

    /// <summary>Why it matters or how it comes about; empty for a check that passed.</summary>
    public string Cause { get; init; } = string.Empty;

    /// <summary>What to do; empty for a check that passed.</summary>
    public string Remedy { get; init; } = string.Empty;

    /// <summary>When the check began.</summary>
    public DateTimeOffset StartTime { get; init; }

    /// <summary>How long the check took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The id of the check whose failure explains this one's; empty for a check that passed or failed by itself.</summary>
    public string FollowsFrom { get; init; } = string.Empty;

    /// <summary>What is otherwise than in the last run in which everything passed; empty when nothing is, or nothing is known of such a run.</summary>
    public string Since { get; init; } = string.Empty;

    /// <summary>The figures behind the evidence, for reports that draw them; null for most checks.</summary>
    public CheckData? Data { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Id}: {Status}";
}

/// <summary>The verdict of a check.</summary>
public enum CheckStatus
{
    /// <summary>It holds.</summary>
    Pass,

    /// <summary>It holds, but something about it will bite.</summary>
    Warning,

    /// <summary>It does not hold.</summary>
    Fail,

    /// <summary>It could not be looked at; the evidence says why.</summary>
    Skipped,
}
