using System.Globalization;
using System.Net.Sockets;
using System.Text;
using AliLogOps.Client;
using AliLogOps.Setup.Checklist;
using AliLogOps.Setup.Plan;
using AliLogOps.Setup.Tests.Live;

namespace AliLogOps.Setup.Tests.Checklist;

/// <summary>A whole chain that works: a setup, two hosts with agents, rsyslog before the first, and logs of both.</summary>
internal sealed class Chain : IAsyncDisposable
{
    /// <summary>How old a heartbeat may be: many of the agents' intervals, for a machine that stands still now and then.</summary>
    public static readonly TimeSpan HeartbeatTimeout = TimeSpan.FromSeconds(4);

    private static int s_port = 20000;

    private readonly Emulated _emulated;
    private readonly EmulatorClient _control;
    private RsyslogStandIn _rsyslog = null!;
    private int _agentPort;

    private Chain(Emulated emulated)
    {
        _emulated = emulated;
        _control = emulated.Control();
        var name = Emulated.NewName();
        Hosts = [name + "-a", name + "-b"];
        Setup = new LogSetup
        {
            EnvironmentName = "dev",
            ProjectName = name,
            Logstores = [new LogstoreSpec { ProjectName = name, LogstoreName = "logs", TtlDays = 30, ShardCount = 2 }],
            Indexes = [new IndexSpec { ProjectName = name, LogstoreName = "logs", FullText = true, Keys = new Dictionary<string, IndexKeySpec> { ["app-name"] = new() { Type = "text" }, ["hostname"] = new() { Type = "text" } } }],
            MachineGroups = [new MachineGroupSpec { ProjectName = name, MachineGroupName = "hosts", IdentifyType = "userdefined", MachineList = [name + "-id"] }],
            LogtailConfigs = [new LogtailConfigSpec { ProjectName = name, LogtailConfigName = "conf", LogstoreName = "logs", InputType = "syslog", InputDetail = new Dictionary<string, object?> { ["tag"] = "tag-" + name } }],
            Bindings = [new MachineGroupBinding { ProjectName = name, LogtailConfigName = "conf", MachineGroupName = "hosts" }],
            // a port of its own: all tests share the emulator's security group
            SecurityGroupRules = [new SecurityGroupRule { SecurityGroupId = "sg-emulator", PortRange = Ports(Interlocked.Increment(ref s_port)), SourceCidrIp = "10.0.0.0/8" }],
            MachineExpectations = [new MachineExpectation { MachineGroupName = "hosts", Machines = 2, Hosts = Hosts, HeartbeatTimeout = HeartbeatTimeout, HostAddresses = new Dictionary<string, string> { [Hosts[0]] = "10.0.0.1", [Hosts[1]] = "10.0.0.2" } }],
            LogExpectations = [new LogExpectation { LogstoreName = "logs", OnlyFromHosts = true, Queries = [new ExpectedQuery { Query = "app-name: shop", AtLeast = 2 }] }],
        };
    }

    public LogSetup Setup { get; private set; }

    public string[] Hosts { get; }

    public LogServiceClient Log => _emulated.Services.Log;

    public EcsClient Ecs => _emulated.Services.Ecs;

    public RsyslogStandIn Rsyslog => _rsyslog;

    public EmulatorClient Control => _control;

    private string Tag => (string)Setup.LogtailConfigs[0].InputDetail!["tag"]!;

