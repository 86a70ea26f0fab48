using AliLogOps.Client;
using AliLogOps.Setup.Tests.Fakes;

namespace AliLogOps.Setup.Tests.Convergence;

public sealed class BindingConvergerTests
{
    private static readonly MachineGroupBinding s_binding = new() { ProjectName = "my-project", LogtailConfigName = "conf", MachineGroupName = "web" };

    [Theory]
    [InlineData("""{"count":1,"configs":["conf"]}""", ResourceChange.Unchanged)]
    [InlineData("""{"count":1,"configs":["other"]}""", ResourceChange.Created)]
    [InlineData("""{"count":0,"configs":[]}""", ResourceChange.Created)]
    public async Task A_config_is_applied_only_when_it_is_not(string applied, ResourceChange change)
    {
        var service = new FakeService().Has("/machinegroups/web/configs", applied);
        var plan = await BindingConverger.PlanAsync(service.Client, s_binding, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(change, plan.Change);
        await plan.ApplyAsync(TestContext.Current.CancellationToken);
        Assert.Equal(change == ResourceChange.Created ? ["PUT /machinegroups/web/configs/conf"] : [], service.Writes.Select(write => write.Request));
    }

    [Fact]
    public async Task A_missing_group_is_an_error_but_in_a_rehearsal()
    {
        var service = new FakeService();
        await Assert.ThrowsAsync<LogServiceException>(() => BindingConverger.PlanAsync(service.Client, s_binding, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(ResourceChange.Created, (await BindingConverger.PlanAsync(service.Client, s_binding, assumeParents: true, TestContext.Current.CancellationToken)).Change);
    }
}
