using AliLogOps.Client;

namespace AliLogOps.Setup.Plan;

/// <summary>Compares a setup with the service and works out the steps. Sends no write.</summary>
public sealed class SetupPlanner
{
    private readonly SetupServices _services;
    private readonly LogSetup _setup;
    private readonly PlanScope _scope;
    private readonly List<SetupStep> _steps = [];

    private SetupPlanner(SetupServices services, LogSetup setup, PlanScope scope)
    {
        _services = services;
        _setup = setup;
        _scope = scope;
    }

    /// <summary>Makes the plan of one setup.</summary>
    /// <exception cref="LogServiceException">Something could not be read.</exception>
    /// <exception cref="ArgumentException">The setup asks for pruning, but has no owner.</exception>
    public static async Task<SetupPlan> PlanAsync(SetupServices services, LogSetup setup, PlanScope scope = PlanScope.Declared, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(setup);
        if (scope == PlanScope.Prune && setup.Owner is null)
        {
            throw new ArgumentException($"The setup {setup} has no Owner, so nothing tells which undeclared resources are its own. Add Owner to the definition; what Set-AliLogSetup makes from then on carries the mark and can be pruned.");
        }

        var planner = new SetupPlanner(services, setup, scope);
        await planner.RunAsync(cancellationToken).ConfigureAwait(false);
        return new SetupPlan(setup, planner._steps);
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var log = _services.Log;
        var project = await ProjectConverger.PlanAsync(log, new ProjectSpec { ProjectName = _setup.ProjectName, Description = _setup.Description }, cancellationToken).ConfigureAwait(false);
        var exists = project.Actual is not null;
        var marks = _setup.Owner is not null && exists ? OwnerMark.ReadAsync(log, _setup.ProjectName, cancellationToken) : null;
        var stores = _setup.Logstores.Select(spec => LogstoreConverger.PlanAsync(log, spec, true, cancellationToken)).ToArray();
        var indexes = _setup.Indexes.Select(spec => IndexConverger.PlanAsync(log, spec, true, cancellationToken)).ToArray();
        var groups = _setup.MachineGroups.Select(spec => MachineGroupConverger.PlanAsync(log, spec, true, cancellationToken)).ToArray();
        var configs = _setup.LogtailConfigs.Select(spec => LogtailConfigConverger.PlanAsync(log, spec, true, cancellationToken)).ToArray();
        var bindings = _setup.Bindings.Select(spec => BindingConverger.PlanAsync(log, spec, true, cancellationToken)).ToArray();
        var rules = ReadRulesAsync(cancellationToken);
        var undeclared = _scope != PlanScope.Declared && exists ? UndeclaredResources.ReadAsync(log, _setup, cancellationToken) : null;

        // all are waited for, so that none of them fails behind a plan that is given up
        await Task.WhenAll([.. stores, .. indexes, .. groups, .. configs, .. bindings, rules, marks ?? Task.CompletedTask, undeclared ?? Task.CompletedTask]).ConfigureAwait(false);

        Add(SetupResourceKind.Project, _setup.ProjectName, project);
        Add(SetupResourceKind.Logstore, stores, store => store.LogstoreName, _ => [ProjectKey]);
        Add(SetupResourceKind.Index, indexes, index => index.LogstoreName, index => [ProjectKey, KeyOf(SetupResourceKind.Logstore, index.LogstoreName)]);
        Add(SetupResourceKind.MachineGroup, groups, group => group.MachineGroupName, _ => [ProjectKey]);
        Add(SetupResourceKind.LogtailConfig, configs, config => config.LogtailConfigName, config => [ProjectKey, KeyOf(SetupResourceKind.Logstore, config.LogstoreName)]);
        Add(SetupResourceKind.Binding, bindings, BindingName.Of, binding =>
            [ProjectKey, KeyOf(SetupResourceKind.MachineGroup, binding.MachineGroupName), KeyOf(SetupResourceKind.LogtailConfig, binding.LogtailConfigName)]);
        var mark = marks is null ? null : await marks.ConfigureAwait(false);
        if (_setup.Owner is not null)
        {
            AddMarks(mark);
        }

        AddRules(await rules.ConfigureAwait(false));
        if (undeclared is not null)
        {
            _steps.AddRange((await undeclared.ConfigureAwait(false)).ToSteps(log, _scope == PlanScope.Prune ? mark : null));
        }
    }

    private string ProjectKey => KeyOf(SetupResourceKind.Project, _setup.ProjectName);

    private string KeyOf(SetupResourceKind kind, string name) => SetupStep.KeyOf(_setup, kind, name);

