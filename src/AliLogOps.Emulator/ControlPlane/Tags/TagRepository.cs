using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>A tag of a resource.</summary>
/// <param name="ResourceType">project, logstore, machinegroup or logtailconfig.</param>
/// <param name="ResourceId">Project name, or <c>{project}#{name}</c>.</param>
internal sealed record ResourceTag(string ResourceType, string ResourceId, string Key, string Value);

/// <summary>Tags in the database. They go with their project; other owners remove theirs when they are deleted.</summary>
internal static class TagRepository
{
    /// <summary>Tags of one type of resource, in the order of resource and key.</summary>
    public static List<ResourceTag> List(DatabaseSession session, string resourceType)
    {
        return session.Query(
            "SELECT resource_type, resource_id, key, value FROM resource_tag WHERE resource_type = $1 ORDER BY resource_id, key",
            row => new ResourceTag(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3)), resourceType);
    }

    public static int Count(DatabaseSession session, string resourceType, string resourceId)
    {
        return (int)session.Scalar<long>("SELECT count(*) FROM resource_tag WHERE resource_type = $1 AND resource_id = $2", resourceType, resourceId);
    }

    /// <summary>Sets a tag, whether the resource has the key already or not.</summary>
    public static void Put(DatabaseSession session, long projectId, ResourceTag tag)
    {
        session.Execute(
            "INSERT INTO resource_tag (project_id, resource_type, resource_id, key, value) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO UPDATE SET value = $5",
            projectId, tag.ResourceType, tag.ResourceId, tag.Key, tag.Value);
    }

    public static void Delete(DatabaseSession session, string resourceType, string resourceId, string key)
    {
        session.Execute("DELETE FROM resource_tag WHERE resource_type = $1 AND resource_id = $2 AND key = $3", resourceType, resourceId, key);
    }

    /// <summary>Removes all tags of a resource that has been deleted, system tags too.</summary>
    public static void Forget(DatabaseSession session, string resourceType, string resourceId)
    {
        DeleteAll(session, resourceType, resourceId);
        SystemTagRepository.DeleteAll(session, resourceType, resourceId);
    }

    public static void DeleteAll(DatabaseSession session, string resourceType, string resourceId)
    {
        session.Execute("DELETE FROM resource_tag WHERE resource_type = $1 AND resource_id = $2", resourceType, resourceId);
    }
}
