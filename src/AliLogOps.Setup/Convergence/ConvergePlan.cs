using AliLogOps.Client;

namespace AliLogOps.Setup;

/// <summary>What it takes to bring one resource to its desired state, worked out by reading only.</summary>
/// <typeparam name="T">The resource as the client models it.</typeparam>
public sealed class ConvergePlan<T>
    where T : class
{
    private readonly Func<ConvergePlan<T>, CancellationToken, Task<T>> _apply;

    internal ConvergePlan(T desired, T? actual, IReadOnlyList<PropertyDifference> differences, Func<ConvergePlan<T>, CancellationToken, Task<T>> apply)
    {
        Desired = desired;
        Actual = actual;
        Differences = differences;
        _apply = apply;
        Change = actual is null ? ResourceChange.Created : differences.Count == 0 ? ResourceChange.Unchanged : ResourceChange.Updated;
    }

    /// <summary>What would change.</summary>
    public ResourceChange Change { get; }

    /// <summary>The members that differ; for a resource that does not exist, those that were asked for.</summary>
    public IReadOnlyList<PropertyDifference> Differences { get; }

    /// <summary>The whole object that would be sent: what exists, with the desired members replaced.</summary>
    public T Desired { get; }

    /// <summary>What the service has; null when the resource does not exist.</summary>
    public T? Actual { get; }

    /// <summary>Null when the plan can be applied; else why it cannot, and what to do instead.</summary>
    public string? Obstacle => Differences.FirstOrDefault(difference => difference.Obstacle is not null)?.Obstacle;

    /// <summary>The plan in one line, for confirmation and -WhatIf: <c>Update: tag sys_tag → other</c>.</summary>
    public string Action => Change switch
    {
        ResourceChange.Unchanged => "Nothing to change",
        ResourceChange.Created => "Create",
        _ => "Update: " + string.Join("; ", Differences),
    };

    /// <summary>Sends what the plan says and returns the resource as the service then has it. Sends nothing when nothing differs.</summary>
    /// <exception cref="InvalidOperationException">The plan has an <see cref="Obstacle"/>.</exception>
    /// <exception cref="LogServiceException">The service refused or could not be reached.</exception>
    public async Task<T> ApplyAsync(CancellationToken cancellationToken = default)
    {
        if (Obstacle is not null)
        {
            throw new InvalidOperationException(Obstacle);
        }

        return Change == ResourceChange.Unchanged ? Actual! : await _apply(this, cancellationToken).ConfigureAwait(false);
    }
}
