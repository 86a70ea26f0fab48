using AliLogOps.Client;
using AliLogOps.Setup.Checklist;
using AliLogOps.Setup.Tests.Live;

namespace AliLogOps.Setup.Tests.Checklist;

/// <summary>Each fault of hosts and logs is found by its check with its remedy, and nothing else fails but what follows from it.</summary>
public sealed class FaultTests(Emulated emulated) : FaultScene(emulated)
{
    [Fact]
    public async Task A_chain_that_works_passes()
    {
        await using var chain = await Chain.StartAsync(Emulated);
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
    public Task Stopped_agent() => FindsAsync("machine.heartbeat", "start the agent", ["canary.path"], async chain =>
    {
        await chain.Control.StopAgentAsync(chain.Hosts[0]);
        await Chain.HeartbeatsAgeAsync();
    }, evidence: "-a (10.0.0.1)");

    [Fact]
    public Task Wrong_identifier_on_a_host() => FindsAsync("machine.heartbeat", "user_defined_id", ["canary.path"], async chain =>
    {
        await chain.Control.UpdateAgentAsync(chain.Hosts[0], new EmulatorAgentSettings { Identifiers = ["somebody-else"] });
        await chain.Control.RestartAgentAsync(chain.Hosts[0]);
        await Chain.HeartbeatsAgeAsync();
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
    public async Task Host_silent()
    {
        await using var chain = await Chain.StartAsync(Emulated, secondHostLogs: false);
        AssertFound(await chain.CheckAsync(), "logs.hosts", "Test-AliLogtailHost", [], chain.Hosts[1]);
    }

    [Fact]
    public async Task What_needs_time_is_waited_for()
    {
        await using var chain = await Chain.StartAsync(Emulated);
        await chain.Control.StopAgentAsync(chain.Hosts[0]);
        await Chain.HeartbeatsAgeAsync();
        var running = chain.CheckAsync(canary: false, timeout: TimeSpan.FromSeconds(60));
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.False(running.IsCompleted);
        await chain.Control.StartAgentAsync(chain.Hosts[0]);
        Assert.DoesNotContain(await running, result => result.Status == CheckStatus.Fail);
    }
}
