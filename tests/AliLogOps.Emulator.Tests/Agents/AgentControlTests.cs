using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace AliLogOps.Emulator.Tests.Agents;

/// <summary>The agents by the control API, with the control plane of the emulator behind them.</summary>
public sealed class AgentControlTests
{
    [Fact]
    public async Task An_agent_is_created_with_defaults_shown_stopped_started_and_deleted()
    {
        await using AgentEmulator emulator = await AgentEmulator.StartAsync();
        JsonNode agent = (await emulator.ControlAsync("POST", "/_emulator/agents", new { hostName = "web-1", identifiers = new[] { "id-1" } }))!;
        int port = (int)agent["streamlogPort"]!;
        Assert.InRange(port, 1, 65535);
        Assert.True((long)agent["lastHeartbeatTime"]! > 1_700_000_000);
        Assert.NotEqual("", (string)agent["machineUniqueId"]!);
        agent["lastHeartbeatTime"] = agent["machineUniqueId"] = agent["streamlogPort"] = null;
        Assert.Equal(
            """
            {"hostName":"web-1","ipAddress":"10.0.0.2","identifiers":["id-1"],"instanceId":"","machineUniqueId":null,"streamlogAddress":"127.0.0.1","streamlogPort":null,"streamlogOpen":true,
            "state":"Running","listening":true,"listenError":null,"lastHeartbeatTime":null,"configs":[],
            "counters":{"connections":0,"openConnections":0,"lines":0,"accepted":0,"sent":0,"queued":0,"sendFailures":0,
            "dropped":{"unknownTag":{},"unknownVersion":{},"tooFewTokens":0,"badTime":0,"tooOld":0,"partialLine":0,"tooLong":0,"rejected":{}},"invalidUtf8":0,"duplicateTags":0},
            "streamlogFormats":[],"heartbeatSeconds":30,"pollSeconds":1,"batchSeconds":0.5,"retrySeconds":3,"discardOlderThanSeconds":0,"restartNeeded":false,"warnings":[]}
            """.ReplaceLineEndings(""),
            agent.ToJsonString());

        JsonNode stopped = (await emulator.ControlAsync("POST", "/_emulator/agents/web-1/stop"))!;
        Assert.Equal(("Stopped", false, port), ((string)stopped["state"]!, (bool)stopped["listening"]!, (int)stopped["streamlogPort"]!));
        Assert.NotNull(stopped["lastHeartbeatTime"]);
        JsonNode started = (await emulator.ControlAsync("POST", "/_emulator/agents/web-1/start"))!;
        Assert.Equal(("Running", true, port), ((string)started["state"]!, (bool)started["listening"]!, (int)started["streamlogPort"]!));

        Assert.Single((await emulator.ControlAsync("GET", "/_emulator/agents"))!.AsArray());
        await emulator.ControlAsync("DELETE", "/_emulator/agents/web-1");
        Assert.Empty((await emulator.ControlAsync("GET", "/_emulator/agents"))!.AsArray());
        await emulator.ControlAsync("GET", "/_emulator/agents/web-1", status: 404);
    }

    [Fact]
    public async Task Agents_that_are_made_at_the_same_time_have_addresses_of_their_own()
    {
        await using AgentEmulator emulator = await AgentEmulator.StartAsync();
        JsonNode?[] agents = await Task.WhenAll(Enumerable.Range(1, 16).Select(number =>
            Task.Run(() => emulator.ControlAsync("POST", "/_emulator/agents", new { hostName = $"web-{number}", streamlogOpen = false }))));
        Assert.Equal(16, agents.Select(agent => (string)agent!["ipAddress"]!).Distinct().Count());
    }

    [Fact]
    public async Task A_host_that_runs_already_is_refused_and_a_stopped_one_starts_with_the_new_settings_on_its_port()
    {
        await using AgentEmulator emulator = await AgentEmulator.StartAsync();
        JsonNode first = await emulator.StartAgentAsync("web-1");
        JsonNode error = (await emulator.ControlAsync("POST", "/_emulator/agents", new { hostName = "web-1", identifiers = new[] { "id-2" } }, status: 400))!;
        Assert.Equal("AgentAlreadyExist", (string)error["errorCode"]!);
        Assert.Contains("web-1 is running already: stop it first", (string)error["errorMessage"]!, StringComparison.Ordinal);

        await emulator.ControlAsync("POST", "/_emulator/agents/web-1/stop");
        JsonNode again = await emulator.StartAgentAsync("web-1", "id-2");
        Assert.Equal("""["id-2"]""", again["identifiers"]!.ToJsonString());
        foreach (string kept in new[] { "streamlogPort", "ipAddress", "machineUniqueId" })
        {
            Assert.Equal(first[kept]!.ToJsonString(), again[kept]!.ToJsonString());
        }
    }

