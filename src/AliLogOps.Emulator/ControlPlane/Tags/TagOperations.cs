using System.Text.Json;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>Log Service API: TagResources, UntagResources, ListTagResources. Clients call them on either host.</summary>
internal static class TagOperations
{
    /// <summary>Tags of one call, and of one resource.</summary>
    public const int Limit = 20;

    public static void Register(OperationTable table)
    {
        Add(table, "POST", "/tag", "TagResources", Tag);
        Add(table, "POST", "/untag", "UntagResources", Untag);
        Add(table, "GET", "/tags", "ListTagResources", List);
    }

    private static void Add(OperationTable table, string method, string path, string name, Func<OperationContext, SlsResult> handler)
    {
        table.Add(new Operation
        {
            Name = name,
            Method = method,
            Path = new PathTemplate(path),
            Host = HostForm.Any,
            Body = method == "POST" ? BodyKind.Json : BodyKind.None,
            // the Python SDK tags without it
            NeedsContentType = false,
            CountsAsWrite = method == "POST",
            Handler = context => new ValueTask<SlsResult>(handler(context)),
        });
    }

    private static SlsResult Tag(OperationContext context)
    {
        JsonMembers body = JsonMembers.OfBody(context, SlsErrors.ParameterInvalid);
        (string type, string id) = ReadResource(body);
        List<ResourceTag> tags = [.. (body.Array("tags") ?? throw body.Missing("tags")).Select(element => ReadTag(element, type, id))];
        if (tags.Count is 0 or > Limit)
        {
            throw body.Fail($"request tag key value pair size must little than {Limit}");
        }
        context.Services.Database.Write(session =>
        {
            long projectId = TaggedResource.Require(session, type, id);
            foreach (ResourceTag tag in tags)
            {
                TagRepository.Put(session, projectId, tag);
            }
            if (TagRepository.Count(session, type, id) > Limit)
            {
                throw body.Fail($"tag key value pair count exceed {Limit}");
            }
        });
        return SlsResult.Empty;
    }

    private static SlsResult Untag(OperationContext context)
    {
        JsonMembers body = JsonMembers.OfBody(context, SlsErrors.ParameterInvalid);
        (string type, string id) = ReadResource(body);
        bool all = body.Bool("all") ?? false;
        List<string> keys = body.Strings("tags") ?? [];
        if (keys.Count == 0 && !all)
        {
            throw body.Missing("tags");
        }
        context.Services.Database.Write(session =>
        {
            TaggedResource.Require(session, type, id);
            foreach (string key in keys)
            {
                TagRepository.Delete(session, type, id, key);
            }
            if (all)
            {
                TagRepository.DeleteAll(session, type, id);
            }
        });
        return SlsResult.Empty;
    }

    private static SlsResult List(OperationContext context)
    {
        string type = TaggedResource.CheckType(context.Query["resourceType"] ?? "");
        List<string>? ids = ReadJson(context, "resourceId")?.Select(id => id.GetString() ?? "").ToList();
        List<ResourceTag>? wanted = ReadJson(context, "tags")?.Select(tag => new ResourceTag(
            "", "", tag.GetProperty("key").GetString() ?? "", tag.TryGetProperty("value", out JsonElement value) ? value.GetString() ?? "" : "")).ToList();
        List<ResourceTag> found = context.Services.Database.Read(session => TagRepository.List(session, type));
        return SlsResult.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("nextToken", "");
            writer.WriteStartArray("tagResources");
            foreach (ResourceTag tag in found.Where(tag => Fits(tag, ids, wanted)))
            {
                writer.WriteStartObject();
                writer.WriteString("resourceType", tag.ResourceType);
                writer.WriteString("resourceId", tag.ResourceId);
                writer.WriteString("tagKey", tag.Key);
                writer.WriteString("tagValue", tag.Value);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static bool Fits(ResourceTag tag, List<string>? ids, List<ResourceTag>? wanted)
    {
        return (ids is null || ids.Count == 0 || ids.Contains(tag.ResourceId, StringComparer.Ordinal))
            && (wanted is null || wanted.Count == 0 || wanted.Any(other => other.Key == tag.Key && (other.Value.Length == 0 || other.Value == tag.Value)));
    }

    private static (string Type, string Id) ReadResource(JsonMembers body)
    {
        string type = TaggedResource.CheckType(body.RequiredString("resourceType"));
        List<string> ids = body.Strings("resourceId") ?? throw body.Missing("resourceId");
        return ids.Count == 1 ? (type, ids[0]) : throw body.Fail($"resourceId has {ids.Count} ids: it must have exactly one");
    }

    private static ResourceTag ReadTag(JsonElement element, string type, string id)
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
        return key.StartsWith("acs:", StringComparison.Ordinal) || key.StartsWith("aliyun", StringComparison.Ordinal)
            ? throw tag.Fail($"tag key '{key}' is invalid: it must not begin with acs: or aliyun")
            : new ResourceTag(type, id, key, value);
    }

    /// <summary>A list that travels as JSON text in the query; null if absent.</summary>
    private static List<JsonElement>? ReadJson(OperationContext context, string name)
    {
        string text = context.Query[name] ?? "";
        if (text.Length == 0)
        {
            return null;
        }
        JsonValueKind item = name == "tags" ? JsonValueKind.Object : JsonValueKind.String;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            List<JsonElement> items = [.. document.RootElement.Clone().EnumerateArray()];
            if (items.All(element => element.ValueKind == item && (item == JsonValueKind.String || element.TryGetProperty("key", out _))))
            {
                return items;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // answered below
        }
        throw SlsErrors.ParameterInvalid($"parameter {name} is '{text}': it must be a JSON array of {(name == "tags" ? "objects with key and value" : "ids")}").ToException();
    }
}
