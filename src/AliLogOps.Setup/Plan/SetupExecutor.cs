using AliLogOps.Client;

namespace AliLogOps.Setup.Plan;

/// <summary>
/// Does the steps of plans, each as soon as those it needs are done, several at a time. What the service had done before an abort is
/// there when the next plan is made, so a run can be ended anywhere and started again.
/// </summary>
public sealed class SetupExecutor
{
    private const int Parallel = 8;

    // holds no handle of the system as long as nobody asks for one, so there is nothing to dispose of
    private readonly SemaphoreSlim _gate = new(Parallel);
    private readonly TimeProvider _time;
    private readonly Dictionary<string, SetupStep> _steps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task<StepResult>> _results = new(StringComparer.Ordinal);

    private SetupExecutor(TimeProvider time)
    {
        _time = time;
    }

    /// <summary>Does the steps and tells how each ended, in their order. Steps without a change are not sent.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled; what was sent before stays.</exception>
    public static async Task<IReadOnlyList<StepResult>> RunAsync(IEnumerable<SetupStep> steps, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var executor = new SetupExecutor(time);
        // what is named twice is done once
        var all = steps.DistinctBy(step => step.Key).ToArray();
        foreach (var step in all)
        {
            executor._steps.Add(step.Key, step);
        }

        return await Task.WhenAll(all.Select(step => executor.Start(step, cancellationToken))).ConfigureAwait(false);
    }

    private Task<StepResult> Start(SetupStep step, CancellationToken cancellationToken)
    {
        if (!_results.TryGetValue(step.Key, out var result))
        {
            // needs are started first; a step never needs itself, for parents come before children
            var needs = step.Needs.Where(_steps.ContainsKey).Select(key => Start(_steps[key], cancellationToken)).ToArray();
            result = RunAsync(step, needs, cancellationToken);
            _results[step.Key] = result;
        }

        return result;
    }

    private async Task<StepResult> RunAsync(SetupStep step, Task<StepResult>[] needs, CancellationToken cancellationToken)
    {
        var done = await Task.WhenAll(needs).ConfigureAwait(false);
        if (step.Change == ResourceChange.Unchanged)
        {
            return new StepResult(step, StepOutcome.Done, null, null);
        }

        if (done.FirstOrDefault(need => need.Outcome != StepOutcome.Done) is { } failed)
        {
            return new StepResult(step, StepOutcome.Skipped, null, failed.FailedNeed ?? failed.Step);
        }

        if (step.Obstacle is not null)
        {
            return new StepResult(step, StepOutcome.Failed, null, null);
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await EventualConsistency.RetryAsync(step.ApplyAsync, missing => done.Any(need => IsNew(need.Step, missing)), _time, cancellationToken).ConfigureAwait(false);
            return new StepResult(step, StepOutcome.Done, null, null);
        }
        catch (LogServiceException problem)
        {
            return new StepResult(step, StepOutcome.Failed, problem, null);
        }
        finally
        {
            _gate.Release();
        }
    }

    private static bool IsNew(SetupStep step, MissingResource missing) => step.Change == ResourceChange.Created && missing == step.Kind switch
    {
        SetupResourceKind.Project => MissingResource.Project,
        SetupResourceKind.Logstore => MissingResource.Logstore,
        SetupResourceKind.MachineGroup => MissingResource.MachineGroup,
        SetupResourceKind.LogtailConfig => MissingResource.LogtailConfig,
        _ => MissingResource.None,
    };
}

/// <summary>How a step ended.</summary>
/// <param name="Step">The step.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Problem">Why it failed; null for an obstacle known before, and for what did not fail.</param>
/// <param name="FailedNeed">For a step that was not tried: the one that failed before it.</param>
public sealed record StepResult(SetupStep Step, StepOutcome Outcome, LogServiceException? Problem, SetupStep? FailedNeed);

/// <summary>What became of a step.</summary>
public enum StepOutcome
{
    /// <summary>The resource is as desired.</summary>
    Done,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It was not tried, because something it needs failed.</summary>
    Skipped,
}