    private void Add<T>(SetupResourceKind kind, IEnumerable<Task<ConvergePlan<T>>> plans, Func<T, string> nameOf, Func<T, IReadOnlyList<string>> needs)
        where T : class
    {
        foreach (var plan in plans)
        {
            Add(kind, nameOf(plan.Result.Desired), plan.Result, needs(plan.Result.Desired));
        }
    }

    private void Add<T>(SetupResourceKind kind, string name, ConvergePlan<T> plan, IReadOnlyList<string>? needs = null)
        where T : class
    {
        _steps.Add(new SetupStep(_setup, kind, name, plan.Change, async token => await plan.ApplyAsync(token).ConfigureAwait(false))
        {
            Differences = plan.Change == ResourceChange.Created && plan.Obstacle is null ? [] : plan.Differences,
            Desired = plan.Desired,
            Actual = plan.Actual,
            Needs = needs ?? [],
            Obstacle = plan.Obstacle,
            Request = SetupRequest.Describe(kind, name, plan.Change, plan.Desired is LogtailConfig { IsPipeline: true }),
            DestroysData = plan is ConvergePlan<Logstore> { Actual: { } actual, Desired: var desired } && desired.TtlDays < actual.TtlDays,
        });
    }

    private void AddMarks(OwnerMark? marks)
    {
        foreach (var step in _steps.Where(step => step.Kind is SetupResourceKind.Project or SetupResourceKind.Logstore or SetupResourceKind.MachineGroup or SetupResourceKind.LogtailConfig).ToArray())
        {
            var owner = marks?.OwnerOf(step.Kind, _setup.ProjectName, step.ResourceName);
            var (type, id) = OwnerMark.IdOf(step.Kind, _setup.ProjectName, step.ResourceName);
            var tag = new ResourceTag(type, id, OwnerMark.Key, _setup.Owner!);
            var name = step.Kind == SetupResourceKind.Project ? "project" : $"{type} {step.ResourceName}";
            _steps.Add(new SetupStep(_setup, SetupResourceKind.OwnerTag, name, owner is null ? ResourceChange.Created : owner == _setup.Owner ? ResourceChange.Unchanged : ResourceChange.Updated, token => _services.Log.TagResourceAsync(tag, token))
            {
                Differences = owner is null || owner == _setup.Owner ? [] : [new PropertyDifference("owner", owner, _setup.Owner,
                    $"The {name} belongs to the setup '{owner}'. Take it out of one of the two definitions, or remove its tag '{OwnerMark.Key}'.")],
                Obstacle = owner is null || owner == _setup.Owner ? null : $"The {name} of {_setup.ProjectName} belongs to the setup '{owner}'. Take it out of one of the two definitions, or remove its tag '{OwnerMark.Key}'.",
                Desired = tag,
                Needs = [step.Key],
                Request = SetupRequest.Describe(SetupResourceKind.OwnerTag, name, ResourceChange.Created),
            });
        }
    }

    private async Task<Dictionary<string, IReadOnlyList<SecurityGroupRule>>> ReadRulesAsync(CancellationToken cancellationToken)
    {
        var result = new Dictionary<string, IReadOnlyList<SecurityGroupRule>>(StringComparer.Ordinal);
        foreach (var group in _setup.SecurityGroupRules.Select(rule => rule.SecurityGroupId).Distinct(StringComparer.Ordinal))
        {
            result[group] = await _services.Ecs.DescribeSecurityGroupAttributeAsync(null, group, "ingress", cancellationToken).ConfigureAwait(false);
        }

        return result;
    }

    // the network comes last: by then the service is ready for what it lets through
    private void AddRules(Dictionary<string, IReadOnlyList<SecurityGroupRule>> rules)
    {
        var before = _steps.Where(step => step.Kind == SetupResourceKind.Binding).Select(step => step.Key).ToArray();
        foreach (var rule in _setup.SecurityGroupRules)
        {
            Add(SetupResourceKind.SecurityGroupRule, NameOf(rule), SecurityGroupRuleConverger.Plan(_services.Ecs, rule, rules[rule.SecurityGroupId]), before);
        }
    }

    // rules that differ in what they do or in their rank are different rules
    private static string NameOf(SecurityGroupRule rule) =>
        rule.ToString() + (TrafficDecision.IsAccept(rule) ? "" : $" {rule.Policy}") + (rule.Priority == 1 ? "" : FormattableString.Invariant($" priority {rule.Priority}"));
}

/// <summary>What a plan looks at.</summary>
public enum PlanScope
{
    /// <summary>What the definition names.</summary>
    Declared,

    /// <summary>Also what else the project holds; it is told, and left alone.</summary>
    Undeclared,

    /// <summary>Also what else the project holds; what carries the owner's mark is removed.</summary>
    Prune,
}
