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
