using System.Net.Sockets;
using AliLogOps.Emulator.Agents;

namespace AliLogOps.Emulator.Tests.Agents;

/// <summary>A real rsyslogd feeds an agent.</summary>
public sealed class RsyslogTests
{
    [Fact]
    public async Task What_logger_says_to_rsyslogd_arrives_with_the_fields_of_the_walkthrough()
    {
        SkipWithoutRsyslog();
        await using AgentRig rig = await AgentRig.StartAsync();
        await using RsyslogDaemon daemon = await RsyslogDaemon.StartAsync($"@@127.0.0.1:{rig.Agent.StreamlogPort}");
        long before = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        await daemon.LoggerAsync("-t", "todo-list", "--id=705", "-p", "daemon.info", "hello  world 中文");
        await daemon.LoggerAsync("-t", "certificate-updater", "no pid");
        await rig.SettleAsync(2);

        Assert.All(rig.Service.Groups, entry => Assert.Equal("127.0.0.1", entry.Group.Source));
        ReceivedLog[] logs = [.. rig.Service.Logs.OrderBy(log => log.Message, StringComparer.Ordinal)];
        Assert.Equal(
            "hostname=sample-app-ecs-zone-0-dev|pri-text=daemon.info|protocol-version=0|app-name=todo-list|procid=705|msgid=-|msg= hello  world 中文",
            logs[0].Text);
        Assert.Equal(
            "hostname=sample-app-ecs-zone-0-dev|pri-text=user.notice|protocol-version=0|app-name=certificate-updater|procid=-|msgid=-|msg= no pid",
            logs[1].Text);
        Assert.All(logs, log => Assert.InRange(log.Time, before - 1, DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 1));
    }

    [Fact]
    public async Task A_burst_of_20000_messages_arrives_once()
    {
        SkipWithoutRsyslog();
        const int Messages = 20_000;
        await using AgentRig rig = await AgentRig.StartAsync();
        await using RsyslogDaemon daemon = await RsyslogDaemon.StartAsync($"@@127.0.0.1:{rig.Agent.StreamlogPort}");
        await SendAsync(daemon, Enumerable.Range(0, Messages).Select(number => $"<30>Dec 17 10:06:43 todo-list[705]: n{number}"));
        await rig.SettleAsync(Messages);

        Assert.Equal(Messages, rig.Counters.Sent);
        HashSet<string> distinct = [.. rig.Service.Logs.Select(log => log.Message)];
        Assert.Equal(Messages, distinct.Count);
        Assert.True(distinct.SetEquals(Enumerable.Range(0, Messages).Select(number => $" n{number}")));
        TestContext.Current.SendDiagnosticMessage("rsyslogd used {0} connections", rig.Counters.Connections);
    }

    [Theory]
    [InlineData("@@(o)")]
    [InlineData("@@")]
    public async Task Control_characters_empty_messages_and_long_ones_pass_in_both_framings(string prefix)
    {
        SkipWithoutRsyslog();
        await using AgentRig rig = await AgentRig.StartAsync();
        await using RsyslogDaemon daemon = await RsyslogDaemon.StartAsync($"{prefix}127.0.0.1:{rig.Agent.StreamlogPort}");
        await SendAsync(daemon, ["<30>Dec 17 10:06:43 app[1]: a\nb", "<30>Dec 17 10:06:43 app[1]:", $"<30>Dec 17 10:06:43 app[1]: {new string('y', 9000)}"]);
        await rig.SettleAsync(3);
        Assert.Equal(0, rig.Counters.PartialLine);
        Assert.Contains(" a#012b", rig.Service.Logs.Select(log => log.Message));
        Assert.Contains("", rig.Service.Logs.Select(log => log.Message));
        Assert.InRange(rig.Service.Logs.Max(log => log.Message.Length), 7900, 8096);
    }

    [Fact]
    public async Task A_tag_no_config_has_is_counted()
    {
        SkipWithoutRsyslog();
        await using AgentRig rig = await AgentRig.StartAsync();
        await using RsyslogDaemon daemon = await RsyslogDaemon.StartAsync($"@@127.0.0.1:{rig.Agent.StreamlogPort}", tag: "sys_tagg");
        await daemon.LoggerAsync("-t", "todo-list", "nobody takes it");
        await rig.SettleAsync(1);
        Assert.Equal([new("sys_tagg", 1)], rig.Counters.UnknownTag.Snapshot());
        Assert.Empty(rig.Service.Groups);
    }

    [Fact]
    public async Task What_rsyslogd_queued_while_the_listener_was_closed_arrives_when_it_is_open_again()
    {
        SkipWithoutRsyslog();
        await using AgentRig rig = await AgentRig.StartAsync();
        await using RsyslogDaemon daemon = await RsyslogDaemon.StartAsync($"@@127.0.0.1:{rig.Agent.StreamlogPort}");
        await daemon.LoggerAsync("-t", "app", "before");
        await rig.SettleAsync(1);

        await rig.Agent.StopAsync();

        // The first message after the end of a connection may be lost on the way, or sent twice: rsyslog notices too late.
        await daemon.LoggerAsync("-t", "app", "first");
        string[] queued = [.. Enumerable.Range(0, 100).Select(number => $"q{number}")];
        await SendAsync(daemon, queued.Select(message => $"<30>Dec 17 10:06:43 app[1]: {message}"));
        await rig.Agent.StartAsync();
        await Eventually.True(
            () => queued.All(message => rig.Service.Logs.Any(log => log.Message == " " + message)),
            () => $"{rig.Counters.Lines} lines arrived");
        Assert.Equal(queued.Select(message => " " + message).Order(StringComparer.Ordinal), rig.Service.Logs
            .Select(log => log.Message).Where(message => message.StartsWith(" q", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    private static void SkipWithoutRsyslog()
    {
        if (!RsyslogDaemon.Installed)
        {
            Assert.Skip("rsyslogd is not installed on this machine");
        }
    }

    private static async Task SendAsync(RsyslogDaemon daemon, IEnumerable<string> datagrams)
    {
        using Socket socket = daemon.Connect();
        foreach (string datagram in datagrams)
        {
            await socket.SendAsync(LineText.Utf8(datagram), SocketFlags.None, TestContext.Current.CancellationToken);
        }
    }
}
