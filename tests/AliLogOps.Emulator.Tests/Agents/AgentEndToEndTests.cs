using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace AliLogOps.Emulator.Tests.Agents;

/// <summary>From the line to the logstore: agents of a whole emulator, read back by the public API.</summary>
public sealed class AgentEndToEndTests
{
    private static long Now => DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    [Fact]
    public async Task Lines_arrive_in_the_logstore_of_their_tag_with_source_and_tags()
    {
        await using AgentEmulator emulator = await AgentEmulator.StartAsync();
        await emulator.CreateSetupAsync();
        JsonNode agent = await emulator.StartAgentAsync("web-1");
        long now = Now;
        await AgentEmulator.SendLinesAsync(agent, LineText.Wire(" one", now), LineText.Wire(" 中文 two", now, ip: "127.0.0.1"), LineText.Wire("", now));
        await SentAsync(emulator, "web-1", 3);

        List<ReceivedGroup> groups = await emulator.PullAsync();
        Assert.All(groups, group =>
        {
            Assert.True(string.IsNullOrEmpty(group.Topic));
            Assert.Contains(new("__hostname__", "web-1"), group.Tags);
            Assert.Contains(new("__user_defined_id__", "id-1"), group.Tags);
        });
        Assert.Equal(
            ["10.1.2.3: ", "10.1.2.3:  one", "127.0.0.1:  中文 two"],
            groups.SelectMany(group => group.Logs.Select(log => $"{group.Source}: {log.Message}")).Order(StringComparer.Ordinal));
        ReceivedLog log = groups.SelectMany(group => group.Logs).First(log => log.Message == " one");
        Assert.Equal((uint)now, log.Time);
        Assert.Equal("hostname=web-1|pri-text=daemon.info|protocol-version=0|app-name=todo-list|procid=705|msgid=-|msg= one", log.Text);
    }

