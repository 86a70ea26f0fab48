using System.Text.Json;
using AliLogOps.Emulator.Control;
using AliLogOps.Emulator.Ecs;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Agents;

/// <summary>The control API's routes for agents.</summary>
internal sealed class AgentRoutes(AgentRegistry registry, InstanceRepository instances)
{
    private const string Collection = "/_emulator/agents";
    private const string Single = Collection + "/{hostName}";

    /// <summary>Adds the routes.</summary>
    public void AddTo(ControlRoutes control)
    {
        control.Add("GET", Collection, _ => List());
        control.Add("POST", Collection, CreateAsync);
        control.Add("GET", Single, request => Show(Find(request)));
        control.Add("PUT", Single, Change);
        control.Add("DELETE", Single, DeleteAsync);
        control.Add("POST", Single + "/start", request => ActAsync(request, agent => agent.StartAsync()));
        control.Add("POST", Single + "/stop", request => ActAsync(request, agent => agent.StopAsync()));
        control.Add("POST", Single + "/restart", request => ActAsync(request, agent => agent.RestartAsync()));
    }

    private SlsResult List() => SlsResult.Json(writer =>
    {
        writer.WriteStartArray();
        foreach (StandInAgent agent in registry.Agents)
        {
            AgentJson.Write(writer, agent);
        }

        writer.WriteEndArray();
    });

    private async ValueTask<SlsResult> CreateAsync(ControlRequest request)
    {
        (AgentSettings settings, StandInAgent? agent) = await registry.AddAsync(() => Read(() =>
        {
            InstanceRecord? instance = InstanceOf(request.Json);
            string hostName = AgentSettingsReader.ReadHostName(request.Json, instance?.HostName);
            StandInAgent? known = registry.Find(hostName);
            return AgentSettingsReader.Apply(
                new AgentSettings
                {
                    HostName = hostName,
                    IpAddress = instance?.PrivateIpAddresses.FirstOrDefault() ?? known?.Settings.IpAddress ?? registry.FreeAddress(),
                    MachineUniqueId = known?.Settings.MachineUniqueId ?? Guid.NewGuid().ToString().ToUpperInvariant(),
                },
                request.Json);
        }));
        return agent is not null
            ? Show(agent)
            : throw new SlsError(
                400,
                "AgentAlreadyExist",
                $"an agent of host {settings.HostName} is running already: stop it first, or change its settings by PUT {Collection}/{settings.HostName} and restart it").ToException();
    }

    private SlsResult Change(ControlRequest request)
    {
        StandInAgent agent = Find(request);
        AgentSettings settings = Read(() =>
        {
            InstanceOf(request.Json);
            return AgentSettingsReader.Apply(agent.Settings, request.Json);
        });
        if (settings.HostName != agent.HostName)
        {
            throw SlsErrors.InvalidParameter(
                $"hostName cannot become {settings.HostName}: it is the key of agent {agent.HostName}; create an agent with the new name instead").ToException();
        }

        agent.Change(settings);
        return Show(agent);
    }

    private async ValueTask<SlsResult> DeleteAsync(ControlRequest request)
    {
        return await registry.RemoveAsync(request.Route["hostName"])
            ? SlsResult.Empty
            : throw NotExist(request).ToException();
    }

    private async ValueTask<SlsResult> ActAsync(ControlRequest request, Func<StandInAgent, Task> action)
    {
        StandInAgent agent = Find(request);
        await action(agent);
        return Show(agent);
    }

    /// <summary>The instance the body ties the agent to; its host name and address are then the agent's defaults. Null without one.</summary>
    private InstanceRecord? InstanceOf(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("instanceId", out JsonElement id) || id.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return (id.ValueKind == JsonValueKind.String ? instances.Find(id.GetString()!) : null)
            ?? throw new ArgumentException($"instanceId {id.GetRawText()} is no instance of this emulator; POST /_emulator/instances makes one.");
    }

    private StandInAgent Find(ControlRequest request) =>
        registry.Find(request.Route["hostName"]) ?? throw NotExist(request).ToException();

    private static SlsError NotExist(ControlRequest request) =>
        new(404, "AgentNotExist", $"there is no agent of host {request.Route["hostName"]}; GET {Collection} lists the agents");

    private static SlsResult Show(StandInAgent agent) => SlsResult.Json(writer => AgentJson.Write(writer, agent));

    private static AgentSettings Read(Func<AgentSettings> read)
    {
        try
        {
            return read();
        }
        catch (ArgumentException problem)
        {
            throw SlsErrors.InvalidParameter(problem.Message).ToException();
        }
    }
}
