using AliLogOps.Emulator.Faults;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Control;

/// <summary>The control API's own routes: health, state, memory, stop. The agents add theirs.</summary>
internal sealed class ControlPart : IEmulatorPart
{
    public void Register(OperationTable operations, ControlRoutes control, EmulatorServices services)
    {
        DateTimeOffset startTime = services.Clock.GetUtcNow();
        control.Add("GET", "/_emulator/health", _ => Health(services), open: true);
        control.Add("GET", "/_emulator/state", _ => State(services, startTime));
        control.Add("POST", "/_emulator/collect", _ => MemoryReport.Collect(services));
        new KeyRoutes(services).AddTo(control);
        control.Add("POST", "/_emulator/stop", _ =>
        {
            services.RequestStop();
            return SlsResult.Empty;
        });
    }

    private static SlsResult Health(EmulatorServices services)
    {
        return SlsResult.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("status", "ok");
            writer.WriteString("version", EmulatorVersion.Text);
            writer.WriteString("region", services.Region);
            writer.WriteEndObject();
        });
    }

    private static SlsResult State(EmulatorServices services, DateTimeOffset startTime)
    {
        (long writes, IReadOnlyList<KeyValuePair<string, long>> byProject) = services.Counters.Writes();
        return SlsResult.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("endpoint", services.EndpointText);
            writer.WriteString("region", services.Region);
            writer.WriteNumber("processId", Environment.ProcessId);
            writer.WriteString("version", EmulatorVersion.Text);
            writer.WriteNumber("startTime", startTime.ToUnixTimeSeconds());
            writer.WriteString("dataPath", services.Database.DataPath);
            writer.WriteNumber("requests", services.Counters.Requests);
            writer.WriteNumber("writes", writes);
            writer.WriteStartObject("writesByProject");
            foreach (KeyValuePair<string, long> project in byProject)
            {
                writer.WriteNumber(project.Key, project.Value);
            }
            writer.WriteEndObject();
            writer.WriteNumber("projects", services.Projects.Count());
            writer.WriteNumber("agents", services.CountAgents());
            writer.WritePropertyName("dial");
            DialJson.Write(writer, services.Faults.Rules, services.Clock.Setting, services.Clock.GetUtcNow(), services.Visibility.Delays);
            writer.WriteEndObject();
        });
    }
}
