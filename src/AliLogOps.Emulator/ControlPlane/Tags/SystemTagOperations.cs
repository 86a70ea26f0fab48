using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>
/// Log Service API, system tags: set, remove, list. «unconfirmed»: tagOwnerUid, category and scope are parts of what a tag is; left out,
/// they are empty when a tag is set, and stand for all when tags are removed or listed.
/// </summary>
internal static class SystemTagOperations
{
    public static void Register(OperationTable table)
    {
        TagOperations.Add(table, "POST", "/systemtag", "TagResourcesSystemTags", Tag);
        TagOperations.Add(table, "POST", "/systemuntag", "UntagResourcesSystemTags", Untag);
        TagOperations.Add(table, "GET", "/systemtags", "ListSystemTags", List);
    }

    private static SlsResult Tag(OperationContext context)
    {
        JsonMembers body = JsonMembers.OfBody(context, SlsErrors.ParameterInvalid);
        (string type, string id) = TagReader.ReadResource(body);
        (string owner, string category, string scope) = ReadKind(body.String);
        List<ResourceTag> tags = [.. (body.Array("tags") ?? throw body.Missing("tags")).Select(element => TagReader.ReadTag(element, type, id, isSystem: true))];
        if (tags.Count is 0 or > TagOperations.Limit)
        {
            throw body.Fail($"request tag key value pair size must little than {TagOperations.Limit}");
        }
        context.Services.Database.Write(session =>
        {
            long projectId = TaggedResource.Require(session, type, id);
            foreach (ResourceTag tag in tags)
            {
                SystemTagRepository.Put(session, projectId, new SystemTag(tag, owner, category, scope));
            }
            if (SystemTagRepository.Count(session, type, id) > TagOperations.Limit)
            {
                throw body.Fail($"tag key value pair count exceed {TagOperations.Limit}");
            }
        });
        return SlsResult.Empty;
    }

    private static SlsResult Untag(OperationContext context)
    {
        JsonMembers body = JsonMembers.OfBody(context, SlsErrors.ParameterInvalid);
        (string type, string id) = TagReader.ReadResource(body);
        (string owner, string category, string scope) = ReadKind(body.String);
        bool all = body.Bool("all") ?? false;
        List<string> keys = body.Strings("tags") ?? [];
        if (keys.Count == 0 && !all)
        {
            throw body.Missing("tags");
        }
        if (keys.Contains(""))
        {
            throw body.Fail("tags has an empty key: name the keys to remove, or set all");
        }
        context.Services.Database.Write(session =>
        {
            TaggedResource.Require(session, type, id);
            foreach (string key in all ? [""] : keys)
            {
                SystemTagRepository.Delete(session, type, id, key, owner, category, scope);
            }
        });
        return SlsResult.Empty;
    }

    private static SlsResult List(OperationContext context)
    {
        string type = TaggedResource.CheckType(context.Query["resourceType"] ?? "");
        TagFilter filter = TagFilter.Read(context);
        (string owner, string category, string scope) = ReadKind(name => context.Query[name]);
        List<SystemTag> found = context.Services.Database.Read(session => SystemTagRepository.List(session, type, owner, category, scope));
        return SlsResult.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("nextToken", "");
            writer.WriteStartArray("tagResources");
            foreach (SystemTag tag in found.Where(tag => filter.Fits(tag.Tag)))
            {
                writer.WriteStartObject();
                TagOperations.Write(writer, tag.Tag);
                writer.WriteString("tagOwnerUid", tag.OwnerUid);
                writer.WriteString("category", tag.Category);
                writer.WriteString("scope", tag.Scope);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static (string Owner, string Category, string Scope) ReadKind(Func<string, string?> read)
    {
        return (read("tagOwnerUid") ?? "", read("category") ?? "", read("scope") ?? "");
    }
}
