using System.Net;
using AliLogOps.Emulator.Agents.Sending;
using AliLogOps.Emulator.Control;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Agents;

/// <summary>The stand-in agents: what runs on the hosts of the real service.</summary>
internal sealed class AgentsPart : IEmulatorPart
{
    private AgentRegistry? _registry;
    private PutLogsSender? _sender;

    public void Register(OperationTable operations, ControlRoutes control, EmulatorServices services)
    {
        _sender = new PutLogsSender(() => Account(services), services.Clock);
        _registry = new AgentRegistry(new AgentEnvironment(new StreamConfigSource(services.Bindings), _sender, services.Clock));
        services.Machines = new AgentMachineDirectory(_registry);
        services.CountAgents = () => _registry.Agents.Count(agent => agent.State == AgentState.Running);
        new AgentRoutes(_registry, services.Instances).AddTo(control);
    }

    public async ValueTask StopAsync()
    {
        if (_registry is not null)
        {
            await _registry.StopAllAsync();
        }

        _sender?.Dispose();
    }

    /// <summary>The emulator's listener, seen from this machine.</summary>
    private static PutLogsAccount Account(EmulatorServices services)
    {
        UriBuilder endpoint = new(services.Endpoint);
        if (IPAddress.TryParse(endpoint.Host, out IPAddress? address))
        {
            endpoint.Host = address.Equals(IPAddress.Any) ? IPAddress.Loopback.ToString()
                : address.Equals(IPAddress.IPv6Any) ? $"[{IPAddress.IPv6Loopback}]"
                : endpoint.Host;
        }

        return new PutLogsAccount(
            endpoint.Uri, $"{services.Region}.log.aliyuncs.com", services.Credentials.MainKeyId, services.Credentials.MainKeySecret);
    }
}
