using AliLogOps.Client;
using AliLogOps.Setup.Tests.Fakes;

namespace AliLogOps.Setup.Tests.Convergence;

public sealed class IndexConvergerTests
{
    private const string Path = "/logstores/store/index";

    private const string Existing = """
        {"line":{"token":[","," "],"caseSensitive":false,"chn":false},
         "keys":{"status":{"type":"long","doc_value":true,"alias":""},
                 "msg":{"type":"text","token":[","," "],"caseSensitive":false,"chn":false,"doc_value":false,"alias":""},
                 "raw":{"type":"text","token":[],"caseSensitive":false,"chn":false,"doc_value":true,"alias":""},
                 "payload":{"type":"json","token":[","],"caseSensitive":false,"chn":false,"doc_value":true,"index_all":true,"max_depth":-1,"json_keys":{"a.b":{"type":"text","doc_value":true}}}},
         "max_text_len":2048,"log_reduce":false,"index_mode":"v2","storage":"pg","ttl":30,"lastModifyTime":1714979289}
        """;

    private static readonly IndexSpec s_bare = new() { ProjectName = "my-project", LogstoreName = "store" };

    public static TheoryData<string, IndexSpec> Differences => new()
    {
        { "line.token [,,  ] → [;]", s_bare with { FullText = true, Line = new IndexLineSpec { Token = [";"] } } },
        { "line.caseSensitive false → true", s_bare with { FullText = true, Line = new IndexLineSpec { CaseSensitive = true } } },
        { "line.chinese false → true", s_bare with { FullText = true, Line = new IndexLineSpec { Chinese = true } } },
        { "line (full text) → (none)", s_bare with { FullText = false } },
        { "keys.app-name (none) → text", Key("app-name", new IndexKeySpec { Type = "text" }) },
        { "keys.status.type long → double", Key("status", new IndexKeySpec { Type = "double" }) },
        { "keys.msg.docValue false → true", Key("msg", new IndexKeySpec { DocValue = true }) },
        { "keys.msg.alias (empty) → message", Key("msg", new IndexKeySpec { Alias = "message" }) },
        { "keys.msg.token [,,  ] → [;]", Key("msg", new IndexKeySpec { Token = [";"] }) },
        { "keys.msg.caseSensitive false → true", Key("msg", new IndexKeySpec { CaseSensitive = true }) },
        { "keys.msg.chinese false → true", Key("msg", new IndexKeySpec { Chinese = true }) },
        { "maxTextLength 2048 → 4096", s_bare with { MaxTextLength = 4096 } },
    };

    public static TheoryData<IndexSpec> NoDifferences =>
    [
        s_bare with { FullText = true },
        s_bare with { FullText = true, Line = new IndexLineSpec { Token = [" ", ","], CaseSensitive = false } },
        Key("msg", new IndexKeySpec { Type = "text" }),
        Key("status", new IndexKeySpec { Type = "long", Token = [";"], CaseSensitive = true }),
        Key("payload", new IndexKeySpec { Type = "json" }),
        s_bare with { MaxTextLength = 2048 },
    ];

