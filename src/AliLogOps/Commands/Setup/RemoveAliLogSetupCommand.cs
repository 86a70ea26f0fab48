using System.Management.Automation;
using AliLogOps.Errors;
using AliLogOps.Setup.Plan;

namespace AliLogOps.Commands;

/// <summary>
/// Remove-AliLogSetup: removes what the setups name, in the reverse order of making it. The project goes too, unless it holds something
/// that the definition does not name.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "AliLogSetup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(SetupChange))]
public sealed class RemoveAliLogSetupCommand : SetupCommand
{
    [Parameter]
    public SwitchParameter IncludeRule { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var setup in Setups)
        {
            if (TryWait(setup.ProjectName, token => SetupRemoval.PlanAsync(Services, setup, IncludeRule, token), out var plan))
            {
                Remove(plan.Steps, plan.Kept);
            }
        }

        base.EndProcessing();
    }

    private void Remove(IReadOnlyList<SetupStep> steps, string? kept)
    {
        // one "no" keeps everything: half a setup is worth nothing
        if (steps.Any(step => !Ask(step.Target, step.Action, out var rehearsal) && !rehearsal) || IsWhatIf)
        {
            return;
        }

        foreach (var result in Wait(token => SetupExecutor.RunAsync(steps, TimeProvider.System, token)))
        {
            var step = result.Step;
            if (result.Outcome == StepOutcome.Done)
            {
                WriteObject(new SetupChange { EnvironmentName = step.Setup.EnvironmentName, ProjectName = step.Setup.ProjectName, Kind = step.Kind, ResourceName = step.ResourceName, Change = step.Change });
            }
            else if (result.Outcome == StepOutcome.Failed)
            {
                WriteError(result.Problem is { } problem ? ErrorRecords.FromService(problem, step.Target) : ErrorRecords.CannotConverge(step.Obstacle!, step.Target));
            }
            else
            {
                WriteWarning($"{step.Target} was kept, because {result.FailedNeed!.Target} could not be removed.");
            }
        }

        if (kept is not null)
        {
            WriteWarning(kept);
        }
    }
}
