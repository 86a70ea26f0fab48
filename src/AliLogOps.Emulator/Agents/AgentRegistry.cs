using System.Collections.Concurrent;

namespace AliLogOps.Emulator.Agents;

/// <summary>All agents of the emulator, by host name.</summary>
internal sealed class AgentRegistry(AgentEnvironment environment)
{
    private readonly ConcurrentDictionary<string, StandInAgent> _agents = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _changing = new(1, 1);

    /// <summary>The agents, by host name.</summary>
    public IReadOnlyList<StandInAgent> Agents => [.. _agents.Values.OrderBy(agent => agent.HostName, StringComparer.Ordinal)];

    /// <summary>The agent of that host, or null.</summary>
    public StandInAgent? Find(string hostName) => _agents.GetValueOrDefault(hostName);

    /// <summary>An address no agent has reported.</summary>
    public string FreeAddress()
    {
        HashSet<string> taken = [.. _agents.Values.Select(agent => agent.Settings.IpAddress)];
        return Enumerable.Range(1, 254 * 254)
            .Select(number => $"10.0.{number / 254}.{(number % 254) + 1}")
            .First(address => !taken.Contains(address));
    }

    /// <summary>Creates and starts an agent, or starts a stopped one of that host with the new settings.</summary>
    /// <param name="read">Gives the settings; no other agent is added meanwhile, so that an address it finds free stays free.</param>
    /// <returns>The settings, and no agent if one of that host runs.</returns>
    public async Task<(AgentSettings Settings, StandInAgent? Agent)> AddAsync(Func<AgentSettings> read)
    {
        await _changing.WaitAsync();
        try
        {
            AgentSettings settings = read();
            StandInAgent? agent = Find(settings.HostName);
            if (agent is null)
            {
                agent = new StandInAgent(settings, environment);
                _agents[settings.HostName] = agent;
            }
            else if (agent.State == AgentState.Running)
            {
                return (settings, null);
            }
            else
            {
                agent.Change(settings);
            }

            await agent.StartAsync();
            return (settings, agent);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Stops an agent and forgets it with its heartbeat and counters.</summary>
    /// <returns>False if there is none.</returns>
    public async Task<bool> RemoveAsync(string hostName)
    {
        await _changing.WaitAsync();
        try
        {
            if (!_agents.TryRemove(hostName, out StandInAgent? agent))
            {
                return false;
            }

            await agent.StopAsync();
            return true;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Stops all agents at once.</summary>
    public Task StopAllAsync() => Task.WhenAll(_agents.Values.Select(agent => agent.StopAsync()));
}
