using System.Net;
using System.Net.Sockets;
using AliLogOps.Client;
using AliLogOps.Setup.Checklist;
using AliLogOps.Setup.Plan;
using AliLogOps.Setup.Tests.Live;

namespace AliLogOps.Setup.Tests.Checklist;

/// <summary>Each fault of the service's side is found by its check with its remedy, and nothing else fails but what follows from it.</summary>
public sealed class ServiceFaultTests(Emulated emulated) : FaultScene(emulated)
{
    [Fact]
    public Task Wrong_tag() => FindsAsync("config.tag", "byte for byte", ["canary.path"], async chain =>
    {
        var config = await chain.Log.GetLogtailConfigAsync(chain.Setup.ProjectName, "conf");
        await chain.Log.UpdateLogtailConfigAsync(config with { InputDetail = new Dictionary<string, object?>(config.InputDetail) { ["tag"] = "other" } });
        await chain.WaitAsync(async () => (await chain.Control.GetAgentAsync(chain.Hosts[0])).Configs.Any(item => item.Tag == "other"));
    });

    [Fact]
    public async Task Logs_of_another_host_are_found_among_more_hosts_than_a_search_can_name()
    {
        await using var chain = await Chain.StartAsync(Emulated);
        // those that log come last, behind what fits into one search
        string[] many = [.. Enumerable.Range(0, 40).Select(number => $"quiet-{number}"), .. chain.Hosts];
        chain.Expect(setup => setup with { MachineExpectations = [setup.MachineExpectations[0] with { Hosts = many }] });
        Assert.Equal(CheckStatus.Pass, (await chain.CheckAsync(canary: false)).Single(result => result.Id == "logs.isolation").Status);

        await chain.Log.PutLogsAsync(chain.Setup.ProjectName, "logs", new LogGroup { Logs = [new LogItem { Time = DateTimeOffset.UtcNow, Contents = [new("hostname", "stranger"), new("msg", "x")] }] }, null, TestContext.Current.CancellationToken);

        await chain.WaitAsync(async () => (await chain.CheckAsync(canary: false)).Single(result => result.Id == "logs.isolation") is { Status: CheckStatus.Fail } found && found.Evidence.Contains("stranger", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("app-name: many | select hostname limit 500")]
    [InlineData("app-name: many | where \"app-name\" = 'many'")]
    public async Task A_search_with_SQL_or_a_script_is_judged_by_its_rows(string query)
    {
        await using var chain = await Chain.StartAsync(Emulated);
        await chain.Log.PutLogsAsync(chain.Setup.ProjectName, "logs", new LogGroup { Logs = [.. Enumerable.Range(0, 120).Select(_ => new LogItem { Time = DateTimeOffset.UtcNow, Contents = [new("hostname", chain.Hosts[0]), new("app-name", "many")] })] }, null, TestContext.Current.CancellationToken);
        chain.Expect(setup => setup with { LogExpectations = [new LogExpectation { LogstoreName = "logs", Queries = [new ExpectedQuery { Query = query, Exactly = 120 }] }] });

        await chain.WaitAsync(async () => (await chain.CheckAsync(canary: false)).Single(result => result.Id == "logs.queries") is { Status: CheckStatus.Pass } found && found.Evidence.Contains("120", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_agent_that_does_not_answer_at_all_holds_the_check_no_longer_than_was_said()
    {
        await using var chain = await Chain.StartAsync(Emulated);
        // a listener whose queue is full answers no further connection
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        var waiting = new List<Socket>();
        try
        {
            for (var connects = true; connects && waiting.Count < 64;)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                waiting.Add(socket);
                var connecting = socket.ConnectAsync(listener.LocalEndPoint!);
                connects = await Task.WhenAny(connecting, Task.Delay(300)) == connecting;
            }

            var options = new ChecklistOptions { Wanted = id => id == "canary.path", Canary = true, CanaryTarget = CanaryTarget.Parse($"tcp:{listener.LocalEndPoint}"), CanaryTimeout = TimeSpan.FromSeconds(1) };
            var results = await ChecklistRunner.RunAsync(chain.Setup, Emulated.Services, options, TimeProvider.System, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

            Assert.Contains("did not answer within 1s", Assert.Single(results).Evidence, StringComparison.Ordinal);
        }
        finally
        {
            waiting.ForEach(socket => socket.Dispose());
        }
    }

    [Fact]
    public Task Unbound_config() => FindsAsync("binding.applied", "Set-AliLogSetup", ["canary.path"], async chain =>
    {
        await chain.Log.RemoveConfigFromMachineGroupAsync(chain.Setup.ProjectName, "hosts", "conf");
        await chain.WaitAsync(async () => (await chain.Control.GetAgentAsync(chain.Hosts[0])).Configs.Count == 0);
    });

    [Fact]
    public Task Wrong_identifier_in_the_group() => FindsAsync("group.identifier", "user_defined_id", ["canary.path"], async chain =>
    {
        var group = await chain.Log.GetMachineGroupAsync(chain.Setup.ProjectName, "hosts");
        await chain.Log.UpdateMachineGroupAsync(group with { MachineList = ["somebody-else"] });
    });

    [Fact]
    public async Task Clock_off()
    {
        await using var chain = await Chain.StartAsync(Emulated);
        var time = new ShiftedTime(TimeSpan.FromMinutes(-20));
        var services = new SetupServices(
            new LogServiceClient(new LogServiceClientOptions { Endpoint = Emulated.Info.Endpoint, Credentials = new StaticCredentialProvider(Emulated.Info.Credential), TimeProvider = time }),
            new EcsClient(new EcsClientOptions { Endpoint = Emulated.Info.Endpoint, Credentials = new StaticCredentialProvider(Emulated.Info.Credential), TimeProvider = time }));
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
        await using var chain = await Chain.StartAsync(Emulated);
        await chain.Ecs.AuthorizeSecurityGroupAsync(chain.Setup.SecurityGroupRules[0] with { Policy = "Drop", SourceCidrIp = "0.0.0.0/0" });
        AssertFound(await chain.CheckAsync(canary: false), "network.security-group", "remove the one that drops", [], "is dropped by the rule sgr-");
    }
}
