using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>Small settings of a project and its logstores that have operations of their own, by key.</summary>
internal static class ProjectSettingRepository
{
    public static readonly SchemaPart Part = new(
        "project settings",
        """
        CREATE TABLE project_setting (
            project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
            key TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (project_id, key)) WITHOUT ROWID;
        """)
    { Since = 2 };

    public static string? Find(DatabaseSession session, long projectId, string key)
    {
        return session.Scalar<string>("SELECT value FROM project_setting WHERE project_id = $1 AND key = $2", projectId, key);
    }

    /// <summary>Keys that begin with a text, in order, without it.</summary>
    public static List<string> Keys(DatabaseSession session, long projectId, string start)
    {
        return session.Query(
            "SELECT substr(key, length($2) + 1) FROM project_setting WHERE project_id = $1 AND substr(key, 1, length($2)) = $2 ORDER BY key",
            row => row.GetString(0), projectId, start);
    }

    public static void Put(DatabaseSession session, long projectId, string key, string value)
    {
        session.Execute(
            "INSERT INTO project_setting (project_id, key, value) VALUES ($1, $2, $3) ON CONFLICT (project_id, key) DO UPDATE SET value = $3", projectId, key, value);
    }

    /// <summary>False if there is none.</summary>
    public static bool Delete(DatabaseSession session, long projectId, string key)
    {
        return session.Execute("DELETE FROM project_setting WHERE project_id = $1 AND key = $2", projectId, key) > 0;
    }
}
