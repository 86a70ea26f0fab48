using AliLogOps.Client;
using AliLogOps.Setup.Plan;
using AliLogOps.Setup.Tests.Live;

namespace AliLogOps.Setup.Tests.Plan;

/// <summary>What a plan says that it would send.</summary>
public sealed class SetupRequestTests(Emulated emulated)
{
    [Fact]
    public async Task A_plan_names_the_request_of_each_step_made_or_taken_away()
    {
        var name = Emulated.NewName();
        var setup = new LogSetup
        {
            ProjectName = name,
            Logstores = [new LogstoreSpec { ProjectName = name, LogstoreName = "logs" }],
            MachineGroups = [new MachineGroupSpec { ProjectName = name, MachineGroupName = "hosts", MachineList = ["id"] }],
            LogtailConfigs = [new LogtailConfigSpec { ProjectName = name, LogtailConfigName = "conf", LogstoreName = "logs", InputType = "syslog", InputDetail = new Dictionary<string, object?> { ["tag"] = "tag" } }],
            Bindings = [new MachineGroupBinding { ProjectName = name, LogtailConfigName = "conf", MachineGroupName = "hosts" }],
            SecurityGroupRules = [new SecurityGroupRule { SecurityGroupId = "sg-emulator", PortRange = "19999/19999", SourceCidrIp = "10.0.0.0/8" }],
        };
        var cancellation = TestContext.Current.CancellationToken;

        var plan = await SetupPlanner.PlanAsync(emulated.Services, setup, PlanScope.Declared, cancellation);
        Assert.Equal(
            ["POST /", "POST /logstores", "POST /machinegroups", "POST /configs", "PUT /machinegroups/hosts/configs/conf", "AuthorizeSecurityGroup"],
            plan.Steps.Select(step => step.Request));
        await SetupExecutor.RunAsync(plan.Steps, TimeProvider.System, cancellation);

        var (removal, kept) = await SetupRemoval.PlanAsync(emulated.Services, setup, rules: true, cancellation);
        Assert.Null(kept);
        Assert.Equal(
            ["DELETE /machinegroups/hosts/configs/conf", "DELETE /configs/conf", "DELETE /machinegroups/hosts", "DELETE /logstores/logs", "RevokeSecurityGroup", "DELETE /"],
            removal.Select(step => step.Request));
        Assert.All(await SetupExecutor.RunAsync(removal, TimeProvider.System, cancellation), result => Assert.Equal(StepOutcome.Done, result.Outcome));
    }
}
