using System.Management.Automation;
using AliLogOps.Errors;
using AliLogOps.Setup;
using AliLogOps.Setup.Plan;

namespace AliLogOps.Commands;

/// <summary>
/// Set-AliLogSetup: brings the service to the setups, all environments side by side, in an order in which nothing points to what is not
/// there yet. Sends only where something differs; run again after an abort it goes on.
/// </summary>
[Cmdlet(VerbsCommon.Set, "AliLogSetup", SupportsShouldProcess = true)]
[OutputType(typeof(SetupChange), typeof(LogSetup))]
public sealed class SetAliLogSetupCommand : SetupCommand
{
    private bool _yesToAll;
    private bool _noToAll;

    [Parameter]
    public SwitchParameter Prune { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var plans = MakePlans(Prune ? PlanScope.Prune : PlanScope.Declared);
        var rehearsed = false;
        var chosen = new List<SetupStep>();
        foreach (var step in plans.SelectMany(plan => plan.Steps).DistinctBy(step => step.Key))
        {
            if (step.Change == ResourceChange.Unchanged || step.Obstacle is not null || IsConfirmed(step, ref rehearsed))
            {
                chosen.Add(step);
            }
        }

        if (rehearsed)
        {
            Write(chosen.Select(step => new StepResult(step, StepOutcome.Done, null, null)));
        }
        else
        {
            // steps that were not agreed to take with them what would need them
            var results = Wait(token => SetupExecutor.RunAsync(chosen.Where(step => NeedsAreChosen(step, plans, chosen)), TimeProvider.System, token));
            Write(results);
        }

        base.EndProcessing();
    }

    private bool IsConfirmed(SetupStep step, ref bool rehearsed)
    {
        var go = Ask(step.Target, step.Action, out var rehearsal);
        rehearsed |= rehearsal;
        if (!go || step.Change != ResourceChange.Removed || Force)
        {
            return go || rehearsal;
        }

        return ShouldContinue($"{step.Action} {step.Target}?", "Prune", ref _yesToAll, ref _noToAll);
    }

    private static bool NeedsAreChosen(SetupStep step, IReadOnlyList<SetupPlan> plans, List<SetupStep> chosen) =>
        step.Needs.All(need => plans.SelectMany(plan => plan.Steps).FirstOrDefault(other => other.Key == need) is not { } needed || chosen.Contains(needed));

    private void Write(IEnumerable<StepResult> results)
    {
        var failed = new HashSet<LogSetup>();
        foreach (var result in results)
        {
            var step = result.Step;
            if (result.Outcome == StepOutcome.Done)
            {
                if (!PassThru && (step.IsDeclared || step.Change == ResourceChange.Removed))
                {
                    WriteObject(ToChange(step));
                }

                continue;
            }

            failed.Add(step.Setup);
            if (result.Outcome == StepOutcome.Skipped)
            {
                WriteWarning($"{step.Action} {step.Target} was not tried, because {result.FailedNeed!.Target} failed. Run the command again when that is mended.");
            }
            else
            {
                WriteError(result.Problem is { } problem ? ErrorRecords.FromService(problem, step.Target) : ErrorRecords.CannotConverge(step.Obstacle!, step.Target));
            }
        }

        if (PassThru)
        {
            WriteObject(Setups.Where(setup => !failed.Contains(setup)), enumerateCollection: true);
        }
    }

    private static SetupChange ToChange(SetupStep step) => new()
    {
        EnvironmentName = step.Setup.EnvironmentName,
        ProjectName = step.Setup.ProjectName,
        Kind = step.Kind,
        ResourceName = step.ResourceName,
        Change = step.Change,
        Differences = step.Differences,
    };
}
