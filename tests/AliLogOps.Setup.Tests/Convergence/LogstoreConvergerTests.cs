using AliLogOps.Client;
using AliLogOps.Setup.Tests.Fakes;

namespace AliLogOps.Setup.Tests.Convergence;

public sealed class LogstoreConvergerTests
{
    private const string Existing = """
        {"logstoreName":"store","ttl":30,"shardCount":2,"enable_tracking":false,"autoSplit":false,"maxSplitShard":0,"appendMeta":false,
         "telemetryType":"","mode":"standard","hot_ttl":7,"processorId":"keep-me","createTime":1714979289,"lastModifyTime":1714979289}
        """;

    private static readonly LogstoreSpec s_bare = new() { ProjectName = "my-project", LogstoreName = "store" };

    public static TheoryData<string, LogstoreSpec> Differences => new()
    {
        { "ttl 30 → 7", s_bare with { TtlDays = 7 } },
        { "autoSplit false → true", s_bare with { AutoSplit = true } },
        { "maxSplitShard 0 → 8", s_bare with { MaxSplitShard = 8 } },
        { "appendMeta false → true", s_bare with { AppendMeta = true } },
        { "enableTracking false → true", s_bare with { EnableTracking = true } },
        { "mode standard → query", s_bare with { Mode = "query" } },
        { "hotTtl 7 → 14", s_bare with { HotTtlDays = 14 } },
    };

    public static TheoryData<LogstoreSpec> NoDifferences =>
    [
        s_bare,
        s_bare with { TtlDays = 30, ShardCount = 2, AutoSplit = false, AppendMeta = false, EnableTracking = false, Mode = "Standard", HotTtlDays = 7 },
        s_bare with { TelemetryType = "None" },
        s_bare with { ShardCount = 1 },
    ];

    [Theory]
    [MemberData(nameof(Differences), DisableDiscoveryEnumeration = true)]
    public async Task Each_difference_is_named_and_sent_in_place(string difference, LogstoreSpec spec)
    {
        var service = new FakeService().Has("/logstores/store", Existing);
        var plan = await LogstoreConverger.PlanAsync(service.Client, spec, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("Update: " + difference, plan.Action);
        await plan.ApplyAsync(TestContext.Current.CancellationToken);
        Assert.Equal("PUT /logstores/store", service.Written.Request);
        Assert.Equal("keep-me", (string?)service.Written.Json["processorId"]);
    }

    [Theory]
    [MemberData(nameof(NoDifferences), DisableDiscoveryEnumeration = true)]
    public async Task What_is_equal_filled_in_by_the_service_or_not_asked_for_is_left_alone(LogstoreSpec spec)
    {
        var service = new FakeService().Has("/logstores/store", Existing);
        var plan = await LogstoreConverger.PlanAsync(service.Client, spec, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(ResourceChange.Unchanged, plan.Change);
        await plan.ApplyAsync(TestContext.Current.CancellationToken);
        Assert.Empty(service.Writes);
    }

    [Fact]
    public async Task A_missing_logstore_is_created_with_thirty_days_and_two_shards()
    {
        var service = new FakeService();
        var plan = await LogstoreConverger.PlanAsync(service.Client, s_bare, cancellationToken: TestContext.Current.CancellationToken);
        await plan.ApplyAsync(TestContext.Current.CancellationToken);
        Assert.Equal("POST /logstores", service.Written.Request);
        Assert.Equal((30, 2), ((int)service.Written.Json["ttl"]!, (int)service.Written.Json["shardCount"]!));
    }

    [Fact]
    public async Task Automatic_splitting_gets_the_limit_that_the_service_demands()
    {
        var service = new FakeService();
        var plan = await LogstoreConverger.PlanAsync(service.Client, s_bare with { AutoSplit = true }, cancellationToken: TestContext.Current.CancellationToken);
        await plan.ApplyAsync(TestContext.Current.CancellationToken);
        Assert.Equal(64, (int)service.Written.Json["maxSplitShard"]!);
    }

    [Fact]
    public async Task More_shards_for_an_existing_logstore_are_refused_with_the_way_to_get_them()
    {
        var service = new FakeService().Has("/logstores/store", Existing);
        var plan = await LogstoreConverger.PlanAsync(service.Client, s_bare with { ShardCount = 4, TtlDays = 7 }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Contains("only when one is split", plan.Obstacle);
        await Assert.ThrowsAsync<InvalidOperationException>(() => plan.ApplyAsync(TestContext.Current.CancellationToken));
        Assert.Empty(service.Writes);
    }

    [Fact]
    public async Task Another_telemetry_type_is_refused()
    {
        var service = new FakeService().Has("/logstores/store", Existing);
        var plan = await LogstoreConverger.PlanAsync(service.Client, s_bare with { TelemetryType = "Metrics" }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Contains("settled when it was created", plan.Obstacle);
    }

    [Fact]
    public async Task A_missing_project_is_an_error_but_in_a_rehearsal()
    {
        var service = new FakeService().Refuses("GET /logstores/store", 404, "ProjectNotExist");
        var problem = await Assert.ThrowsAsync<LogServiceException>(() => LogstoreConverger.PlanAsync(service.Client, s_bare, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(MissingResource.Project, problem.MissingResource);
        var rehearsal = await LogstoreConverger.PlanAsync(service.Client, s_bare, assumeParent: true, TestContext.Current.CancellationToken);
        Assert.Equal(ResourceChange.Created, rehearsal.Change);
    }

    [Theory]
    [InlineData("LogstoreNotExist")]
    [InlineData("logstorenotexist")]
    public async Task Both_spellings_of_the_not_found_code_count(string code)
    {
        var service = new FakeService().Refuses("GET /logstores/store", 404, code);
        Assert.Equal(ResourceChange.Created, (await LogstoreConverger.PlanAsync(service.Client, s_bare, cancellationToken: TestContext.Current.CancellationToken)).Change);
    }
}