    public static async Task<Chain> StartAsync(Emulated emulated, bool secondHostLogs = true)
    {
        var chain = new Chain(emulated);
        var plan = await SetupPlanner.PlanAsync(emulated.Services, chain.Setup);
        Assert.All(await SetupExecutor.RunAsync(plan.Steps, TimeProvider.System, default), result => Assert.Equal(StepOutcome.Done, result.Outcome));
        for (var i = 0; i < chain.Hosts.Length; i++)
        {
            var agent = await chain._control.AddAgentAsync(chain.Hosts[i], new EmulatorAgentSettings
            {
                IPAddress = $"10.0.0.{i + 1}",
                Identifiers = chain.Setup.MachineGroups[0].MachineList,
                HeartbeatInterval = TimeSpan.FromMilliseconds(300),
                PollInterval = TimeSpan.FromMilliseconds(200),
                BatchInterval = TimeSpan.FromMilliseconds(200),
                StreamlogPort = 0,
            });
            await chain.WaitAsync(async () => (await chain._control.GetAgentAsync(chain.Hosts[i])).Configs.Count == 1);
            if (i == 0)
            {
                chain._agentPort = agent.StreamlogPort;
                chain._rsyslog = new RsyslogStandIn(chain.Tag, chain.Hosts[0], agent.StreamlogPort);
            }

            if (i == 0 || secondHostLogs)
            {
                chain.Send(agent.StreamlogPort, chain.Hosts[i], "first");
                chain.Send(agent.StreamlogPort, chain.Hosts[i], "second");
            }
        }

        await chain.WaitAsync(async () => (await chain.Log.GetLogsAsync(new LogQuery
        {
            ProjectName = chain.Setup.ProjectName,
            LogstoreName = "logs",
            Query = "app-name: shop",
            From = DateTimeOffset.UtcNow.AddMinutes(-5),
            To = DateTimeOffset.UtcNow.AddMinutes(1),
        })).Logs.Count == (secondHostLogs ? 4 : 2));
        return chain;
    }

    /// <summary>Runs the checklist; where the canary should not arrive, it is not waited for long.</summary>
    public Task<IReadOnlyList<CheckResult>> CheckAsync(SetupServices? services = null, TimeProvider? time = null, bool canary = true, bool arrives = true, TimeSpan timeout = default) => ChecklistRunner.RunAsync(
        Setup,
        services ?? _emulated.Services,
        new ChecklistOptions
        {
            Canary = canary,
            CanaryTarget = CanaryTarget.Parse("unix:" + _rsyslog.Path),
            AgentBehind = CanaryTarget.Parse(string.Create(CultureInfo.InvariantCulture, $"tcp:127.0.0.1:{_agentPort}")),
            CanaryTimeout = TimeSpan.FromSeconds(arrives ? 30 : 2.5),
            PollInterval = TimeSpan.FromMilliseconds(200),
            Timeout = timeout,
        },
        time ?? TimeProvider.System,
        TestContext.Current.CancellationToken);

    /// <summary>Waits until what a stopped agent last reported is too old.</summary>
    public static Task HeartbeatsAgeAsync() => Task.Delay(HeartbeatTimeout + TimeSpan.FromSeconds(0.5), TestContext.Current.CancellationToken);

    /// <summary>Waits for what the agents do by themselves.</summary>
    public async Task WaitAsync(Func<Task<bool>> condition)
    {
        for (var round = 0; !await condition(); round++)
        {
            Assert.True(round < 1200, "Nothing happened for a minute.");
            await Task.Delay(50);
        }
    }

    public void Expect(Func<LogSetup, LogSetup> change) => Setup = change(Setup);

    public async ValueTask DisposeAsync()
    {
        foreach (var host in Hosts)
        {
            await _control.RemoveAgentAsync(host);
        }

        await _rsyslog.DisposeAsync();
        await Log.DeleteProjectAsync(Setup.ProjectName);
        _control.Dispose();
    }

    private void Send(int port, string host, string text)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"0.1 {Tag} {DateTimeOffset.UtcNow.ToUnixTimeSeconds()} 127.0.0.1 {host} daemon.info 0 shop 7 -  {text}\n");
        using var client = new TcpClient("127.0.0.1", port);
        client.GetStream().Write(Encoding.UTF8.GetBytes(line));
    }

    private static string Ports(int port) => string.Create(CultureInfo.InvariantCulture, $"{port}/{port}");
}
