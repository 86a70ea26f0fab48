using System.Net;
using System.Net.Sockets;
using AliLogOps.Emulator.Agents;
using AliLogOps.Emulator.Agents.Sending;
using AliLogOps.Emulator.Agents.StreamLog;

namespace AliLogOps.Emulator.Tests.Agents;

public sealed class StandInAgentTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_line_becomes_a_log_with_source_tags_and_no_topic()
    {
        await using AgentRig rig = await AgentRig.StartAsync();
        await rig.SendAsync(LineText.Wire(" hello", time: 1700000001));
        await rig.SettleAsync(1);
        (SendTarget target, ReceivedGroup group) = Assert.Single(rig.Service.Groups);
        Assert.Equal("sample-project/sample-store", target.ToString());
        Assert.Equal("10.1.2.3", group.Source);
        Assert.Null(group.Topic);
        Assert.Equal([new("__hostname__", "web-1"), new("__user_defined_id__", "id-1")], group.Tags);
        ReceivedLog log = Assert.Single(group.Logs);
        Assert.Equal(1700000001u, log.Time);
        Assert.Equal("hostname=web-1|pri-text=daemon.info|protocol-version=0|app-name=todo-list|procid=705|msgid=-|msg= hello", log.Text);
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("", "127.0.0.1")]
    [InlineData("10.101.166.127", "10.101.166.127")]
    [InlineData("127.0.0.2", "127.0.0.2")]
    public async Task An_ip_that_is_empty_or_127_0_0_1_gives_way_to_the_address_of_the_peer(string ip, string source)
    {
        await using AgentRig rig = await AgentRig.StartAsync();
        await rig.SendAsync(LineText.Wire("x", ip: ip));
        await rig.SettleAsync(1);
        Assert.Equal(source, Assert.Single(rig.Service.Groups).Group.Source);
    }

    [Theory]
    [InlineData("127.0.0.1", "10.9.8.7")]
    [InlineData("", "10.9.8.7")]
    [InlineData("127.0.0.10", "127.0.0.10")]
    public void The_address_of_a_remote_peer_stands_in(string ip, string source)
    {
        Assert.Equal(source, LineText.Text(new StreamLogPeer(IPAddress.Parse("::ffff:10.9.8.7")).SourceFor(LineText.Utf8(ip))));
    }

    [Fact]
    public async Task Lines_that_do_not_fit_are_dropped_and_counted_and_the_next_line_is_not_touched()
    {
        await using AgentRig rig = await AgentRig.StartAsync(settings => settings with { DiscardOlderThan = TimeSpan.FromHours(12) });
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        await rig.SendAsync(
            LineText.Wire("good", now),
            LineText.Wire("x", now, tag: "Sys_tag"),
            LineText.Wire("x", now, tag: "sys_tag\t"),
            LineText.Wire("x", now, tag: "Sys_tag"),
            LineText.Wire("x", now, tag: ""),
            "2.1 sys_tag 5 i m\n",
            "2.1 sys_tag 5 i m\n",
            "102 9.9 x\n",
            "\n",
            "0.1 sys_tag 5 i h p 0 a 1\n",
            LineText.Wire("x").Replace("1700000000", "Nov", StringComparison.Ordinal),
            LineText.Wire("old", now - 50000),
            LineText.Wire("good too", now),
            "0.1 sys_tag 5 i h p 0 a 1 - cut off");
        await rig.SettleAsync(13);
        await Eventually.Equal(1L, () => rig.Counters.PartialLine);
        Assert.Equal(["good", "good too"], rig.Service.Logs.Select(log => log.Message));
        Assert.Equal([new("", 1), new("Sys_tag", 2), new("sys_tag\t", 1)], rig.Counters.UnknownTag.Snapshot());
        Assert.Equal([new("102", 1), new("2.1", 2)], rig.Counters.UnknownVersion.Snapshot());
        Assert.Equal((2, 1, 1), (rig.Counters.TooFewTokens, rig.Counters.BadTime, rig.Counters.TooOld));
        Assert.Equal((2, 2), (rig.Counters.Accepted, rig.Counters.Sent));
        Assert.Single(rig.Agent.Warnings, warning => warning.Contains("'2.1'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_are_replaced_and_counted()
    {
        await using AgentRig rig = await AgentRig.StartAsync();
        await using (NetworkStream stream = await rig.ConnectAsync())
        {
            await stream.WriteAsync((byte[])[.. "0.1 sys_tag 1700000000 10.1.2.3 h p 0 a\xff 1 - caf"u8, 0xe9, .. " end\n"u8], Cancel);
            await stream.WriteAsync((byte[])[.. "0.1 sys_tag 1700000000 10.1.2.3 h p 0 a"u8, 0xff, 0xe4, .. " 1 - "u8, 0xe4, 0xb8, (byte)'\n'], Cancel);
        }

        await rig.SettleAsync(2);
        Assert.Equal(2, rig.Counters.InvalidUtf8);
        Assert.Equal(["caf\ufffd end", "\ufffd"], rig.Service.Logs.Select(log => log.Message));
        Assert.Contains("app-name=a\ufffd\ufffd|procid=1|", rig.Service.Logs.Last().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_configs_with_one_tag_the_first_by_project_and_name_wins_and_the_other_is_counted()
    {
        await using AgentRig rig = new();
        rig.Configs.Configs =
        [
            new("b-project", "a-config", "never", "sys_tag"),
            new("a-project", "z-config", "never", "sys_tag"),
            new("a-project", "b-config", "wins", "sys_tag"),
            new("a-project", "c-config", "other", "other_tag"),
        ];
        await rig.Agent.StartAsync();
        await rig.SendAsync(LineText.Wire("x"));
        await rig.SettleAsync(1);
        Assert.Equal("a-project/wins", Assert.Single(rig.Service.Groups).Target.ToString());
        Assert.Equal(2, rig.Counters.DuplicateTags);
        Assert.Contains(rig.Agent.Warnings, warning => warning.Contains("b-project/a-config", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_config_taken_from_the_group_is_dropped_at_the_next_poll_and_its_lines_are_counted_by_tag()
    {
        await using AgentRig rig = await AgentRig.StartAsync();
        await using NetworkStream stream = await rig.ConnectAsync();
        await stream.WriteAsync(LineText.Utf8(LineText.Wire("before")), Cancel);
        await rig.SettleAsync(1);

        rig.Configs.Configs = [];
        await Eventually.Equal(0, () => rig.Agent.Configs.Count);
        await stream.WriteAsync(LineText.Utf8(LineText.Wire("without")), Cancel);
        await rig.SettleAsync(2);

        rig.Configs.Configs = [new("sample-project", "again", "sample-store", "sys_tag")];
        await Eventually.Equal(1, () => rig.Agent.Configs.Count);
        await stream.WriteAsync(LineText.Utf8(LineText.Wire("after")), Cancel);
        await rig.SettleAsync(3);
        Assert.Equal(["before", "after"], rig.Service.Logs.Select(log => log.Message));
        Assert.Equal([new("sys_tag", 1)], rig.Counters.UnknownTag.Snapshot());
    }

    [Fact]
    public async Task The_time_of_the_last_heartbeat_moves_while_the_agent_runs_and_ages_after_a_stop()
    {
        ManualTime time = new();
        await using AgentRig rig = await AgentRig.StartAsync(settings => settings with { Heartbeat = TimeSpan.FromSeconds(30) }, time);
        long start = time.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal(start, rig.Agent.LastHeartbeatTime);

        // The clock of the heartbeat is taken on another thread.
        for (int round = 0; rig.Agent.LastHeartbeatTime == start; round++)
        {
            Assert.True(round < 1000, "no second heartbeat");
            time.Advance(TimeSpan.FromSeconds(30));
            await Task.Delay(2, Cancel);
        }

        await rig.Agent.StopAsync();
        long? last = rig.Agent.LastHeartbeatTime;
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(last, rig.Agent.LastHeartbeatTime);
        Assert.True(time.GetUtcNow().ToUnixTimeSeconds() - last >= 3600);

        await rig.Agent.StartAsync();
        Assert.Equal(time.GetUtcNow().ToUnixTimeSeconds(), rig.Agent.LastHeartbeatTime);
    }

    [Fact]
    public async Task A_stop_closes_the_listener_and_a_start_opens_it_on_the_same_port()
    {
        await using AgentRig rig = await AgentRig.StartAsync();
        int port = rig.Agent.StreamlogPort;
        await using NetworkStream open = await rig.ConnectAsync();
        await open.WriteAsync(LineText.Utf8(LineText.Wire("one")), Cancel);
        await rig.SettleAsync(1);

        await rig.Agent.StopAsync();
        Assert.Equal((AgentState.Stopped, false, port), (rig.Agent.State, rig.Agent.Listening, rig.Agent.StreamlogPort));
        Assert.Equal(0, await open.ReadAsync(new byte[1], Cancel));
        await Assert.ThrowsAsync<SocketException>(rig.ConnectAsync);

        await rig.Agent.StartAsync();
        Assert.Equal((AgentState.Running, true, port), (rig.Agent.State, rig.Agent.Listening, rig.Agent.StreamlogPort));
        await rig.SendAsync(LineText.Wire("two"));
        await rig.SettleAsync(2);
        await rig.Agent.RestartAsync();
        Assert.Equal(port, rig.Agent.StreamlogPort);
        await rig.SendAsync(LineText.Wire("three"));
        await rig.SettleAsync(3);
        Assert.Equal(["one", "two", "three"], rig.Service.Logs.Select(log => log.Message));
    }

    [Fact]
    public async Task Changed_settings_wait_for_the_next_start()
    {
        await using AgentRig rig = await AgentRig.StartAsync();
        rig.Agent.Change(rig.Agent.Settings with { StreamlogOpen = false, Identifiers = ["id-2"] });
        Assert.True(rig.Agent.RestartNeeded);
        Assert.True(rig.Agent.Listening);
        Assert.Equal(["id-1"], rig.Agent.EffectiveSettings.Identifiers);

        await rig.Agent.RestartAsync();
        Assert.False(rig.Agent.RestartNeeded);
        Assert.False(rig.Agent.Listening);
        Assert.Null(rig.Agent.ListenError);
        Assert.Equal(["id-2"], rig.Agent.EffectiveSettings.Identifiers);
        await Assert.ThrowsAsync<SocketException>(rig.ConnectAsync);
    }

    [Fact]
    public async Task A_taken_port_leaves_the_agent_running_without_a_listener_and_says_so()
    {
        await using AgentRig first = await AgentRig.StartAsync();
        await using AgentRig second = new(settings => settings with { StreamlogPort = first.Agent.StreamlogPort });
        await second.Agent.StartAsync();
        Assert.Equal((AgentState.Running, false), (second.Agent.State, second.Agent.Listening));
        Assert.Contains($"STREAMLOG_TCP_SOCKET_BIND_ALARM: cannot listen on 127.0.0.1:{first.Agent.StreamlogPort}", second.Agent.ListenError, StringComparison.Ordinal);
        Assert.NotNull(second.Agent.LastHeartbeatTime);

        await first.Agent.StopAsync();
        await second.Agent.RestartAsync();
        Assert.True(second.Agent.Listening, second.Agent.ListenError);
        Assert.Null(second.Agent.ListenError);
    }

    [Fact]
    public async Task What_has_arrived_before_a_stop_is_sent_before_it_ends()
    {
        // A batch that never falls due by itself, so that only the stop can send it.
        await using AgentRig rig = await AgentRig.StartAsync(settings => settings with { Batch = TimeSpan.FromHours(1) });
        await using NetworkStream stream = await rig.ConnectAsync();
        string[] messages = [.. Enumerable.Range(0, 5000).Select(number => $"m{number}")];
        await stream.WriteAsync(LineText.Utf8(string.Concat(messages.Select(message => LineText.Wire(message)))), Cancel);
        await rig.Agent.StopAsync();
        Assert.Equal(messages, rig.Service.Logs.Select(log => log.Message));
        Assert.Equal(5000, rig.Counters.Sent);
    }

    [Fact]
    public async Task A_service_that_refuses_for_a_while_costs_no_log_and_no_order()
    {
        await using AgentRig rig = new(settings => settings with { Batch = TimeSpan.Zero });
        rig.Service.Answer = attempt => Task.FromResult(attempt % 3 == 0 ? SendOutcome.Sent : SendOutcome.Retry("500 InternalServerError"));
        await rig.Agent.StartAsync();
        await using NetworkStream stream = await rig.ConnectAsync();
        for (int number = 0; number < 50; number++)
        {
            await stream.WriteAsync(LineText.Utf8(LineText.Wire($"{number}")), Cancel);
        }

        await rig.SettleAsync(50);
        Assert.Equal(Enumerable.Range(0, 50).Select(number => $"{number}"), rig.Service.Logs.Select(log => log.Message));
        Assert.True(rig.Counters.SendFailures > 0);
    }

    [Fact]
    public async Task The_identifier_tag_is_cut_at_99_bytes_between_characters()
    {
        string identifier = new string('a', 98) + "中文";
        await using AgentRig rig = await AgentRig.StartAsync(settings => settings with { Identifiers = [identifier, "second"] });
        await rig.SendAsync(LineText.Wire("x"));
        await rig.SettleAsync(1);
        Assert.Equal(new string('a', 98), Assert.Single(rig.Service.Groups).Group.Tags[1].Value);
        Assert.Equal("b", LineText.Text(AgentTags.Create(rig.Agent.Settings with { Identifiers = ["b"] })[1].Value));
        Assert.Single(AgentTags.Create(rig.Agent.Settings with { Identifiers = [] }));
        Assert.Equal(99, AgentTags.Create(rig.Agent.Settings with { Identifiers = [new string('c', 200)] })[1].Value.Length);
    }

    [Fact]
    public async Task A_config_server_in_trouble_leaves_the_agent_with_what_it_has()
    {
        ThrowingConfigs configs = new();
        RecordingSender service = new();
        StandInAgent agent = new(
            new AgentSettings { HostName = "h", IpAddress = "10.0.0.1", MachineUniqueId = "A", Poll = TimeSpan.FromMilliseconds(10) },
            new AgentEnvironment(configs, service, TimeProvider.System));
        await agent.StartAsync();
        configs.Broken = true;
        await Eventually.True(() => agent.Warnings.Count > 0, () => "no warning");
        Assert.Contains("the table is away", Assert.Single(agent.Warnings), StringComparison.Ordinal);
        Assert.Single(agent.Configs);
        configs.Broken = false;
        await agent.StopAsync();
    }

    private sealed class ThrowingConfigs : IStreamConfigSource
    {
        public volatile bool Broken;

        public IReadOnlyList<StreamConfig> Find(IReadOnlyList<string> identifiers, string ipAddress) =>
            Broken ? throw new InvalidOperationException("the table is away") : [new("p", "c", "s", "t")];
    }
}
