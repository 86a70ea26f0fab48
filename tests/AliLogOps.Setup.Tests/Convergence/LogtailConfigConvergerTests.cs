using AliLogOps.Client;
using AliLogOps.Setup.Tests.Fakes;

namespace AliLogOps.Setup.Tests.Convergence;

public sealed class LogtailConfigConvergerTests
{
    private const string Syslog = """
        {"configName":"conf","logSample":"","inputType":"streamlog",
         "inputDetail":{"tag":"sys_tag","localStorage":true,"maxSendRate":-1,"filterKey":[],"advanced":{"tail_size_kb":1024,"k8s":{"a":"b"}},"newer":{"x":[1,2]}},
         "outputType":"LogService","outputDetail":{"projectName":"my-project","logstoreName":"store","endpoint":"cn-hangzhou.log.aliyuncs.com","compressType":"lz4"},
         "createTime":1714979289,"lastModifyTime":1714979289}
        """;

    private static readonly LogtailConfigSpec s_bare = new() { ProjectName = "my-project", LogtailConfigName = "conf" };

    public static TheoryData<string, LogtailConfigSpec> Differences => new()
    {
        { "tag sys_tag → other", s_bare with { InputType = "syslog", InputDetail = Detail(("tag", "other")) } },
        { "logstoreName store → second", s_bare with { LogstoreName = "second" } },
        { "maxSendRate -1 → 1000", s_bare with { InputDetail = Detail(("maxSendRate", 1000)) } },
        { "filterKey [] → [a]", s_bare with { InputDetail = Detail(("filterKey", new List<object?> { "a" })) } },
        { "advanced.tail_size_kb 1024 → 2048", s_bare with { InputDetail = Detail(("advanced", Detail(("tail_size_kb", 2048L)))) } },
        { "enableTag (none) → true", s_bare with { InputDetail = Detail(("enableTag", true)) } },
        { "logSample (empty) → line", s_bare with { LogSample = "line" } },
    };

    public static TheoryData<LogtailConfigSpec> NoDifferences =>
    [
        s_bare,
        s_bare with { InputType = "syslog", LogstoreName = "store", InputDetail = Detail(("tag", "sys_tag")) },
        s_bare with { InputDetail = Detail(("maxSendRate", -1.0), ("advanced", Detail(("tail_size_kb", 1024)))) },
        s_bare with { InputDetail = Detail(("newer", Detail(("x", new List<object?> { 1, 2 })))) },
    ];

    [Theory]
    [MemberData(nameof(Differences), DisableDiscoveryEnumeration = true)]
    public async Task Each_difference_is_named_and_the_rest_goes_along(string difference, LogtailConfigSpec spec)
    {
        var service = new FakeService().Has("/configs/conf", Syslog);
        var plan = await LogtailConfigConverger.PlanAsync(service.Client, spec, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("Update: " + difference, plan.Action);
        await plan.ApplyAsync(TestContext.Current.CancellationToken);
        Assert.Equal("PUT /configs/conf", service.Written.Request);
        var json = service.Written.Json;
        Assert.Equal("streamlog", (string?)json["inputType"]);
        Assert.Equal(2, (int)json["inputDetail"]!["newer"]!["x"]![1]!);
        Assert.Equal("b", (string?)json["inputDetail"]!["advanced"]!["k8s"]!["a"]);
        Assert.Equal("lz4", (string?)json["outputDetail"]!["compressType"]);
    }

    [Theory]
    [MemberData(nameof(NoDifferences), DisableDiscoveryEnumeration = true)]
    public async Task What_the_service_added_and_what_is_equal_by_value_is_left_alone(LogtailConfigSpec spec)
    {
        var service = new FakeService().Has("/configs/conf", Syslog);
        var plan = await LogtailConfigConverger.PlanAsync(service.Client, spec, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("Nothing to change", plan.Action);
        await plan.ApplyAsync(TestContext.Current.CancellationToken);
        Assert.Empty(service.Writes);
    }

    [Fact]
    public async Task A_missing_config_is_created_as_the_tutorial_does()
    {
        var service = new FakeService();
        var spec = s_bare with { InputType = "syslog", LogstoreName = "store", InputDetail = Detail(("tag", "sys_tag")) };
        await (await LogtailConfigConverger.PlanAsync(service.Client, spec, cancellationToken: TestContext.Current.CancellationToken)).ApplyAsync(TestContext.Current.CancellationToken);
        Assert.Equal("POST /configs", service.Written.Request);
        var json = service.Written.Json;
        Assert.Equal("syslog", (string?)json["inputType"]);
        Assert.Equal("sys_tag", (string?)json["inputDetail"]!["tag"]);
        Assert.True((bool)json["inputDetail"]!["localStorage"]!);
        Assert.Equal("store", (string?)json["outputDetail"]!["logstoreName"]);
    }

    [Fact]
    public async Task An_input_of_another_type_starts_from_nothing()
    {
        var service = new FakeService().Has("/configs/conf", Syslog);
        var spec = s_bare with { InputType = "file", InputDetail = Detail(("logPath", "/var/log")) };
        var plan = await LogtailConfigConverger.PlanAsync(service.Client, spec, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("Update: inputType streamlog → file; logPath (none) → /var/log", plan.Action);
        Assert.Equal(["logPath"], plan.Desired.InputDetail.Keys);
    }

    [Fact]
    public async Task A_config_of_the_newer_form_is_found_without_saying_so()
    {
        var service = new FakeService().Has("/pipelineconfigs/conf", """
            {"configName":"conf","logSample":"","global":{},"inputs":[{"Type":"input_file","FilePaths":["/a.log"]}],"processors":[],"aggregators":[],
             "flushers":[{"Type":"flusher_sls","Logstore":"store"}],"createTime":1714979289,"lastModifyTime":1714979289}
            """);
        var plan = await LogtailConfigConverger.PlanAsync(service.Client, s_bare with { LogSample = "line" }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("Update: logSample (empty) → line", plan.Action);
        await plan.ApplyAsync(TestContext.Current.CancellationToken);
        Assert.Equal("PUT /pipelineconfigs/conf", service.Written.Request);
        Assert.Equal("/a.log", (string?)service.Written.Json["inputs"]![0]!["FilePaths"]![0]);
    }

    [Fact]
    public async Task A_missing_config_says_what_is_needed_to_create_it()
    {
        var service = new FakeService();
        Assert.Contains("the logstore", (await Plan(s_bare with { InputType = "file" })).Obstacle);
        Assert.Contains("its input is needed", (await Plan(s_bare with { LogstoreName = "store" })).Obstacle);
        Assert.Contains("the tag", (await Plan(s_bare with { LogstoreName = "store", InputType = "syslog" })).Obstacle);

        Task<ConvergePlan<LogtailConfig>> Plan(LogtailConfigSpec spec) => LogtailConfigConverger.PlanAsync(service.Client, spec, cancellationToken: TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(404, "LogStoreNotExist")]
    [InlineData(400, "BadRequest")]
    [InlineData(503, "ServerBusy")]
    public async Task No_other_error_than_the_configs_own_not_found_means_that_it_is_missing(int status, string code)
    {
        var service = new FakeService().Refuses("GET /configs/conf", status, code);
        await Assert.ThrowsAsync<LogServiceException>(() => LogtailConfigConverger.PlanAsync(service.Client, s_bare, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Empty(service.Writes);
    }

    private static Dictionary<string, object?> Detail(params (string Name, object? Value)[] members) => members.ToDictionary(member => member.Name, member => member.Value);
}
