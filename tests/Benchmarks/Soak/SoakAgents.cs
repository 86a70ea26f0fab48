using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using AliLogOps.Client;

namespace AliLogOps.Benchmarks.Soak;

/// <summary>Stand-in agents come, collect lines that come in by rsyslog's stream, are restarted and go.</summary>
internal sealed class SoakAgents(EmulatorClient control, SoakClock clock, string identifier, string tag)
{
    private const int Lines = 500;

    /// <summary>Lines the agents were sent.</summary>
    public long Sent { get; private set; }

    public async Task RunAsync(CancellationToken stop)
    {
        for (int round = 0; !stop.IsCancellationRequested; round++)
        {
            string host = string.Create(CultureInfo.InvariantCulture, $"soak-{round}");
            EmulatorAgent agent = await control.AddAgentAsync(
                host,
                new EmulatorAgentSettings
                {
                    IPAddress = "10.20.0.1",
                    Identifiers = [identifier],
                    StreamlogPort = 0,
                    StreamlogOpen = true,
                    HeartbeatInterval = TimeSpan.FromSeconds(1),
                    PollInterval = TimeSpan.FromSeconds(0.5),
                    BatchInterval = TimeSpan.FromSeconds(0.5),
                },
                stop);
            await Task.Delay(1000, stop);
            await SendAsync(agent.StreamlogPort, stop);
            agent = await control.RestartAgentAsync(host, stop);
            await Task.Delay(1000, stop);
            await SendAsync(agent.StreamlogPort, stop);
            await Task.Delay(1000, stop);
            await control.RemoveAgentAsync(host, stop);
        }
    }

    private async Task SendAsync(int port, CancellationToken stop)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port, stop);
        StringBuilder text = new();
        for (int line = 0; line < Lines; line++)
        {
            text.Append(CultureInfo.InvariantCulture, $"0.1 {tag} {clock.Now.ToUnixTimeSeconds()} 10.20.0.1 soak local0.info 0 todo-list {line} - line {line} through an agent\n");
        }
        await socket.SendAsync(Encoding.ASCII.GetBytes(text.ToString()), stop);
        Sent += Lines;
    }
}
