using System.Text.Json;
using AliLogOps.Emulator.Control;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Ecs;

/// <summary>The control API's routes of instances: nobody can buy one here, so they are seeded.</summary>
internal sealed class InstanceRoutes(EmulatorServices services)
{
    private const string Collection = "/_emulator/instances";
    private const string Single = Collection + "/{id}";

    public void AddTo(ControlRoutes control)
    {
        control.Add("GET", Collection, _ => List());
        control.Add("POST", Collection, request => Put(request.Json, null));
        control.Add("PUT", Single, request => Put(request.Json, Find(request)));
        control.Add("DELETE", Single, Delete);
    }

    private SlsResult List()
    {
        return SlsResult.Json(writer =>
        {
            writer.WriteStartArray();
            foreach (InstanceRecord instance in services.Instances.List())
            {
                Write(writer, instance);
            }
            writer.WriteEndArray();
        });
    }

    private SlsResult Put(JsonElement json, InstanceRecord? known)
    {
        InstanceRecord instance = InstanceReader.Read(json, known, services.Region, services.Clock.GetUtcNow().ToUnixTimeSeconds());
        if (known is not null && known.InstanceId != instance.InstanceId)
        {
            throw SlsErrors.InvalidParameter($"instanceId cannot become {instance.InstanceId}: it is the key of the instance").ToException();
        }
        services.Instances.Put(instance);
        return SlsResult.Json(writer => Write(writer, instance));
    }

    private SlsResult Delete(ControlRequest request)
    {
        services.Instances.Delete(Find(request).InstanceId);
        return SlsResult.Empty;
    }

    private InstanceRecord Find(ControlRequest request)
    {
        string id = request.Route["id"];
        return services.Instances.Find(id)
            ?? throw new SlsError(404, "InstanceNotExist", $"there is no instance {id}; GET {Collection} lists the instances").ToException();
    }

    private static void Write(Utf8JsonWriter writer, InstanceRecord instance)
    {
        JsonSerializer.Serialize(writer, instance, EcsJson.Default.InstanceRecord);
    }
}
