namespace AliLogOps.Setup.Checklist;

/// <summary>One thing that must be true of a setup. Checks are data: the list holds them, one runner runs them.</summary>
/// <param name="Id">Stable id.</param>
/// <param name="Title">What must be true.</param>
/// <param name="Cause">Why it matters, or how it comes about.</param>
/// <param name="Remedy">What to do when it does not hold.</param>
/// <param name="Look">Looks at the service.</param>
internal sealed record SetupCheck(string Id, string Title, string Cause, string Remedy, Func<CheckContext, CancellationToken, Task<CheckFinding>> Look)
{
    /// <summary>Ids of checks without which this one cannot be looked at: it is skipped when one of them failed.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>Ids of checks whose failure explains this one's, as patterns with <c>*</c> at the end.</summary>
    public IReadOnlyList<string> FollowsFrom { get; init; } = [];

    /// <summary>Whether it can come true by itself within minutes, so that waiting makes sense.</summary>
    public bool NeedsTime { get; init; }
}

/// <summary>What a look found.</summary>
internal sealed record CheckFinding(CheckStatus Status, string Evidence)
{
    /// <summary>A cause closer to what was found than the check's own.</summary>
    public string? Cause { get; init; }

    /// <summary>A remedy closer to what was found than the check's own.</summary>
    public string? Remedy { get; init; }

    /// <summary>The figures behind the evidence.</summary>
    public CheckData? Data { get; init; }

    /// <summary>How long a run that waits may wait for it; null for as long as the run does.</summary>
    public TimeSpan? Within { get; init; }

    public static CheckFinding Pass(string evidence) => new(CheckStatus.Pass, evidence);

    public static CheckFinding Warn(string evidence) => new(CheckStatus.Warning, evidence);

    public static CheckFinding Fail(string evidence) => new(CheckStatus.Fail, evidence);

    public static CheckFinding Skip(string evidence) => new(CheckStatus.Skipped, evidence);

    /// <summary>A pass with the good things found, a failure with the bad ones alone, or a skip when nothing was there to look at.</summary>
    /// <param name="bad">What is not as it should be.</param>
    /// <param name="good">What is.</param>
    /// <param name="nothing">Why there was neither.</param>
    public static CheckFinding Judge(IReadOnlyList<string> bad, IReadOnlyList<string> good, string nothing) =>
        bad.Count > 0 ? Fail(string.Join("; ", bad)) : good.Count > 0 ? Pass(string.Join("; ", good)) : Skip(nothing);
}
