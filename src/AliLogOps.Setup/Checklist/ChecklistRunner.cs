using AliLogOps.Client;
using AliLogOps.Setup.Plan;

namespace AliLogOps.Setup.Checklist;

/// <summary>Runs the checklist on a setup: in order, each check once what it needs holds, and again while it may still come true.</summary>
public sealed class ChecklistRunner
{
    private readonly LogSetup _setup;
    private readonly SetupServices _services;
    private readonly ChecklistOptions _options;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, CheckResult> _results = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimeSpan> _limits = new(StringComparer.Ordinal);

    private ChecklistRunner(LogSetup setup, SetupServices services, ChecklistOptions options, TimeProvider time)
    {
        _setup = setup;
        _services = services;
        _options = options;
        _time = time;
    }

    /// <summary>Ids of all checks, in their order.</summary>
    public static IReadOnlyList<string> Ids { get; } = [.. SetupChecks.All.Select(check => check.Id)];

    /// <summary>Runs the checks and gives their results in order. A check never throws: what cannot be read is its evidence.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static async Task<IReadOnlyList<CheckResult>> RunAsync(LogSetup setup, SetupServices services, ChecklistOptions options, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        var runner = new ChecklistRunner(setup, services, options, time);
        await runner.RunAsync(cancellationToken).ConfigureAwait(false);
        return [.. SetupChecks.All.Where(check => runner._results.ContainsKey(check.Id)).Select(check => runner._results[check.Id])];
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        await LookAsync(SetupChecks.All.Where(check => _options.Wanted(check.Id)), cancellationToken).ConfigureAwait(false);
        while (_time.GetElapsedTime(start) < _options.Timeout)
        {
            var open = SetupChecks.All.Where(check => IsOpen(check, _time.GetElapsedTime(start))).ToArray();
            if (open.Length == 0)
            {
                return;
            }

            await Task.Delay(_options.PollInterval, _time, cancellationToken).ConfigureAwait(false);
            var again = open.Select(check => check.Id).ToHashSet(StringComparer.Ordinal);
            // what was skipped because of them is looked at as well
            foreach (var check in SetupChecks.All.Where(check => check.After.Any(again.Contains) && _results.GetValueOrDefault(check.Id)?.Status == CheckStatus.Skipped))
            {
                again.Add(check.Id);
            }

            await LookAsync(SetupChecks.All.Where(check => again.Contains(check.Id)), cancellationToken).ConfigureAwait(false);
        }
    }

    private bool IsOpen(SetupCheck check, TimeSpan elapsed) =>
        check.NeedsTime && _options.WaitedFor(check.Id) && _results.GetValueOrDefault(check.Id)?.Status == CheckStatus.Fail
        && (!_limits.TryGetValue(check.Id, out var limit) || elapsed < limit);

    private async Task LookAsync(IEnumerable<SetupCheck> checks, CancellationToken cancellationToken)
    {
        // a round has its own readings: what was read before is what is to be looked at again
        var context = new CheckContext(_setup, _services, _options, _time);
        foreach (var check in checks)
        {
            _results[check.Id] = await LookAsync(check, context, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<CheckResult> LookAsync(SetupCheck check, CheckContext context, CancellationToken cancellationToken)
    {
        var begin = _time.GetUtcNow();
        var start = _time.GetTimestamp();
        var finding = await FindAsync(check, context, cancellationToken).ConfigureAwait(false);
        if (finding.Within is { } within)
        {
            _limits[check.Id] = within;
        }

        var mended = finding.Status is CheckStatus.Pass or CheckStatus.Skipped;
        var root = mended ? null : Explanation(check);
        var remedy = finding.Remedy ?? check.Remedy;
        return new CheckResult
        {
            Id = check.Id,
            Environment = _setup.EnvironmentName,
            Check = check.Title,
            Status = finding.Status,
            Evidence = finding.Evidence,
            Cause = mended ? string.Empty : root is null ? finding.Cause ?? check.Cause : $"This follows from «{root.Check}».",
            Remedy = mended ? string.Empty : root is null ? remedy : $"Mend «{root.Check}» first, and run this check again. If it then still fails: {remedy}",
            FollowsFrom = root?.Id ?? string.Empty,
            StartTime = begin,
            Duration = _time.GetElapsedTime(start),
            Data = finding.Data,
        };
    }

    private async Task<CheckFinding> FindAsync(SetupCheck check, CheckContext context, CancellationToken cancellationToken)
    {
        if (Blocker(check) is { } blocker)
        {
            return CheckFinding.Skip($"Not looked at: «{blocker.Check}» does not hold.");
        }

        try
        {
            return await check.Look(context, cancellationToken).ConfigureAwait(false);
        }
        catch (LogServiceException problem)
        {
            return ServiceProblem.Describe(problem);
        }
        catch (Exception problem) when (problem is ArgumentException or IOException or UnauthorizedAccessException)
        {
            return CheckFinding.Fail(problem.Message);
        }
    }

    // the first failed check that explains this one's failure
    private CheckResult? Explanation(SetupCheck check) => SetupChecks.All
        .Where(other => check.FollowsFrom.Any(pattern => pattern.EndsWith('*') ? other.Id.StartsWith(pattern[..^1], StringComparison.Ordinal) : other.Id == pattern))
        .Select(other => _results.GetValueOrDefault(other.Id))
        .FirstOrDefault(result => result?.Status == CheckStatus.Fail);

    // a failed check that this one needs, or that one it needs was skipped for
    private CheckResult? Blocker(SetupCheck check)
    {
        foreach (var id in check.After)
        {
            if (_results.GetValueOrDefault(id) is not { } result)
            {
                continue;
            }

            if (result.Status == CheckStatus.Fail)
            {
                return result;
            }

            if (result.Status == CheckStatus.Skipped && SetupChecks.All.FirstOrDefault(other => other.Id == id) is { } needed && Blocker(needed) is { } behind)
            {
                return behind;
            }
        }

        return null;
    }
}