    [Fact]
    public async Task Two_environments_side_by_side_mix_nothing()
    {
        await using AgentEmulator emulator = await AgentEmulator.StartAsync();
        foreach (string environment in new[] { "dev", "prod" })
        {
            await emulator.CreateSetupAsync($"project-{environment}", identifier: $"id-{environment}");
            foreach (string host in new[] { "web-0", "web-1" })
            {
                JsonNode agent = await emulator.StartAgentAsync($"{host}-{environment}", $"id-{environment}");
                await AgentEmulator.SendLinesAsync(agent, LineText.Wire($"{host} {environment}", Now));
            }
        }

        foreach (string environment in new[] { "dev", "prod" })
        {
            await SentAsync(emulator, $"web-0-{environment}", 1);
            await SentAsync(emulator, $"web-1-{environment}", 1);
            Assert.Equal(
                [$"web-0 {environment}", $"web-1 {environment}"],
                (await emulator.PullAsync($"project-{environment}")).SelectMany(group => group.Logs).Select(log => log.Message).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Logs_for_a_logstore_that_is_gone_are_dropped_and_counted_and_flow_again_when_it_is_back()
    {
        await using AgentEmulator emulator = await AgentEmulator.StartAsync();
        await emulator.CreateSetupAsync();
        JsonNode agent = await emulator.StartAgentAsync("web-1");
        await emulator.CallAsync("DELETE", "sample-project", "/logstores/sample-store");
        await AgentEmulator.SendLinesAsync(agent, LineText.Wire("lost", Now));
        await emulator.UntilAsync("web-1", shown => (long?)shown["counters"]!["dropped"]!["rejected"]!["404 LogStoreNotExist"] == 1);

        await emulator.CallAsync("POST", "sample-project", "/logstores", new { logstoreName = "sample-store", ttl = 30, shardCount = 1 });
        await AgentEmulator.SendLinesAsync(agent, LineText.Wire("kept", Now));
        await SentAsync(emulator, "web-1", 1);
        Assert.Equal("kept", Assert.Single((await emulator.PullAsync()).SelectMany(group => group.Logs)).Message);
    }

    [Fact]
    public async Task A_log_of_an_impossible_time_is_refused_alone()
    {
        await using AgentEmulator emulator = await AgentEmulator.StartAsync();
        await emulator.CreateSetupAsync();
        JsonNode agent = await emulator.StartAgentAsync("web-1");
        await AgentEmulator.SendLinesAsync(agent, LineText.Wire("good", Now), LineText.Wire("of 1970", 0), LineText.Wire("good too", Now));
        await SentAsync(emulator, "web-1", 2);
        await emulator.UntilAsync("web-1", shown => (long)shown["counters"]!["queued"]! == 0);
        Assert.Equal("""{"400 PostBodyInvalid":1}""", (await emulator.AgentAsync("web-1"))["counters"]!["dropped"]!["rejected"]!.ToJsonString());
        Assert.Equal(["good", "good too"], (await emulator.PullAsync()).SelectMany(group => group.Logs).Select(log => log.Message));
    }

    [Fact]
    public async Task The_end_of_the_emulator_loses_nothing_that_its_agents_had_accepted()
    {
        string folder = Directory.CreateTempSubdirectory("agents").FullName;
        try
        {
            await using (AgentEmulator emulator = await AgentEmulator.StartAsync(folder))
            {
                await emulator.CreateSetupAsync();
                JsonNode agent = (await emulator.ControlAsync("POST", "/_emulator/agents", new { hostName = "web-1", identifiers = new[] { "id-1" }, batchSeconds = 3600 }))!;
                await AgentEmulator.SendLinesAsync(agent, [.. Enumerable.Range(0, 1000).Select(number => LineText.Wire($"{number}", Now))]);
                await emulator.UntilAsync("web-1", shown => (long)shown["counters"]!["accepted"]! == 1000);
            }

            await using AgentEmulator next = await AgentEmulator.StartAsync(folder);
            Assert.Equal(
                Enumerable.Range(0, 1000).Select(number => $"{number}"),
                (await next.PullAsync()).SelectMany(group => group.Logs).Select(log => log.Message));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Three_agents_behind_three_rsyslogds_bring_a_burst_of_20000_messages_into_the_logstore_once()
    {
        if (!RsyslogDaemon.Installed)
        {
            Assert.Skip("rsyslogd is not installed on this machine");
        }

        const int Messages = 20_000;
        await using AgentEmulator emulator = await AgentEmulator.StartAsync();
        await emulator.CreateSetupAsync();
        List<RsyslogDaemon> daemons = [];
        try
        {
            for (int host = 0; host < 3; host++)
            {
                JsonNode agent = await emulator.StartAgentAsync($"host-{host}");
                daemons.Add(await RsyslogDaemon.StartAsync($"@@127.0.0.1:{agent["streamlogPort"]}"));
            }

            await Task.WhenAll(daemons.Select((daemon, host) => Task.Run(() =>
            {
                using Socket socket = daemon.Connect();
                for (int number = host; number < Messages; number += 3)
                {
                    socket.Send(LineText.Utf8($"<30>Dec 17 10:06:43 todo-list[705]: n{number}"));
                }
            })));
            for (int host = 0; host < 3; host++)
            {
                await SentAsync(emulator, $"host-{host}", (Messages / 3) + (host < Messages % 3 ? 1 : 0));
            }
        }
        finally
        {
            foreach (RsyslogDaemon daemon in daemons)
            {
                await daemon.DisposeAsync();
            }
        }

        string[] received = [.. (await emulator.PullAsync()).SelectMany(group => group.Logs).Select(log => log.Message)];
        Assert.Equal(Messages, received.Length);
        Assert.True(received.ToHashSet().SetEquals(Enumerable.Range(0, Messages).Select(number => $" n{number}")));
    }

    private static Task SentAsync(AgentEmulator emulator, string hostName, long logs) =>
        emulator.UntilAsync(hostName, shown => (long)shown["counters"]!["sent"]! == logs);
}
