using AliLogOps.Client;
using AliLogOps.Setup.Tests.Fakes;

namespace AliLogOps.Setup.Tests.Convergence;

public sealed class MachineGroupConvergerTests
{
    private const string Existing = """
        {"groupName":"web","groupType":"Armory","machineIdentifyType":"userdefined","groupAttribute":{"groupTopic":"t","externalName":"ext"},
         "machineList":["id-a","id-b"],"createTime":1447178253,"lastModifyTime":1447178253}
        """;

    private static readonly MachineGroupSpec s_bare = new() { ProjectName = "my-project", MachineGroupName = "web" };

    public static TheoryData<string, MachineGroupSpec> Differences => new()
    {
        { "machineList [id-a, id-b] → [id-a]", s_bare with { IdentifyType = "userdefined", MachineList = ["id-a"] } },
        { "identifyType userdefined → ip; machineList [id-a, id-b] → [10.0.0.1]", s_bare with { IdentifyType = "ip", MachineList = ["10.0.0.1"] } },
        { "groupTopic t → (empty)", s_bare with { GroupTopic = "" } },
    };

    [Theory]
    [MemberData(nameof(Differences), DisableDiscoveryEnumeration = true)]
    public async Task Each_difference_is_named_and_sent_in_place(string difference, MachineGroupSpec spec)
    {
        var service = new FakeService().Has("/machinegroups/web", Existing);
        var plan = await MachineGroupConverger.PlanAsync(service.Client, spec, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("Update: " + difference, plan.Action);
        await plan.ApplyAsync(TestContext.Current.CancellationToken);
        Assert.Equal("PUT /machinegroups/web", service.Written.Request);
        Assert.Equal("Armory", (string?)service.Written.Json["groupType"]);
        Assert.Equal("ext", (string?)service.Written.Json["groupAttribute"]!["externalName"]);
    }

    [Fact]
    public async Task The_order_of_identifiers_is_no_difference()
    {
        var service = new FakeService().Has("/machinegroups/web", Existing);
        var plan = await MachineGroupConverger.PlanAsync(service.Client, s_bare with { MachineList = ["id-b", "id-a", "id-b"], GroupTopic = "t" }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(ResourceChange.Unchanged, plan.Change);
    }

    [Fact]
    public async Task A_missing_group_is_created_or_says_what_it_needs()
    {
        var service = new FakeService();
        var plan = await MachineGroupConverger.PlanAsync(service.Client, s_bare with { MachineList = ["id-a"] }, cancellationToken: TestContext.Current.CancellationToken);
        await plan.ApplyAsync(TestContext.Current.CancellationToken);
        Assert.Equal("POST /machinegroups", service.Written.Request);
        Assert.Equal("userdefined", (string?)service.Written.Json["machineIdentifyType"]);
        Assert.Contains("at least one identifier", (await MachineGroupConverger.PlanAsync(service.Client, s_bare, cancellationToken: TestContext.Current.CancellationToken)).Obstacle);
    }

    [Theory]
    [InlineData("GroupNotExist", true)]
    [InlineData("MachineGroupNotExist", true)]
    [InlineData("ProjectNotExist", false)]
    [InlineData("InvalidParameter", false)]
    public async Task Only_the_groups_own_not_found_means_that_it_is_missing(string code, bool missing)
    {
        var service = new FakeService().Refuses("GET /machinegroups/web", missing || code == "ProjectNotExist" ? 404 : 400, code);
        var plan = Record.ExceptionAsync(() => MachineGroupConverger.PlanAsync(service.Client, s_bare, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(missing, await plan is null);
    }
}
