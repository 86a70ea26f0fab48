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

    /// <summary>Adds an operation on tags, which clients call on either host.</summary>
    public static void Add(OperationTable table, string method, string path, string name, Func<OperationContext, SlsResult> handler)
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
        (string type, string id) = TagReader.ReadResource(body);
        List<ResourceTag> tags = [.. (body.Array("tags") ?? throw body.Missing("tags")).Select(element => TagReader.ReadTag(element, type, id, isSystem: false))];
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
        (string type, string id) = TagReader.ReadResource(body);
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
        TagFilter filter = TagFilter.Read(context);
        List<ResourceTag> found = context.Services.Database.Read(session => TagRepository.List(session, type));
        return SlsResult.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("nextToken", "");
            writer.WriteStartArray("tagResources");
            foreach (ResourceTag tag in found.Where(filter.Fits))
            {
                writer.WriteStartObject();
                Write(writer, tag);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    /// <summary>Writes the members of a tag.</summary>
    public static void Write(Utf8JsonWriter writer, ResourceTag tag)
    {
        writer.WriteString("resourceType", tag.ResourceType);
        writer.WriteString("resourceId", tag.ResourceId);
        writer.WriteString("tagKey", tag.Key);
        writer.WriteString("tagValue", tag.Value);
    }
}
