using System.Management.Automation;
using AliLogOps.Errors;
using AliLogOps.Setup;

namespace AliLogOps.Commands;

/// <summary>Base of the cmdlets that create, converge and remove: asks once per target, sends, and reports what became of it.</summary>
public abstract class WritingCommand : AliLogCommand
{
    private const string ConfirmCaption = "Confirm";

    /// <summary>Creates one thing and writes it as the service then has it; under -WhatIf writes what it would be.</summary>
    private protected void Create<T>(string kind, T predicted, Func<CancellationToken, Task> create, Func<CancellationToken, Task<T>> read)
        where T : class
    {
        var target = predicted.ToString()!;
        if (!Ask(target, "Create " + kind, out var rehearsal))
        {
            if (rehearsal)
            {
                WriteObject(predicted);
            }

            return;
        }

        WriteItem(target, async token =>
        {
            await create(token).ConfigureAwait(false);
            return await Existing.OrSentAsync(read(token), predicted).ConfigureAwait(false);
        });
    }

    /// <summary>
    /// Brings one thing to its desired state and writes it with what was done. The plan is made by reading only, so under -WhatIf and
    /// in the confirmation the members that would change are named.
    /// </summary>
    private protected void Converge<T>(string target, Func<CancellationToken, Task<ConvergePlan<T>>> makePlan)
        where T : class
    {
        if (!TryWait(target, makePlan, out var plan))
        {
            return;
        }

        if (plan.Obstacle is { } obstacle)
        {
            WriteError(ErrorRecords.CannotConverge(obstacle, target));
            return;
        }

        if (plan.Change == ResourceChange.Unchanged)
        {
            WriteObject(ChangeOutput.Add(plan.Actual!, plan.Change));
            return;
        }

        if (!Ask(target, plan.Action, out var rehearsal))
        {
            if (rehearsal)
            {
                WriteObject(ChangeOutput.Add(plan.Desired, plan.Change));
            }

            return;
        }

        if (TryWait(target, plan.ApplyAsync, out var result))
        {
            WriteObject(ChangeOutput.Add(result, plan.Change));
        }
    }

    /// <summary>Removes one thing.</summary>
    private protected void Remove(string target, string kind, Func<CancellationToken, Task> remove)
    {
        if (Ask(target, "Remove " + kind, out _))
        {
            TryWait(target, remove);
        }
    }

    /// <summary>Whether to go on with the write. <paramref name="rehearsal"/> tells -WhatIf from a "no".</summary>
    private protected bool Ask(string target, string action, out bool rehearsal)
    {
        var description = $"Performing the operation \"{action}\" on target \"{target}\".";
        var go = ShouldProcess(description, $"Are you sure you want to perform this action?\n{description}", ConfirmCaption, out var reason);
        rehearsal = !go && reason == ShouldProcessReason.WhatIf;
        return go;
    }

    /// <summary>The value of a switch, or null when the caller did not give it.</summary>
    private protected bool? IfBound(string name, SwitchParameter value) => IsBound(name) ? value.IsPresent : null;

    /// <summary>A value, or null when the caller did not give it.</summary>
    private protected T? IfBound<T>(string name, T value)
        where T : struct
        => IsBound(name) ? value : null;

    /// <summary>Whether the caller gave the parameter, by name or by pipeline.</summary>
    private protected bool IsBound(string name) => MyInvocation.BoundParameters.ContainsKey(name);
}
