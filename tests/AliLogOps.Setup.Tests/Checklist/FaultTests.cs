using AliLogOps.Client;
using AliLogOps.Setup.Checklist;
using AliLogOps.Setup.Plan;
using AliLogOps.Setup.Tests.Live;

namespace AliLogOps.Setup.Tests.Checklist;

/// <summary>Each fault is found by its check with its remedy, and nothing else fails but what follows from it.</summary>
public sealed class FaultTests(Emulated emulated)
{
    [Fact]
    public async Task A_chain_that_works_passes()
    {
        await using var chain = await Chain.StartAsync(emulated);
        var results = await chain.CheckAsync();
        Assert.Empty(results.Where(result => result.Status is CheckStatus.Fail or CheckStatus.Warning).Select(Describe));
        Assert.Equal(ChecklistRunner.Ids, results.Select(result => result.Id));
        Assert.Equal(["machine.inventory"], results.Where(result => result.Status == CheckStatus.Skipped).Select(result => result.Id));
        Assert.All(results, result => Assert.Equal("dev", result.Environment));
        Assert.Equal(2, Assert.IsType<HeartbeatData>(results.Single(result => result.Id == "machine.heartbeat").Data).Machines.Count);
        Assert.Equal(["rsyslog", "logstore", "search"], Assert.IsType<LatencyData>(results.Single(result => result.Id == "canary.path").Data).Hops.Select(hop => hop.Name));
        Assert.NotEmpty(Assert.IsType<ArrivalData>(results.Single(result => result.Id == "logs.preview").Data).Buckets);
    }

    [Fact]
    public Task Wrong_tag() => FindsAsync("config.tag", "byte for byte", ["canary.path"], async chain =>
    {
        var config = await chain.Log.GetLogtailConfigAsync(chain.Setup.ProjectName, "conf");
        await chain.Log.UpdateLogtailConfigAsync(config with { InputDetail = new Dictionary<string, object?>(config.InputDetail) { ["tag"] = "other" } });
        await chain.WaitAsync(async () => (await chain.Control.GetAgentAsync(chain.Hosts[0])).Configs.Any(item => item.Tag == "other"));
    });

    [Fact]
    public Task Unbound_config() => FindsAsync("binding.applied", "Set-AliLogSetup", ["canary.path"], async chain =>
    {
        await chain.Log.RemoveConfigFromMachineGroupAsync(chain.Setup.ProjectName, "hosts", "conf");
        await chain.WaitAsync(async () => (await chain.Control.GetAgentAsync(chain.Hosts[0])).Configs.Count == 0);
    });

    [Fact]
    public Task Stopped_agent() => FindsAsync("machine.heartbeat", "start the agent", ["canary.path"], async chain =>
    {
        await chain.Control.StopAgentAsync(chain.Hosts[0]);
        await Task.Delay(TimeSpan.FromSeconds(2.5));
    }, evidence: "-a (10.0.0.1)");

    [Fact]
    public Task Wrong_identifier_in_the_group() => FindsAsync("group.identifier", "user_defined_id", ["canary.path"], async chain =>
    {
        var group = await chain.Log.GetMachineGroupAsync(chain.Setup.ProjectName, "hosts");
        await chain.Log.UpdateMachineGroupAsync(group with { MachineList = ["somebody-else"] });
    });

    [Fact]
    public Task Wrong_identifier_on_a_host() => FindsAsync("machine.heartbeat", "user_defined_id", ["canary.path"], async chain =>
    {
        await chain.Control.UpdateAgentAsync(chain.Hosts[0], new EmulatorAgentSettings { Identifiers = ["somebody-else"] });
        await chain.Control.RestartAgentAsync(chain.Hosts[0]);
        await Task.Delay(TimeSpan.FromSeconds(2.5));
    });

    [Fact]
    public Task Missing_index_field() => FindsAsync("index.fields", "Set-AliLogSetup", ["logs.queries"], async chain =>
    {
        var index = await chain.Log.GetIndexAsync(chain.Setup.ProjectName, "logs");
        await chain.Log.UpdateIndexAsync(index with { Keys = index.Keys.Where(key => key.Key != "app-name").ToDictionary(key => key.Key, key => key.Value) });
    }, evidence: "lacks app-name");

    [Fact]
    public Task Closed_listener() => FindsAsync("canary.path", "streamlog_open", [], async chain =>
    {
        await chain.Control.UpdateAgentAsync(chain.Hosts[0], new EmulatorAgentSettings { StreamlogOpen = false });
        await chain.Control.RestartAgentAsync(chain.Hosts[0]);
        await Task.Delay(TimeSpan.FromSeconds(1));
    });

    [Fact]
    public Task Stopped_rsyslog() => FindsAsync("canary.path", "systemctl start rsyslog", [], chain => chain.Rsyslog.StopAsync());

    [Fact]
    public Task Full_queue() => FindsAsync("canary.path", "ActionQueueMaxDiskSpace", [], chain =>
    {
        chain.Rsyslog.QueueIsFull = true;
        return Task.CompletedTask;
    });

