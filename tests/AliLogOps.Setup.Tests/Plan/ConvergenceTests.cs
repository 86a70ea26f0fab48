using AliLogOps.Setup.Definition;
using AliLogOps.Setup.Plan;
using AliLogOps.Setup.Tests.Definition;
using AliLogOps.Setup.Tests.Live;

namespace AliLogOps.Setup.Tests.Plan;

/// <summary>Whole setups against the emulator: what differs is told, mended, and then differs no more.</summary>
public sealed class ConvergenceTests(Emulated emulated)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // the emulator's account holds fifty projects at a time, so each test removes its own
    [Fact]
    public async Task Fifty_random_setups_with_random_drift_are_told_exactly_and_repaired()
    {
        await Parallel.ForEachAsync(Enumerable.Range(1, 50), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Token }, async (seed, token) =>
        {
            var services = emulated.Services;
            var setup = RandomSetups.Create(seed, Emulated.NewName());
            await SetAsync(services, setup);
            Assert.Empty(await CompareAsync(services, setup));

            var random = new Random(seed);
            var injected = Drift.Of(setup).Where(_ => random.Next(3) > 0).ToArray();
            foreach (var (_, inject) in injected)
            {
                await inject(services.Log);
            }

            var found = (await CompareAsync(services, setup)).Select(Drift.Describe);
            Assert.Equal(injected.Select(drift => drift.Expected).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));

            await SetAsync(services, setup);
            Assert.Empty(await CompareAsync(services, setup));
            await services.Log.DeleteProjectAsync(setup.ProjectName, token);
        });
    }

    [Fact]
    public async Task Rules_that_differ_in_policy_or_priority_alone_are_made_each_and_removed()
    {
        var name = Emulated.NewName();
        var rule = new SecurityGroupRule { SecurityGroupId = "sg-emulator", PortRange = "4711/4711", SourceCidrIp = "10.0.0.0/8" };
        var setup = new LogSetup { ProjectName = name, SecurityGroupRules = [rule, rule with { Priority = 2, Policy = "Drop" }, rule with { Priority = 3 }, rule with { Priority = 3, Description = "again" }] };

        await SetAsync(emulated.Services, setup);

        var made = (await emulated.Services.Ecs.DescribeSecurityGroupAttributeAsync(null, rule.SecurityGroupId, "ingress", Token)).Where(item => item.PortRange == rule.PortRange);
        Assert.Equal(["Accept 1", "Drop 2", "Accept 3"], made.OrderBy(item => item.Priority).Select(item => $"{item.Policy} {item.Priority}"));

        var (steps, _) = await SetupRemoval.PlanAsync(emulated.Services, setup, rules: true, Token);
        Assert.All(await SetupExecutor.RunAsync(steps, TimeProvider.System, Token), result => Assert.Equal(StepOutcome.Done, result.Outcome));
        Assert.DoesNotContain(await emulated.Services.Ecs.DescribeSecurityGroupAttributeAsync(null, rule.SecurityGroupId, "ingress", Token), item => item.PortRange == rule.PortRange);
    }

    [Fact]
    public async Task A_project_that_stays_after_a_removal_belongs_to_nobody()
    {
        var name = Emulated.NewName();
        var setup = new LogSetup { ProjectName = name, Owner = "team-a", Logstores = [new LogstoreSpec { ProjectName = name, LogstoreName = "logs" }] };
        await SetAsync(emulated.Services, setup);
        await emulated.Services.Log.CreateLogstoreAsync(new Logstore { ProjectName = name, LogstoreName = "other", TtlDays = 1, ShardCount = 1 }, Token);

        var (steps, kept) = await SetupRemoval.PlanAsync(emulated.Services, setup, rules: false, Token);
        Assert.All(await SetupExecutor.RunAsync(steps, TimeProvider.System, Token), result => Assert.Equal(StepOutcome.Done, result.Outcome));

        Assert.Contains("other", kept, StringComparison.Ordinal);
        var taken = await SetupPlanner.PlanAsync(emulated.Services, setup with { Owner = "team-b" }, PlanScope.Declared, Token);
        Assert.DoesNotContain(taken.Steps, step => step.Obstacle is not null);
        await emulated.Services.Log.DeleteProjectAsync(name, Token);
    }

    [Fact]
    public async Task A_run_that_is_killed_anywhere_is_finished_by_the_next()
    {
        var random = new Random(7);
        for (var round = 0; round < 20; round++)
        {
            var setup = RandomSetups.Create(100 + round, Emulated.NewName());
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
            using var handler = new StoppingHandler(stop, random.Next(1, 40), random.Next(2) == 0);
            var interrupted = emulated.Connect(handler);
            try
            {
                var plan = await SetupPlanner.PlanAsync(interrupted, setup, PlanScope.Declared, stop.Token);
                await SetupExecutor.RunAsync(plan.Steps, TimeProvider.System, stop.Token);
            }
            catch (OperationCanceledException) when (!Token.IsCancellationRequested)
            {
            }

            await SetAsync(emulated.Services, setup);
            var rest = await SetupPlanner.PlanAsync(emulated.Services, setup, PlanScope.Undeclared, Token);
            Assert.True(rest.Steps.All(step => step.Change == ResourceChange.Unchanged), $"round {round}: {string.Join("; ", rest.Differences)}");
            // nothing doubled: the project holds what is declared and nothing else
            Assert.Empty(rest.Differences);
            await emulated.Services.Log.DeleteProjectAsync(setup.ProjectName, Token);
        }
    }

    [Fact]
    public async Task A_second_run_sends_no_write()
    {
        var setup = RandomSetups.Create(4, Emulated.NewName());
        await SetAsync(emulated.Services, setup);
        using var handler = new StoppingHandler(null, int.MaxValue, false);
        var plan = await SetupPlanner.PlanAsync(emulated.Connect(handler), setup, PlanScope.Declared, Token);
        await SetupExecutor.RunAsync(plan.Steps, TimeProvider.System, Token);
        Assert.Equal(0, handler.Writes);
        Assert.True(handler.Requests > 0);
        await emulated.Services.Log.DeleteProjectAsync(setup.ProjectName, Token);
    }

    [Fact]
    public async Task Pruning_removes_what_carries_the_mark_and_nothing_else()
    {
        var services = emulated.Services;
        var whole = RandomSetups.Create(11, Emulated.NewName()) with { Owner = "team-a" };
        await SetAsync(services, whole);
        await services.Log.CreateLogstoreAsync(new Logstore { ProjectName = whole.ProjectName, LogstoreName = "by-hand" }, Token);
        var less = whole with { Logstores = [], Indexes = [], MachineGroups = [], LogtailConfigs = [], Bindings = [] };

        var plan = await SetupPlanner.PlanAsync(services, less, PlanScope.Prune, Token);
        var removed = plan.Steps.Where(step => step.Change == ResourceChange.Removed).ToArray();
        Assert.Equal(whole.Logstores.Count + whole.MachineGroups.Count + whole.LogtailConfigs.Count + whole.Bindings.Count, removed.Length);
        Assert.All(await SetupExecutor.RunAsync(plan.Steps, TimeProvider.System, Token), result => Assert.Equal(StepOutcome.Done, result.Outcome));

        var left = await SetupPlanner.PlanAsync(services, less, PlanScope.Undeclared, Token);
        Assert.Equal("by-hand", Assert.Single(left.Differences).ResourceName);
        await Assert.ThrowsAsync<ArgumentException>(() => SetupPlanner.PlanAsync(services, less with { Owner = null }, PlanScope.Prune, Token));

        // another setup may not take it over
        var foreign = await SetupPlanner.PlanAsync(services, less with { Owner = "team-b" }, PlanScope.Declared, Token);
        Assert.Contains("belongs to the setup 'team-a'", foreign.Steps.Single(step => step.Kind == SetupResourceKind.OwnerTag).Obstacle, StringComparison.Ordinal);
        await services.Log.DeleteProjectAsync(whole.ProjectName, Token);
    }

    [Fact]
    public async Task A_failed_step_keeps_back_only_what_needs_it()
    {
        var services = emulated.Services;
        var name = Emulated.NewName();
        var setup = new LogSetup
        {
            ProjectName = name,
            // the service refuses the name; the reader would have refused it first
            Logstores = [new LogstoreSpec { ProjectName = name, LogstoreName = "Bad_Name" }, new LogstoreSpec { ProjectName = name, LogstoreName = "good" }],
            Indexes = [new IndexSpec { ProjectName = name, LogstoreName = "Bad_Name", FullText = true }, new IndexSpec { ProjectName = name, LogstoreName = "good", FullText = true }],
        };
        var plan = await SetupPlanner.PlanAsync(services, setup, PlanScope.Declared, Token);
        var results = await SetupExecutor.RunAsync(plan.Steps, TimeProvider.System, Token);
        Assert.Equal(
            ["Project Done", "Logstore Failed", "Logstore Done", "Index Skipped", "Index Done"],
            results.Select(result => $"{result.Step.Kind} {result.Outcome}"));
        Assert.Equal("Bad_Name", results[3].FailedNeed!.ResourceName);
        await services.Log.DeleteProjectAsync(name, Token);
    }

    [Fact]
    public async Task What_a_project_holds_becomes_a_definition_that_changes_nothing()
    {
        for (var seed = 21; seed < 29; seed++)
        {
            var setup = RandomSetups.Create(seed, Emulated.NewName());
            await SetAsync(emulated.Services, setup);
            var read = await SetupSnapshot.ReadAsync(emulated.Services.Log, setup.ProjectName, "", Token);
            var back = Assert.Single(DefinitionText.Load(SetupText.ToJson(SetupTree.Create(read))));
            var plan = await SetupPlanner.PlanAsync(emulated.Services, back, PlanScope.Undeclared, Token);
            Assert.Empty(plan.Differences);
            await emulated.Services.Log.DeleteProjectAsync(setup.ProjectName, Token);
        }
    }

    [Fact]
    public async Task Removing_takes_everything_but_what_nobody_declared()
    {
        var services = emulated.Services;
        var setup = RandomSetups.Create(31, Emulated.NewName());
        await SetAsync(services, setup);
        await services.Log.CreateLogstoreAsync(new Logstore { ProjectName = setup.ProjectName, LogstoreName = "by-hand" }, Token);
        var (steps, kept) = await SetupRemoval.PlanAsync(services, setup, false, Token);
        Assert.Contains("by-hand", kept, StringComparison.Ordinal);
        await SetupExecutor.RunAsync(steps, TimeProvider.System, Token);
        await services.Log.DeleteLogstoreAsync(setup.ProjectName, "by-hand", Token);
        (steps, kept) = await SetupRemoval.PlanAsync(services, setup, false, Token);
        Assert.Null(kept);
        Assert.Equal(SetupResourceKind.Project, Assert.Single(steps).Kind);
        await SetupExecutor.RunAsync(steps, TimeProvider.System, Token);
        Assert.Empty((await SetupRemoval.PlanAsync(services, setup, false, Token)).Steps);
    }

    private static async Task SetAsync(SetupServices services, LogSetup setup)
    {
        var plan = await SetupPlanner.PlanAsync(services, setup, PlanScope.Declared, Token);
        var results = await SetupExecutor.RunAsync(plan.Steps, TimeProvider.System, Token);
        Assert.All(results, result => Assert.True(result.Outcome == StepOutcome.Done, $"{setup}: {result.Step.Action} {result.Step.Target}: {result.Problem}{result.Step.Obstacle}"));
    }

    private static async Task<IReadOnlyList<SetupDifference>> CompareAsync(SetupServices services, LogSetup setup) =>
        [.. (await SetupPlanner.PlanAsync(services, setup, PlanScope.Declared, Token)).Differences];
}
