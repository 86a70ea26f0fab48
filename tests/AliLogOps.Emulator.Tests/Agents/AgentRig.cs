using System.Net;
using System.Net.Sockets;
using AliLogOps.Emulator.Agents;
using AliLogOps.Emulator.Agents.Sending;

namespace AliLogOps.Emulator.Tests.Agents;

/// <summary>One agent with a config server and a service of the test, and connections to it.</summary>
internal sealed class AgentRig : IAsyncDisposable
{
    public AgentRig(Func<AgentSettings, AgentSettings>? change = null, TimeProvider? time = null, long memoryLimit = LogBatcher.DefaultMemoryLimit)
    {
        AgentSettings settings = new()
        {
            HostName = "web-1",
            IpAddress = "10.0.0.1",
            MachineUniqueId = "A-1",
            Identifiers = ["id-1"],
            Batch = TimeSpan.FromMilliseconds(20),
            Poll = TimeSpan.FromMilliseconds(20),
            Retry = TimeSpan.FromMilliseconds(20),
        };
        Agent = new StandInAgent(change?.Invoke(settings) ?? settings, new AgentEnvironment(Configs, Service, time ?? TimeProvider.System) { MemoryLimit = memoryLimit });
    }

    public StandInAgent Agent { get; }

    public FakeConfigs Configs { get; } = new();

    public RecordingSender Service { get; } = new();

    public AgentCounters Counters => Agent.Counters;

    public static async Task<AgentRig> StartAsync(Func<AgentSettings, AgentSettings>? change = null, TimeProvider? time = null, long memoryLimit = LogBatcher.DefaultMemoryLimit)
    {
        AgentRig rig = new(change, time, memoryLimit);
        await rig.Agent.StartAsync();
        Assert.True(rig.Agent.Listening, rig.Agent.ListenError);
        return rig;
    }

    public async Task<NetworkStream> ConnectAsync()
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, Agent.StreamlogPort));
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Sends text on a connection of its own and closes it.</summary>
    public async Task SendAsync(params string[] texts)
    {
        await using NetworkStream stream = await ConnectAsync();
        foreach (string text in texts)
        {
            await stream.WriteAsync(LineText.Utf8(text));
        }
    }

    /// <summary>Waits until so many lines were read, each was dropped or accepted, and everything accepted was sent or refused.</summary>
    public Task SettleAsync(long lines) => Eventually.True(
        () => Counters.Lines == lines && Counters.Accepted + Dropped() == lines && Counters.Sent + Sum(Counters.Rejected) == Counters.Accepted,
        () => $"{Counters.Lines} of {lines} lines, {Counters.Accepted} accepted, {Dropped()} dropped, {Counters.Sent} sent");

    private static long Sum(BoundedTally tally) => tally.Snapshot().Values.Sum();

    private long Dropped() =>
        Sum(Counters.UnknownTag) + Sum(Counters.UnknownVersion) + Counters.TooFewTokens + Counters.BadTime + Counters.TooOld;

    public async ValueTask DisposeAsync() => await Agent.StopAsync();
}
