using System.Text.Json;
using AliLogOps.Emulator.Control;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Signing;

namespace AliLogOps.Emulator.Ecs;

/// <summary>The control API's routes that switch the metadata service on and off.</summary>
internal sealed class MetadataRoutes(EmulatorServices services)
{
    private const string Path = "/_emulator/metadata";

    private static readonly HashSet<string> s_members = ["roleName", "instanceId", "allowV1", "durationSeconds", "deny"];

    public void AddTo(ControlRoutes control)
    {
        control.Add("GET", Path, _ => Show());
        control.Add("PUT", Path, request =>
        {
            services.Metadata.Settings = Read(request.Json);
            return Show();
        });
        control.Add("DELETE", Path, _ =>
        {
            services.Metadata.Settings = null;
            return SlsResult.Empty;
        });
    }

    /// <exception cref="SlsException">400 InvalidParameter.</exception>
    private MetadataSettings Read(JsonElement json)
    {
        JsonMembers members = json.ValueKind == JsonValueKind.Object
            ? new JsonMembers(json, SlsErrors.InvalidParameter)
            : throw SlsErrors.InvalidParameter("metadata must be an object, for example {\"roleName\":\"log-writer\"}").ToException();
        if (members.UnknownMembers(s_members).FirstOrDefault() is { } unknown)
        {
            throw members.Fail($"'{unknown}' is no member of metadata; known are {string.Join(", ", s_members)}");
        }
        string role = members.RequiredString("roleName");
        if (role.Length is 0 or > 64 || !role.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
        {
            throw members.Fail($"roleName '{role}' is invalid: it must be 1 to 64 letters, digits and . - _");
        }
        int seconds = members.Int("durationSeconds") ?? 21600;
        if (seconds is < 1 or > 43200)
        {
            throw members.Fail($"durationSeconds {seconds} is invalid: it must be within range [1, 43200]");
        }
        string instance = members.String("instanceId") ?? "i-emulator";
        if (instance.Length is 0 or > 64 || !instance.All(c => char.IsAsciiLetterOrDigit(c) || c is '-'))
        {
            throw members.Fail($"instanceId '{instance}' is invalid: it must be 1 to 64 letters, digits and hyphens");
        }
        return new MetadataSettings
        {
            RoleName = role,
            InstanceId = instance,
            AllowV1 = members.Bool("allowV1") ?? true,
            Duration = TimeSpan.FromSeconds(seconds),
            Denied = Permissions.ReadDenied(members, services.OperationNames) ?? [],
        };
    }

    private SlsResult Show()
    {
        MetadataSettings settings = services.Metadata.Settings
            ?? throw new SlsError(404, "MetadataNotSet", $"the metadata service is off; PUT {Path} with a roleName switches it on").ToException();
        return SlsResult.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("roleName", settings.RoleName);
            writer.WriteString("instanceId", settings.InstanceId);
            writer.WriteBoolean("allowV1", settings.AllowV1);
            writer.WriteNumber("durationSeconds", settings.Duration.TotalSeconds);
            writer.WriteStartArray("deny");
            foreach (string pattern in settings.Denied)
            {
                writer.WriteStringValue(pattern);
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }
}
