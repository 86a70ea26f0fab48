namespace AliLogOps.Setup.Reports;

/// <summary>The results of a verification, grouped for reports.</summary>
public sealed class VerificationReport
{
    /// <summary>A report of <paramref name="checks"/>, in their order.</summary>
    /// <param name="checks">The results, of one environment or several.</param>
    /// <param name="title">What was verified.</param>
    /// <param name="time">When the report is made.</param>
    public VerificationReport(IEnumerable<CheckResult> checks, string title, DateTimeOffset time)
    {
        Title = title;
        Time = time;
        Checks = [.. checks];
        Environments = [.. Checks.GroupBy(check => check.Environment, StringComparer.Ordinal).Select(group => new EnvironmentResult(group.Key, [.. group]))];
    }

    /// <summary>What was verified.</summary>
    public string Title { get; }

    /// <summary>When the report was made.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>All results, in the order they came.</summary>
    public IReadOnlyList<CheckResult> Checks { get; }

    /// <summary>The results of each environment, in the order the environments came.</summary>
    public IReadOnlyList<EnvironmentResult> Environments { get; }

    /// <summary>How many checks have this verdict.</summary>
    public int Count(CheckStatus status) => Checks.Count(check => check.Status == status);

    /// <summary>The checks that failed by themselves.</summary>
    public IReadOnlyList<CheckResult> Faults => [.. Failed.Where(check => !IsConsequence(check))];

    /// <summary>The checks that failed because another did.</summary>
    public IReadOnlyList<CheckResult> Consequences => [.. Failed.Where(IsConsequence)];

    /// <summary>Whether nothing failed, and anything was looked at.</summary>
    public bool Passed => Checks.Any(check => check.Status != CheckStatus.Skipped) && Count(CheckStatus.Fail) == 0;

    /// <summary>The verdict in one sentence, for the head of a report and for people in a hurry.</summary>
    public string Verdict
    {
        get
        {
            int looked = Checks.Count - Count(CheckStatus.Skipped);
            if (looked == 0)
            {
                return "Nothing was checked.";
            }

            if (Passed)
            {
                return $"Log collection works: {looked} of {looked} checks passed.";
            }

            int faults = Faults.Count;
            int consequences = Consequences.Count;
            string first = $"«{Faults[0].Check}» does not hold";
            string after = consequences == 0 ? string.Empty : $", and {consequences} more check{(consequences == 1 ? " fails" : "s fail")} for that reason";
            return faults == 1
                ? $"Log collection has a fault: {first}{after}."
                : $"Log collection has {faults} faults; the first: {first}.";
        }
    }

    private IEnumerable<CheckResult> Failed => Checks.Where(check => check.Status == CheckStatus.Fail);

    // only where the cause is in the report as well: a report of some checks must not name nothing as the fault
    private bool IsConsequence(CheckResult check) =>
        check.FollowsFrom.Length > 0 && Failed.Any(other => other.Id == check.FollowsFrom && other.Environment == check.Environment && other.FollowsFrom.Length == 0);
}

/// <summary>The results of one environment.</summary>
/// <param name="Environment">Its name; empty where there is only one.</param>
/// <param name="Checks">Its results.</param>
public sealed record EnvironmentResult(string Environment, IReadOnlyList<CheckResult> Checks)
{
    /// <summary>How long its checks took together.</summary>
    public TimeSpan Duration => Checks.Aggregate(TimeSpan.Zero, (sum, check) => sum + check.Duration);

    /// <summary>How many of its checks have this verdict.</summary>
    public int Count(CheckStatus status) => Checks.Count(check => check.Status == status);
}
