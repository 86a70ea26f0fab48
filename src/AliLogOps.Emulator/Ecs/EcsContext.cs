using System.Text.Json;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Ecs;

/// <summary>What an ECS or STS operation works with.</summary>
internal sealed record EcsContext(EcsParameters Parameters, EmulatorServices Services, string RequestId)
{
    /// <summary>The region parameter, which must be the emulator's region.</summary>
    /// <exception cref="EcsException">400 MissingParameter.RegionId, 404 InvalidRegionId.NotFound.</exception>
    public string Region
    {
        get
        {
            string region = Parameters.Required("RegionId");
            return region == Services.Region ? region : throw EcsErrors.RegionNotFound(region).ToException();
        }
    }

    /// <summary>A JSON answer that begins with the request id.</summary>
    public SlsResult Answer(Action<Utf8JsonWriter>? write = null)
    {
        return SlsResult.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("RequestId", RequestId);
            write?.Invoke(writer);
            writer.WriteEndObject();
        });
    }
}

/// <summary>One ECS or STS operation.</summary>
/// <param name="Name">Value of x-acs-action.</param>
/// <param name="Version">Value of x-acs-version.</param>
/// <param name="CountsAsWrite">Counted as a control-plane write of project "".</param>
internal sealed record EcsOperation(string Name, string Version, bool CountsAsWrite, Func<EcsContext, SlsResult> Handler);
