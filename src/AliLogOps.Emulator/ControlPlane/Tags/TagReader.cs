using System.Text.Json;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>Reads what bodies of tag operations have in common.</summary>
internal static class TagReader
{
    /// <summary>Type and id of the one resource a body names.</summary>
    /// <exception cref="SlsException">400 ParameterInvalid.</exception>
    public static (string Type, string Id) ReadResource(JsonMembers body)
    {
        string type = TaggedResource.CheckType(body.RequiredString("resourceType"));
        List<string> ids = body.Strings("resourceId") ?? throw body.Missing("resourceId");
        return ids.Count == 1 ? (type, ids[0]) : throw body.Fail($"resourceId has {ids.Count} ids: it must have exactly one");
    }

    /// <param name="isSystem">Keys of system tags may begin with what is reserved for them («unconfirmed»).</param>
    /// <exception cref="SlsException">400 ParameterInvalid.</exception>
    public static ResourceTag ReadTag(JsonElement element, string type, string id, bool isSystem)
    {
        JsonMembers tag = element.ValueKind == JsonValueKind.Object
            ? new JsonMembers(element, SlsErrors.ParameterInvalid)
            : throw SlsErrors.ParameterInvalid("each of tags must be an object with key and value").ToException();
        string key = tag.RequiredString("key");
        string value = tag.RequiredString("value");
        foreach (string text in (string[])[key, value])
        {
            if (text.Length is < 1 or > 128
                || text.Contains("http://", StringComparison.Ordinal) || text.Contains("https://", StringComparison.Ordinal))
            {
                throw tag.Fail($"tag text '{text}' is invalid: 1 to 128 characters without http:// and https://");
            }
        }
        return !isSystem && (key.StartsWith("acs:", StringComparison.Ordinal) || key.StartsWith("aliyun", StringComparison.Ordinal))
            ? throw tag.Fail($"tag key '{key}' is invalid: it must not begin with acs: or aliyun")
            : new ResourceTag(type, id, key, value);
    }
}
