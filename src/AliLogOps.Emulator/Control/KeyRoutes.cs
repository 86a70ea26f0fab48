using System.Text.Json;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Signing;

namespace AliLogOps.Emulator.Control;

/// <summary>
/// The control API's routes of keys: further key pairs and STS tokens with operations denied, so that a client can be
/// shown what a missing permission, a disabled key or an expired token looks like.
/// </summary>
internal sealed class KeyRoutes(EmulatorServices services)
{
    private const string Collection = "/_emulator/keys";
    private const string Single = Collection + "/{id}";

    private static readonly HashSet<string> s_createMembers = ["name", "temporary", "durationSeconds", "deny"];
    private static readonly HashSet<string> s_changeMembers = ["deny", "disabled"];

    public void AddTo(ControlRoutes control)
    {
        control.Add("GET", Collection, _ => List());
        control.Add("POST", Collection, Create);
        control.Add("PUT", Single, Change);
        control.Add("DELETE", Single, Delete);
    }

    private SlsResult List()
    {
        return SlsResult.Json(writer =>
        {
            writer.WriteStartArray();
            foreach (AccessKey key in services.Credentials.All)
            {
                Write(writer, key, withSecret: false);
            }
            writer.WriteEndArray();
        });
    }

    private SlsResult Create(ControlRequest request)
    {
        JsonMembers members = Members(request, s_createMembers);
        string name = members.String("name") ?? "emulator";
        if (name.Length is 0 or > 64 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
        {
            throw members.Fail($"name '{name}' is invalid: it must be 1 to 64 letters, digits and . - _");
        }
        bool temporary = members.Bool("temporary") ?? false;
        if (!temporary && members.Has("durationSeconds"))
        {
            throw members.Fail("durationSeconds has no meaning for a lasting key: leave it out or set temporary");
        }
        int duration = members.Int("durationSeconds") ?? 3600;
        if (duration is < 1 or > 43200)
        {
            throw members.Fail($"durationSeconds {duration} is invalid: it must be within range [1, 43200]");
        }
        List<string> denied = Permissions.ReadDenied(members, services.OperationNames) ?? [];
        AccessKey key = temporary
            ? KeyMint.Temporary(CallerIdentity.Role(CredentialStore.AccountId, name, "emulator"), services.Clock.GetUtcNow().AddSeconds(duration), denied)
            : KeyMint.User(name, denied);
        if (temporary)
        {
            services.Credentials.AddTemporary(key, services.Clock.GetUtcNow());
        }
        else
        {
            services.Credentials.Add(key);
        }
        return SlsResult.Json(writer => Write(writer, key, withSecret: true));
    }

    private SlsResult Change(ControlRequest request)
    {
        AccessKey key = Find(request);
        JsonMembers members = Members(request, s_changeMembers);
        List<string>? denied = Permissions.ReadDenied(members, services.OperationNames);
        key.IsDisabled = members.Bool("disabled") ?? key.IsDisabled;
        key.Denied = denied ?? key.Denied;
        return SlsResult.Json(writer => Write(writer, key, withSecret: false));
    }

    private SlsResult Delete(ControlRequest request)
    {
        AccessKey key = Find(request);
        if (key.Id == services.Credentials.MainKeyId)
        {
            throw SlsErrors.InvalidParameter("the key of the ready line cannot be deleted, the stand-in agents use it; disable it instead").ToException();
        }
        services.Credentials.Remove(key.Id);
        return SlsResult.Empty;
    }

    private AccessKey Find(ControlRequest request)
    {
        string id = request.Route["id"];
        return services.Credentials.Find(id)
            ?? throw new SlsError(404, "KeyNotExist", $"there is no key {id}; GET {Collection} lists the keys").ToException();
    }

    private static JsonMembers Members(ControlRequest request, HashSet<string> known)
    {
        JsonMembers members = request.Json.ValueKind == JsonValueKind.Object
            ? new JsonMembers(request.Json, SlsErrors.InvalidParameter)
            : throw SlsErrors.InvalidParameter($"the body must be an object with {string.Join(", ", known)}").ToException();
        return members.UnknownMembers(known).FirstOrDefault() is { } unknown
            ? throw members.Fail($"'{unknown}' is no member here; known are {string.Join(", ", known)}")
            : members;
    }

    private static void Write(Utf8JsonWriter writer, AccessKey key, bool withSecret)
    {
        writer.WriteStartObject();
        writer.WriteString("accessKeyId", key.Id);
        if (withSecret)
        {
            writer.WriteString("accessKeySecret", key.RevealSecret());
            writer.WriteString("securityToken", key.SecurityToken);
        }
        if (key.Expiration is { } expiration)
        {
            writer.WriteString("expiration", expiration);
        }
        writer.WriteString("arn", key.Identity.Arn);
        writer.WriteStartArray("deny");
        foreach (string pattern in key.Denied)
        {
            writer.WriteStringValue(pattern);
        }
        writer.WriteEndArray();
        writer.WriteBoolean("disabled", key.IsDisabled);
        writer.WriteEndObject();
    }
}
