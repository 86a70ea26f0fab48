using static AliLogOps.Client.Tests.TestClients;

namespace AliLogOps.Client.Tests;

public class EmulatorClientTests
{
    public const string ReadyLine = """{"endpoint":"http://127.0.0.1:18080","region":"cn-hangzhou","accessKeyId":"LTAIemulator","accessKeySecret":"emusecret","controlToken":"ctltoken","processId":123,"version":"0.1.0"}""";

    private const string Agent = """
        {"hostName":"h1","ipAddress":"10.0.0.1","identifiers":["logtail-id-dev"],"machineUniqueId":"U","streamlogAddress":"127.0.0.1","streamlogPort":11111,"streamlogOpen":true,
         "state":"Running","listening":true,"listenError":null,"lastHeartbeatTime":1714979289,"configs":[{"projectName":"my-project","configName":"c1","logstoreName":"my-logstore","tag":"sys_tag"}],
         "counters":{"connections":1,"openConnections":1,"lines":9,"accepted":4,"sent":4,"sendFailures":0,"dropped":{"unknownTag":{"x":2,"y":1},"unknownVersion":{"9.9":1},"tooFewTokens":1,"badTime":0,"partialLine":0,"tooLong":0},"invalidUtf8":1}}
        """;

    [Fact]
    public void The_ready_line_is_read_and_shows_no_secret()
    {
        EmulatorInfo info = EmulatorInfo.Parse(ReadyLine);

        Assert.Equal(("http://127.0.0.1:18080/", "cn-hangzhou", "LTAIemulator", 123, "0.1.0"), (info.Endpoint.BaseUri.AbsoluteUri, info.Endpoint.Region, info.Credential.AccessKeyId, info.ProcessId, info.Version));
        Assert.Equal("emusecret", info.RevealAccessKeySecret());
        Assert.DoesNotContain("emusecret", info.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("ctltoken", info.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ready secretsecret")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"endpoint":"http://10.0.0.1:1","region":"cn-hangzhou","accessKeyId":"a","accessKeySecret":"secretsecret","controlToken":"c"}""")]
    public void Another_line_is_refused_without_being_shown(string line)
    {
        FormatException failure = Assert.Throws<FormatException>(() => EmulatorInfo.Parse(line));

        Assert.DoesNotContain("secretsecret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task State_is_read_with_the_control_token()
    {
        FakeHandler handler = new FakeHandler().Then(Answers.Json("""{"endpoint":"http://127.0.0.1:18080","region":"cn-hangzhou","processId":123,"version":"0.1.0","startTime":1714979289,"dataPath":null,"requests":10,"writes":4,"writesByProject":{"my-project":3,"":1},"projects":1,"agents":2}"""));
        using EmulatorClient client = Create(handler);

        EmulatorState state = await client.GetStateAsync();

        Assert.Equal((10L, 4L, 1, 2, SignatureInputs.Time, null), (state.Requests, state.Writes, state.Projects, state.Agents, state.StartTime, state.DataPath));
        Assert.Equal((3L, 1L), (state.WritesByProject["my-project"], state.WritesByProject[""]));
        SentRequest sent = Assert.Single(handler.Sent);
        Assert.Equal(("GET", "/_emulator/state", "127.0.0.1:18080", "Bearer ctltoken"), (sent.Method, sent.PathAndQuery, sent.Host, sent.Headers["Authorization"]));
        Assert.False(sent.Headers.ContainsKey("x-log-apiversion"));
    }

    [Fact]
    public async Task Agents_are_added_changed_started_stopped_and_removed()
    {
        FakeHandler handler = new();
        for (int i = 0; i < 6; i++)
        {
            handler.Then(_ => Answers.Json(Agent));
        }

        handler.Then(Answers.Json($"[{Agent}]")).Then(Answers.Ok()).Then(Answers.Ok());
        using EmulatorClient client = Create(handler);

        EmulatorAgent agent = await client.AddAgentAsync("h1", new EmulatorAgentSettings { Identifiers = ["logtail-id-dev"], StreamlogPort = 0, StreamlogOpen = true, PollInterval = TimeSpan.FromSeconds(0.5) });
        await client.UpdateAgentAsync("h1", new EmulatorAgentSettings { StreamlogOpen = false });
        await client.StartAgentAsync("h1");
        await client.StopAgentAsync("h1");
        await client.RestartAgentAsync("h1");
        await client.GetAgentAsync("h1");
        IReadOnlyList<EmulatorAgent> agents = await client.ListAgentsAsync();
        await client.RemoveAgentAsync("h1");
        await client.StopAsync();

        Assert.Equal(
            [
                """POST /_emulator/agents {"hostName":"h1","identifiers":["logtail-id-dev"],"streamlogPort":0,"streamlogOpen":true,"pollSeconds":0.5}""",
                """PUT /_emulator/agents/h1 {"streamlogOpen":false}""",
                "POST /_emulator/agents/h1/start ", "POST /_emulator/agents/h1/stop ", "POST /_emulator/agents/h1/restart ",
                "GET /_emulator/agents/h1 ", "GET /_emulator/agents ", "DELETE /_emulator/agents/h1 ", "POST /_emulator/stop ",
            ],
            handler.Sent.Select(request => $"{request.Method} {request.PathAndQuery} {request.Text}"));
        Assert.Single(agents);
        Assert.Equal(("h1", "10.0.0.1", 11111, "Running", true, null, SignatureInputs.Time), (agent.HostName, agent.IPAddress, agent.StreamlogPort, agent.State, agent.Listening, agent.ListenError, agent.LastHeartbeatTime));
        Assert.Equal(new EmulatorAgentConfig { ProjectName = Project, LogtailConfigName = "c1", LogstoreName = Store, Tag = "sys_tag" }, Assert.Single(agent.Configs));
        Assert.Equal((9L, 4L, 5L, 2L, 1L, 1L), (agent.Counters.Lines, agent.Counters.Accepted, agent.Counters.Dropped, agent.Counters.DroppedUnknownTag["x"], agent.Counters.DroppedUnknownVersion["9.9"], agent.Counters.InvalidUtf8));
    }

    [Fact]
    public async Task A_refusal_comes_as_the_same_exception_without_the_token()
    {
        using EmulatorClient client = Create(new FakeHandler().Then(Answers.Error(400, "AgentAlreadyExist", "agent h1 runs already, ctltoken")));

        LogServiceException failure = await FailsAsync(() => client.AddAgentAsync("h1"));

        Assert.Equal((ErrorKind.AlreadyExists, "AgentAlreadyExist"), (failure.Kind, failure.ErrorCode));
        Assert.DoesNotContain("ctltoken", failure.ToString(), StringComparison.Ordinal);
    }

    private static EmulatorClient Create(FakeHandler handler) => new(new EmulatorClientOptions { Emulator = EmulatorInfo.Parse(ReadyLine), Handler = handler });
}