    [Theory]
    [MemberData(nameof(Differences), DisableDiscoveryEnumeration = true)]
    public async Task Each_difference_is_named_and_the_whole_index_is_sent(string difference, IndexSpec spec)
    {
        var service = new FakeService().Has(Path, Existing);
        var plan = await IndexConverger.PlanAsync(service.Client, spec, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("Update: " + difference, plan.Action);
        await plan.ApplyAsync(TestContext.Current.CancellationToken);
        Assert.Equal("PUT " + Path, service.Written.Request);
        var json = service.Written.Json;
        Assert.True((bool)json["keys"]!["payload"]!["json_keys"]!["a.b"]!["doc_value"]!);
        Assert.Empty(json["keys"]!["raw"]!["token"]!.AsArray());
    }

    [Theory]
    [MemberData(nameof(NoDifferences), DisableDiscoveryEnumeration = true)]
    public async Task What_is_equal_in_another_order_or_not_asked_for_is_left_alone(IndexSpec spec)
    {
        var service = new FakeService().Has(Path, Existing);
        var plan = await IndexConverger.PlanAsync(service.Client, spec, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("Nothing to change", plan.Action);
        await plan.ApplyAsync(TestContext.Current.CancellationToken);
        Assert.Empty(service.Writes);
    }

    [Fact]
    public async Task A_new_index_gets_the_delimiters_of_the_console_and_fields_for_analysis()
    {
        var service = new FakeService();
        var spec = Key("app-name", new IndexKeySpec { Type = "text" }) with { FullText = true };
        var plan = await IndexConverger.PlanAsync(service.Client, spec, cancellationToken: TestContext.Current.CancellationToken);
        await plan.ApplyAsync(TestContext.Current.CancellationToken);
        Assert.Equal("POST " + Path, service.Written.Request);
        var key = service.Written.Json["keys"]!["app-name"]!;
        Assert.True((bool)key["doc_value"]!);
        Assert.Equal(22, key["token"]!.AsArray().Count);
        Assert.Equal(22, service.Written.Json["line"]!["token"]!.AsArray().Count);
        Assert.DoesNotContain("-", service.Written.Json["line"]!["token"]!.AsArray().Select(token => (string)token!));
    }

    [Fact]
    public async Task Fields_that_are_not_named_stay_unless_the_set_is_exact()
    {
        var service = new FakeService().Has(Path, Existing);
        var spec = Key("msg", new IndexKeySpec { Type = "text" });
        Assert.Equal(ResourceChange.Unchanged, (await IndexConverger.PlanAsync(service.Client, spec, cancellationToken: TestContext.Current.CancellationToken)).Change);
        var exact = await IndexConverger.PlanAsync(service.Client, spec with { Exact = true }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("Update: keys.status long → (none); keys.raw text → (none); keys.payload json → (none)", exact.Action);
        await exact.ApplyAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["msg"], service.Written.Json["keys"]!.AsObject().Select(pair => pair.Key));
    }

    [Fact]
    public async Task A_field_that_becomes_text_gets_delimiters()
    {
        var service = new FakeService().Has(Path, Existing);
        var plan = await IndexConverger.PlanAsync(service.Client, Key("status", new IndexKeySpec { Type = "text" }), cancellationToken: TestContext.Current.CancellationToken);
        await plan.ApplyAsync(TestContext.Current.CancellationToken);
        Assert.Equal(22, service.Written.Json["keys"]!["status"]!["token"]!.AsArray().Count);
    }

    [Fact]
    public async Task An_index_of_nothing_is_refused()
    {
        var service = new FakeService().Has(Path, """{"line":{"token":[","]},"keys":{}}""");
        var plan = await IndexConverger.PlanAsync(service.Client, s_bare with { FullText = false }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Contains("Remove-AliLogIndex", plan.Obstacle);
        Assert.Contains("Remove-AliLogIndex", (await IndexConverger.PlanAsync(new FakeService().Client, s_bare with { MaxTextLength = 100 }, cancellationToken: TestContext.Current.CancellationToken)).Obstacle);
    }

    [Fact]
    public async Task A_missing_logstore_is_an_error_but_in_a_rehearsal()
    {
        var service = new FakeService().Refuses("GET " + Path, 404, "LogStoreNotExist");
        var spec = s_bare with { FullText = true };
        await Assert.ThrowsAsync<LogServiceException>(() => IndexConverger.PlanAsync(service.Client, spec, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(ResourceChange.Created, (await IndexConverger.PlanAsync(service.Client, spec, assumeParent: true, TestContext.Current.CancellationToken)).Change);
    }

    private static IndexSpec Key(string name, IndexKeySpec key) => s_bare with { Keys = new Dictionary<string, IndexKeySpec> { [name] = key } };
}
