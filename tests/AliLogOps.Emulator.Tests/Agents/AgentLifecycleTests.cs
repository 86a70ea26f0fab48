using System.Net.Sockets;
using AliLogOps.Emulator.Agents;
using AliLogOps.Emulator.Agents.Sending;

namespace AliLogOps.Emulator.Tests.Agents;

/// <summary>Start, stop, restart: what an agent keeps and what it must not lose.</summary>
public sealed class AgentLifecycleTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

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
}
