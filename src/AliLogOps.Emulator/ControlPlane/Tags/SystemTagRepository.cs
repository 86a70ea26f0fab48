using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>A system tag of a resource: who owns it, its category and scope tell it from others of the same key; empty where none was given.</summary>
internal sealed record SystemTag(ResourceTag Tag, string OwnerUid, string Category, string Scope);

/// <summary>System tags in the database. They go with their project; other owners remove theirs when they are deleted.</summary>
internal static class SystemTagRepository
{
    public static readonly SchemaPart Part = new(
        "system tags",
        """
        CREATE TABLE system_tag (
            project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
            resource_type TEXT NOT NULL,
            resource_id TEXT NOT NULL,
            key TEXT NOT NULL,
            owner_uid TEXT NOT NULL,
            category TEXT NOT NULL,
            scope TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (resource_type, resource_id, key, owner_uid, category, scope)) WITHOUT ROWID;
        CREATE INDEX system_tag_project ON system_tag (project_id);
        """)
    { Since = 3 };

    /// <summary>Tags of one type of resource, in the order of resource and key; empty texts stand for all owners, categories, scopes.</summary>
    public static List<SystemTag> List(DatabaseSession session, string resourceType, string ownerUid, string category, string scope)
    {
        return session.Query(
            """
            SELECT resource_type, resource_id, key, value, owner_uid, category, scope FROM system_tag
            WHERE resource_type = $1 AND $2 IN ('', owner_uid) AND $3 IN ('', category) AND $4 IN ('', scope)
            ORDER BY resource_id, key, owner_uid, category, scope
            """,
            row => new SystemTag(
                new ResourceTag(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3)), row.GetString(4), row.GetString(5), row.GetString(6)),
            resourceType, ownerUid, category, scope);
    }

    public static int Count(DatabaseSession session, string resourceType, string resourceId)
    {
        return (int)session.Scalar<long>("SELECT count(*) FROM system_tag WHERE resource_type = $1 AND resource_id = $2", resourceType, resourceId);
    }

    /// <summary>Sets a tag, whether the resource has it already or not.</summary>
    public static void Put(DatabaseSession session, long projectId, SystemTag tag)
    {
        session.Execute(
            "INSERT INTO system_tag (project_id, resource_type, resource_id, key, owner_uid, category, scope, value) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO UPDATE SET value = $8",
            projectId, tag.Tag.ResourceType, tag.Tag.ResourceId, tag.Tag.Key, tag.OwnerUid, tag.Category, tag.Scope, tag.Tag.Value);
    }

    /// <summary>Removes tags of a resource; empty texts stand for all keys, owners, categories, scopes.</summary>
    public static void Delete(DatabaseSession session, string resourceType, string resourceId, string key, string ownerUid, string category, string scope)
    {
        session.Execute(
            "DELETE FROM system_tag WHERE resource_type = $1 AND resource_id = $2 AND $3 IN ('', key) AND $4 IN ('', owner_uid) AND $5 IN ('', category) AND $6 IN ('', scope)",
            resourceType, resourceId, key, ownerUid, category, scope);
    }

    public static void DeleteAll(DatabaseSession session, string resourceType, string resourceId)
    {
        Delete(session, resourceType, resourceId, "", "", "", "");
    }
}