    [Fact]
    public async Task Clock_off()
    {
        await using var chain = await Chain.StartAsync(emulated);
        var time = new ShiftedTime(TimeSpan.FromMinutes(-20));
        var services = new SetupServices(
            new LogServiceClient(new LogServiceClientOptions { Endpoint = emulated.Info.Endpoint, Credentials = new StaticCredentialProvider(emulated.Info.Credential), TimeProvider = time }),
            new EcsClient(new EcsClientOptions { Endpoint = emulated.Info.Endpoint, Credentials = new StaticCredentialProvider(emulated.Info.Credential), TimeProvider = time }));
        AssertFound(await chain.CheckAsync(services, time), "service.clock", "NTP", [], " s behind the service");
    }

    [Fact]
    public Task Expired_key() => RefusedAsync("service.credentials", "temporary key", [], _ => (401, "InvalidSecurityToken.Expired", "the token has expired"), "InvalidSecurityToken.Expired");

    [Fact]
    public Task Missing_permission() => RefusedAsync(
        "index.exists", "RAM policy", ["setup.as-declared"],
        request => request.RequestUri!.AbsolutePath.EndsWith("/index", StringComparison.Ordinal) ? (401, "Unauthorized", "denied by sts or ram") : null, "denied by sts or ram");

    [Fact]
    public Task Retention_too_short() => FindsAsync("logstore.retention", "Set-AliLogSetup", [], async chain =>
        await chain.Log.UpdateLogstoreAsync((await chain.Log.GetLogstoreAsync(chain.Setup.ProjectName, "logs")) with { TtlDays = 3 }));

    [Fact]
    public async Task Host_silent()
    {
        await using var chain = await Chain.StartAsync(emulated, secondHostLogs: false);
        AssertFound(await chain.CheckAsync(), "logs.hosts", "Test-AliLogtailHost", [], chain.Hosts[1]);
    }

    [Fact]
    public Task Wrong_store_in_config() => FindsAsync("config.exists", "Set-AliLogSetup", ["canary.path"], async chain =>
    {
        await chain.Log.CreateLogstoreAsync(new Logstore { ProjectName = chain.Setup.ProjectName, LogstoreName = "elsewhere" });
        var config = await chain.Log.GetLogtailConfigAsync(chain.Setup.ProjectName, "conf");
        await chain.Log.UpdateLogtailConfigAsync(config with { LogstoreName = "elsewhere" });
        await chain.WaitAsync(async () => (await chain.Control.GetAgentAsync(chain.Hosts[0])).Configs.Any(item => item.LogstoreName == "elsewhere"));
    }, evidence: "collects into elsewhere");

    [Fact]
    public Task Security_group_closed() => FindsAsync("network.security-group", "Set-AliLogSetup", [], chain => chain.Ecs.RevokeSecurityGroupAsync(chain.Setup.SecurityGroupRules[0]), evidence: "no rule accepts it");

    [Fact]
    public async Task A_rule_that_drops_and_counts_first_is_named()
    {
        await using var chain = await Chain.StartAsync(emulated);
        await chain.Ecs.AuthorizeSecurityGroupAsync(chain.Setup.SecurityGroupRules[0] with { Policy = "Drop", SourceCidrIp = "0.0.0.0/0" });
        AssertFound(await chain.CheckAsync(canary: false), "network.security-group", "remove the one that drops", [], "is dropped by the rule sgr-");
    }

    [Fact]
    public async Task What_needs_time_is_waited_for()
    {
        await using var chain = await Chain.StartAsync(emulated);
        await chain.Control.StopAgentAsync(chain.Hosts[0]);
        await Task.Delay(TimeSpan.FromSeconds(2.5));
        var running = chain.CheckAsync(canary: false, timeout: TimeSpan.FromSeconds(20));
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.False(running.IsCompleted);
        await chain.Control.StartAgentAsync(chain.Hosts[0]);
        Assert.DoesNotContain(await running, result => result.Status == CheckStatus.Fail);
    }

    private async Task FindsAsync(string check, string remedy, string[] consequences, Func<Chain, Task> inject, string? evidence = null)
    {
        await using var chain = await Chain.StartAsync(emulated);
        await inject(chain);
        AssertFound(await chain.CheckAsync(), check, remedy, consequences, evidence);
    }

    private async Task RefusedAsync(string check, string remedy, string[] consequences, Func<HttpRequestMessage, (int Status, string Code, string Message)?> refuse, string evidence)
    {
        await using var chain = await Chain.StartAsync(emulated);
        using var handler = new FaultHandler(refuse);
        AssertFound(await chain.CheckAsync(emulated.Connect(handler), canary: false), check, remedy, consequences, evidence);
    }

    private static void AssertFound(IReadOnlyList<CheckResult> results, string check, string remedy, string[] consequences, string? evidence)
    {
        var failed = results.Where(result => result.Status == CheckStatus.Fail).ToArray();
        Assert.True(failed.Length > 0, "nothing failed");
        Assert.True(failed[0].Id == check, string.Join("\n", failed.Select(Describe)));
        Assert.Contains(remedy, failed[0].Remedy, StringComparison.OrdinalIgnoreCase);
        Assert.NotEmpty(failed[0].Cause);
        Assert.Contains(evidence ?? "", failed[0].Evidence, StringComparison.Ordinal);
        Assert.All(failed.Skip(1), other => Assert.True(consequences.Contains(other.Id), Describe(other)));
    }

    private static string Describe(CheckResult result) => $"{result.Id}: {result.Evidence} | {result.Cause} | {result.Remedy}";

    private sealed class ShiftedTime(TimeSpan shift) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;
    }
}
