using System.Net.Sockets;
using System.Text;
using AliLogOps.Emulator.Agents.Sending;
using AliLogOps.Emulator.Agents.StreamLog;

namespace AliLogOps.Emulator.Tests.Agents;

public sealed class StreamLogConnectionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lines_of_200_connections_at_once_all_arrive_once_and_in_the_order_of_their_connection()
    {
        const int Connections = 200;
        const int Lines = 150;
        await using AgentRig rig = await AgentRig.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async connection =>
        {
            await using NetworkStream stream = await rig.ConnectAsync();
            byte[] all = LineText.Utf8(string.Concat(Enumerable.Range(0, Lines).Select(line => LineText.Wire($"{connection}/{line}"))));

            // Pieces whose ends do not fall on line ends, a different length for each connection.
            int piece = 500 + (connection * 37);
            for (int start = 0; start < all.Length; start += piece)
            {
                await stream.WriteAsync(all.AsMemory(start, Math.Min(piece, all.Length - start)), Cancel);
                await Task.Yield();
            }
        }));
        await rig.SettleAsync(Connections * Lines);

        Assert.Equal(Connections, rig.Counters.Connections);
        await Eventually.Equal(0L, () => rig.Counters.OpenConnections);
        Assert.Equal(0, rig.Counters.PartialLine);
        Assert.Equal(Connections * Lines, rig.Counters.Sent);
        ILookup<string, string> received = rig.Service.Logs.Select(log => log.Message).ToLookup(message => message[..message.IndexOf('/')]);
        Assert.Equal(Connections, received.Count);
        foreach (IGrouping<string, string> connection in received)
        {
            Assert.Equal(Enumerable.Range(0, Lines).Select(line => $"{connection.Key}/{line}"), connection);
        }
    }

    [Fact]
    public async Task A_silent_connection_keeps_nobody_waiting()
    {
        await using AgentRig rig = await AgentRig.StartAsync();
        await using NetworkStream silent = await rig.ConnectAsync();
        await using NetworkStream half = await rig.ConnectAsync();
        await half.WriteAsync(LineText.Utf8("0.1 sys_tag 17"), Cancel);
        await rig.SendAsync(LineText.Wire("through"));
        await rig.SettleAsync(1);
        await half.WriteAsync(LineText.Utf8("00000000 10.1.2.3 h p 0 a 1 - whole\n"), Cancel);
        await rig.SettleAsync(2);
        Assert.Equal(["through", "whole"], rig.Service.Logs.Select(log => log.Message));
    }

    [Fact]
    public async Task A_line_that_comes_byte_by_byte_is_one_line()
    {
        await using AgentRig rig = await AgentRig.StartAsync();
        await using NetworkStream stream = await rig.ConnectAsync();
        foreach (byte one in LineText.Utf8(LineText.Wire("中 byte by byte") + "8 0.1 ")[..^6])
        {
            await stream.WriteAsync(new[] { one }, Cancel);
        }

        await rig.SettleAsync(1);
        Assert.Equal("中 byte by byte", Assert.Single(rig.Service.Logs).Message);
    }

    [Fact]
    public async Task A_line_with_a_count_before_it_is_read_by_its_count()
    {
        await using AgentRig rig = await AgentRig.StartAsync();
        string[] lines = [LineText.Wire("a"), LineText.Wire("中文"), LineText.Wire("")];
        await rig.SendAsync([.. lines.Select(line => $"{Encoding.UTF8.GetByteCount(line)} {line}"), LineText.Wire("plain")]);
        await rig.SettleAsync(4);
        Assert.Equal(["a", "中文", "", "plain"], rig.Service.Logs.Select(log => log.Message));
    }

    [Fact]
    public async Task The_rest_of_a_line_at_the_end_of_its_connection_is_dropped_and_counted()
    {
        await using AgentRig rig = await AgentRig.StartAsync();
        await rig.SendAsync(LineText.Wire("whole") + "0.1 sys_tag 1700000000 10.1.2.3 h p 0 a 1 - no end");
        await rig.SendAsync(LineText.Wire("whole too"));
        await rig.SendAsync("99 ");
        await rig.SettleAsync(2);
        await Eventually.Equal(2L, () => rig.Counters.PartialLine);
        Assert.Equal(2, rig.Counters.Sent);
    }

    [Fact]
    public async Task A_line_over_10_MiB_cuts_its_connection_and_no_other()
    {
        await using AgentRig rig = await AgentRig.StartAsync();
        await using NetworkStream other = await rig.ConnectAsync();
        await using NetworkStream stream = await rig.ConnectAsync();
        await stream.WriteAsync(LineText.Utf8(LineText.Wire("before")), Cancel);
        byte[] endless = new byte[64 * 1024];
        endless.AsSpan().Fill((byte)'x');
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            for (int piece = 0; piece < 1000; piece++)
            {
                await stream.WriteAsync(endless, Cancel);
            }
        });
        await other.WriteAsync(LineText.Utf8(LineText.Wire("other")), Cancel);
        await rig.SettleAsync(2);
        Assert.Equal((1, 0), (rig.Counters.TooLong, rig.Counters.PartialLine));
        Assert.Equal(["before", "other"], rig.Service.Logs.Select(log => log.Message));
    }

    [Fact]
    public async Task A_line_of_several_megabytes_passes_whole()
    {
        await using AgentRig rig = await AgentRig.StartAsync();
        string message = string.Concat(Enumerable.Range(0, 400_000).Select(number => $"{number},"));
        await rig.SendAsync(LineText.Wire(message), LineText.Wire("next"));
        await rig.SettleAsync(2);
        Assert.Equal([message, "next"], rig.Service.Logs.Select(log => log.Message));
    }

    [Fact]
    public async Task A_full_queue_stops_the_reading_and_nothing_is_lost()
    {
        TaskCompletionSource<SendOutcome> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        const int Limit = 2_000_000;
        const int Lines = 500;
        await using AgentRig rig = await AgentRig.StartAsync(memoryLimit: Limit);
        rig.Service.Answer = _ => answer.Task;
        string filler = new('x', 60_000);
        Task sending = Task.Run(
            async () =>
            {
                await using NetworkStream stream = await rig.ConnectAsync();
                for (int line = 0; line < Lines; line++)
                {
                    await stream.WriteAsync(LineText.Utf8(LineText.Wire($"{line} {filler}")), Cancel);
                }
            },
            Cancel);

        // 30 MB against a limit of 2 and the buffers of the system: the sender must come to a halt.
        await Eventually.True(() => rig.Counters.Lines * 60_000 > Limit * 0.9, () => $"{rig.Counters.Lines} lines");
        long before = -1;
        while (before != rig.Counters.Lines)
        {
            before = rig.Counters.Lines;
            await Task.Delay(300, Cancel);
        }

        Assert.InRange(before * 60_000, Limit / 2, Limit * 1.5);
        Assert.False(sending.IsCompleted);
        answer.SetResult(SendOutcome.Sent);
        await sending;
        await rig.SettleAsync(Lines);
        Assert.Equal(Enumerable.Range(0, Lines), rig.Service.Logs.Select(log => int.Parse(log.Message.Split(' ')[0], null)));
    }

    [Fact]
    public async Task A_reset_connection_harms_nobody()
    {
        await using AgentRig rig = await AgentRig.StartAsync();
        for (int round = 0; round < 20; round++)
        {
            NetworkStream stream = await rig.ConnectAsync();
            await stream.WriteAsync(LineText.Utf8("0.1 sys_tag 17"), Cancel);
            stream.Socket.LingerState = new LingerOption(true, 0);
            await stream.DisposeAsync();
        }

        await rig.SendAsync(LineText.Wire("fine"));
        await rig.SettleAsync(1);
        await Eventually.Equal(0L, () => rig.Counters.OpenConnections);
        Assert.Equal("fine", Assert.Single(rig.Service.Logs).Message);
    }
}
