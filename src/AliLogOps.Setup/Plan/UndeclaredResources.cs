using AliLogOps.Client;

namespace AliLogOps.Setup.Plan;

/// <summary>What a project holds that its setup does not name.</summary>
internal sealed class UndeclaredResources
{
    // the service keeps its own records in logstores with this prefix
    private const string InternalPrefix = "internal-";

    private readonly LogSetup _setup;
    private readonly List<(SetupResourceKind Kind, string Name)> _found = [];

    private UndeclaredResources(LogSetup setup)
    {
        _setup = setup;
    }

    /// <summary>Kind and name of each, in the order in which they were read.</summary>
    public IReadOnlyList<(SetupResourceKind Kind, string Name)> Found => _found;

    public static async Task<UndeclaredResources> ReadAsync(LogServiceClient client, LogSetup setup, CancellationToken cancellationToken)
    {
        var result = new UndeclaredResources(setup);
        await result.AddAsync(SetupResourceKind.Logstore, client.ListLogstoreNamesAsync(setup.ProjectName, null, cancellationToken), setup.Logstores.Select(item => item.LogstoreName)).ConfigureAwait(false);
        await result.AddAsync(SetupResourceKind.MachineGroup, client.ListMachineGroupNamesAsync(setup.ProjectName, null, cancellationToken), setup.MachineGroups.Select(item => item.MachineGroupName)).ConfigureAwait(false);
        foreach (var pipeline in (bool[])[false, true])
        {
            await result.AddAsync(SetupResourceKind.LogtailConfig, client.ListLogtailConfigNamesAsync(setup.ProjectName, pipeline, null, null, cancellationToken), setup.LogtailConfigs.Select(item => item.LogtailConfigName)).ConfigureAwait(false);
        }

        await result.AddBindingsAsync(client, cancellationToken).ConfigureAwait(false);
        return result;
    }

    /// <summary>Steps that tell them; with marks, steps that remove those that carry the owner's.</summary>
    public IEnumerable<SetupStep> ToSteps(LogServiceClient client, OwnerMark? marks)
    {
        // bindings first, stores last: nothing then points to what is gone
        foreach (var (kind, name) in _found.OrderBy(item => item.Kind switch { SetupResourceKind.Binding => 0, SetupResourceKind.LogtailConfig => 1, SetupResourceKind.MachineGroup => 2, _ => 3 }))
        {
            var remove = marks is not null && IsOwn(marks, kind, name);
            yield return new SetupStep(_setup, kind, name, remove ? ResourceChange.Removed : ResourceChange.Unchanged, token => ResourceRemoval.RemoveAsync(client, _setup.ProjectName, kind, name, token))
            {
                IsDeclared = false,
                Actual = name,
                DestroysData = remove && kind == SetupResourceKind.Logstore,
                Request = remove ? SetupRequest.Describe(kind, name, ResourceChange.Removed) : "",
                Needs = kind == SetupResourceKind.Binding ? [] : [.. _found.Where(other => other.Kind == SetupResourceKind.Binding || (kind == SetupResourceKind.Logstore && other.Kind == SetupResourceKind.LogtailConfig)).Select(other => SetupStep.KeyOf(_setup, other.Kind, other.Name))],
            };
        }
    }

    private bool IsOwn(OwnerMark marks, SetupResourceKind kind, string name)
    {
        if (kind != SetupResourceKind.Binding)
        {
            return marks.OwnerOf(kind, _setup.ProjectName, name) == _setup.Owner;
        }

        // a binding carries no tag: it is the setup's when both its ends are
        var (config, group) = BindingName.Split(name);
        return marks.OwnerOf(SetupResourceKind.LogtailConfig, _setup.ProjectName, config) == _setup.Owner && marks.OwnerOf(SetupResourceKind.MachineGroup, _setup.ProjectName, group) == _setup.Owner;
    }

    private async Task AddAsync(SetupResourceKind kind, IAsyncEnumerable<string> names, IEnumerable<string> declared)
    {
        var known = declared.ToHashSet(StringComparer.Ordinal);
        await foreach (var name in names.ConfigureAwait(false))
        {
            if (!known.Contains(name) && !(kind == SetupResourceKind.Logstore && name.StartsWith(InternalPrefix, StringComparison.Ordinal)))
            {
                _found.Add((kind, name));
            }
        }
    }

    private async Task AddBindingsAsync(LogServiceClient client, CancellationToken cancellationToken)
    {
        var declared = _setup.Bindings.Select(BindingName.Of).ToHashSet(StringComparer.Ordinal);
        await foreach (var group in client.ListMachineGroupNamesAsync(_setup.ProjectName, null, cancellationToken).ConfigureAwait(false))
        {
            foreach (var config in await client.ListAppliedConfigsAsync(_setup.ProjectName, group, cancellationToken).ConfigureAwait(false))
            {
                var name = BindingName.Of(config, group);
                if (!declared.Contains(name))
                {
                    _found.Add((SetupResourceKind.Binding, name));
                }
            }
        }
    }
}
