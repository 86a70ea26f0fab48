using System.Text.Json;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Signing;

namespace AliLogOps.Emulator.Ecs;

/// <summary>What an ECS or STS operation works with.</summary>
/// <param name="Key">Key the call is signed with; null for an anonymous call.</param>
internal sealed record EcsContext(EcsParameters Parameters, EmulatorServices Services, string RequestId, AccessKey? Key)
{
    /// <summary>The key of an operation that takes no anonymous calls.</summary>
    public AccessKey Caller => Key ?? throw new InvalidOperationException("The operation was called without a key.");

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
internal sealed record EcsOperation(string Name, string Version, bool CountsAsWrite, Func<EcsContext, SlsResult> Handler)
{
    /// <summary>Without permission the answer is empty, not an error.</summary>
    public bool HidesWhatIsDenied { get; init; }

    /// <summary>May be called without a signature: what it is given proves who calls.</summary>
    public bool AllowsAnonymous { get; init; }
}