    [Fact]
    public async Task Changed_settings_are_kept_and_take_effect_at_the_next_start()
    {
        await using AgentEmulator emulator = await AgentEmulator.StartAsync();
        await emulator.StartAgentAsync("web-1");
        JsonNode changed = (await emulator.ControlAsync("PUT", "/_emulator/agents/web-1", new { streamlogOpen = false, identifiers = new[] { "id-9" } }))!;
        Assert.Equal((true, true, true), ((bool)changed["restartNeeded"]!, (bool)changed["streamlogOpen"]!, (bool)changed["listening"]!));
        JsonNode restarted = (await emulator.ControlAsync("POST", "/_emulator/agents/web-1/restart"))!;
        Assert.Equal((false, false, false), ((bool)restarted["restartNeeded"]!, (bool)restarted["streamlogOpen"]!, (bool)restarted["listening"]!));
        Assert.Equal("""["id-9"]""", restarted["identifiers"]!.ToJsonString());
    }

    [Theory]
    [InlineData("POST", "/_emulator/agents", """{"identifiers":["x"]}""", 400, "InvalidParameter", "hostName is missing")]
    [InlineData("POST", "/_emulator/agents", """{"hostName":"h","streamlogPort":70000}""", 400, "InvalidParameter", "streamlogPort cannot be 70000")]
    [InlineData("POST", "/_emulator/agents", """{"hostName":"h","port":1}""", 400, "InvalidParameter", "'port' is no setting of an agent")]
    [InlineData("POST", "/_emulator/agents", null, 400, "InvalidParameter", "hostName is missing")]
    [InlineData("POST", "/_emulator/agents", "{", 400, "PostBodyInvalid", "JSON")]
    [InlineData("PUT", "/_emulator/agents/web-1", """{"hostName":"web-2"}""", 400, "InvalidParameter", "hostName cannot become web-2")]
    [InlineData("PUT", "/_emulator/agents/web-1", """{"batchSeconds":"1"}""", 400, "InvalidParameter", "batchSeconds cannot be \"1\"")]
    [InlineData("PUT", "/_emulator/agents/web-1", null, 400, "InvalidParameter", "must be a JSON object")]
    [InlineData("PUT", "/_emulator/agents/nobody", "{}", 404, "AgentNotExist", "no agent of host nobody")]
    [InlineData("POST", "/_emulator/agents/nobody/start", null, 404, "AgentNotExist", "no agent of host nobody")]
    [InlineData("POST", "/_emulator/agents/nobody/stop", null, 404, "AgentNotExist", "no agent of host nobody")]
    [InlineData("DELETE", "/_emulator/agents/nobody", null, 404, "AgentNotExist", "no agent of host nobody")]
    public async Task A_request_that_cannot_be_done_says_why(string method, string path, string? body, int status, string code, string text)
    {
        await using AgentEmulator emulator = await AgentEmulator.StartAsync();
        await emulator.StartAgentAsync("web-1");
        JsonNode error = (await emulator.ControlAsync(method, path, body, status))!;
        Assert.Equal(code, (string)error["errorCode"]!);
        Assert.Contains(text, (string)error["errorMessage"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Agents_show_up_in_the_groups_of_their_identifier_or_ip_and_age_there_after_a_stop()
    {
        await using AgentEmulator emulator = await AgentEmulator.StartAsync();
        await emulator.CreateSetupAsync();
        await emulator.CallAsync("POST", "sample-project", "/machinegroups", new
        {
            groupName = "by-ip",
            machineIdentifyType = "ip",
            machineList = new[] { "10.0.0.77" },
        });
        foreach (string host in new[] { "web-0", "web-1", "certman" })
        {
            await emulator.StartAgentAsync(host);
        }

        await emulator.StartAgentAsync("stranger", "id-2");
        await emulator.ControlAsync("POST", "/_emulator/agents", new { hostName = "by-ip", ipAddress = "10.0.0.77" });

        JsonArray machines = await emulator.MachinesAsync();
        Assert.Equal(3, machines.Count);
        Assert.Equal(3, machines.Select(machine => (string)machine!["ip"]!).Distinct().Count());
        Assert.All(machines, machine => Assert.Equal("id-1", (string)machine!["userdefined-id"]!));
        JsonNode byIp = JsonNode.Parse(await emulator.CallAsync("GET", "sample-project", "/machinegroups/by-ip/machines"))!;
        Assert.Equal("10.0.0.77", (string)Assert.Single(byIp["machines"]!.AsArray())!["ip"]!);

        JsonNode stopped = (await emulator.ControlAsync("POST", "/_emulator/agents/web-1/stop"))!;
        await emulator.ControlAsync("PUT", "/_emulator/agents/web-1", new { identifiers = new[] { "id-2" } });
        JsonNode aged = (await emulator.MachinesAsync()).Single(machine => (string)machine!["ip"]! == (string)stopped["ipAddress"]!)!;
        Assert.Equal((long)stopped["lastHeartbeatTime"]!, (long)aged["lastHeartbeatTime"]!);
        Assert.Equal(4, (int)(await emulator.ControlAsync("GET", "/_emulator/state"))!["agents"]!);
    }

    [Fact]
    public async Task An_agent_receives_the_stream_configs_of_its_groups_and_loses_them_when_they_are_taken_away()
    {
        await using AgentEmulator emulator = await AgentEmulator.StartAsync();
        await emulator.CreateSetupAsync();
        await emulator.CreateConfigAsync("sample-project", "not-bound", "other_tag");
        await emulator.CallAsync("POST", "sample-project", "/configs", new
        {
            configName = "a-file",
            inputType = "file",
            inputDetail = new { logType = "json_log", logPath = "/var/log", filePattern = "*.log" },
            outputType = "LogService",
            outputDetail = new { logstoreName = "sample-store" },
        });
        await emulator.CallAsync("PUT", "sample-project", "/machinegroups/sample-group/configs/a-file");
        JsonNode agent = await emulator.StartAgentAsync("web-1");
        Assert.Equal(
            """[{"projectName":"sample-project","configName":"sample-config","logstoreName":"sample-store","tag":"sys_tag"}]""",
            agent["configs"]!.ToJsonString());

        await emulator.CallAsync("DELETE", "sample-project", "/machinegroups/sample-group/configs/sample-config");
        await emulator.UntilAsync("web-1", shown => shown["configs"]!.AsArray().Count == 0);
        await AgentEmulator.SendLinesAsync(agent, LineText.Wire("nobody"));
        await emulator.UntilAsync("web-1", shown => (long?)shown["counters"]!["dropped"]!["unknownTag"]!["sys_tag"] == 1);
    }

    [Fact]
    public async Task Agents_count_no_control_plane_writes()
    {
        await using AgentEmulator emulator = await AgentEmulator.StartAsync();
        await emulator.CreateSetupAsync();
        long before = (long)(await emulator.ControlAsync("GET", "/_emulator/state"))!["writes"]!;
        JsonNode agent = await emulator.StartAgentAsync("web-1");
        await AgentEmulator.SendLinesAsync(agent, LineText.Wire("x", DateTimeOffset.UtcNow.ToUnixTimeSeconds()));
        await emulator.UntilAsync("web-1", shown => (long)shown["counters"]!["accepted"]! == 1);
        await emulator.ControlAsync("POST", "/_emulator/agents/web-1/restart");
        Assert.Equal(before, (long)(await emulator.ControlAsync("GET", "/_emulator/state"))!["writes"]!);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_shown_as_the_reason_there_is_no_listener()
    {
        using Socket taken = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        int port = ((IPEndPoint)taken.LocalEndPoint!).Port;
        await using AgentEmulator emulator = await AgentEmulator.StartAsync();
        JsonNode agent = await emulator.StartAgentAsync("web-1", streamlogPort: port);
        Assert.Equal(("Running", false, port), ((string)agent["state"]!, (bool)agent["listening"]!, (int)agent["streamlogPort"]!));
        Assert.Contains($"127.0.0.1:{port}", (string)agent["listenError"]!, StringComparison.Ordinal);
    }
}
