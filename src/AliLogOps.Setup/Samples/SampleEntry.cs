namespace AliLogOps;

/// <summary>What a Logtail config makes of one log of a sample.</summary>
public sealed record SampleEntry
{
    /// <summary>The number of its first line in the sample, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The log as it came; several lines where the config joins them.</summary>
    public required string Text { get; init; }

    /// <summary>Whether the config can parse it.</summary>
    public required bool Matched { get; init; }

    /// <summary>The fields, in the order of the config; empty when it does not match.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; init; } = [];

    /// <summary>The time read from the log; null when the config reads none, and the agent uses the time of collection.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Why it does not match, or what is odd about it; empty otherwise.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>For a pattern: the part of it that could not be matched; empty otherwise.</summary>
    public string FailedPart { get; init; } = string.Empty;

    /// <summary>Where in the text the match ended, counted in characters from 0; null when nothing can be said.</summary>
    public int? FailedAt { get; init; }

    /// <summary>The fields in one line, or the reason; for tables.</summary>
    public string Summary => Reason.Length > 0 ? Reason : string.Join(", ", Fields.Select(pair => $"{pair.Key}={pair.Value}"));

    /// <inheritdoc/>
    public override string ToString() => $"line {Line}: {(Matched ? "matched" : Reason)}";
}
