using AliLogOps.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>Projects in the database. Deleting one takes everything in it along (foreign keys cascade).</summary>
internal sealed class ProjectRepository(Database database)
{
    private const string Columns = "id, name, description, resource_group_id, data_redundancy_type, recycle_bin_enabled, create_time, last_modify_time";

    public ProjectRecord? Find(string name)
    {
        return database.Read(session => Find(session, name));
    }

    public static ProjectRecord? Find(DatabaseSession session, string name)
    {
        return session.QueryFirst($"SELECT {Columns} FROM project WHERE name = $1", Map, name);
    }

    /// <summary>Projects whose name and description contain the texts (empty = all), and how many there are in all.</summary>
    public (int Total, List<ProjectRecord> Page) List(string nameContains, string descriptionContains, string resourceGroupId, int offset, int size)
    {
        const string Where = "WHERE instr(name, $1) > 0 AND instr(description, $2) > 0 AND ($3 = '' OR resource_group_id = $3)";
        return database.Read(session =>
        {
            long total = session.Scalar<long>($"SELECT count(*) FROM project {Where}", nameContains, descriptionContains, resourceGroupId);
            List<ProjectRecord> page = session.Query(
                $"SELECT {Columns} FROM project {Where} ORDER BY name LIMIT $4 OFFSET $5",
                Map, nameContains, descriptionContains, resourceGroupId, size, offset);
            return ((int)total, page);
        });
    }

    public int Count()
    {
        return database.Read(Count);
    }

    public static int Count(DatabaseSession session)
    {
        return (int)session.Scalar<long>("SELECT count(*) FROM project");
    }

    public static void Insert(DatabaseSession session, ProjectRecord project)
    {
        session.Execute(
            "INSERT INTO project (name, description, resource_group_id, data_redundancy_type, recycle_bin_enabled, create_time, last_modify_time) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            project.Name, project.Description, project.ResourceGroupId, project.DataRedundancyType, project.RecycleBinEnabled, project.CreateTime, project.LastModifyTime);
    }

    public static void Update(DatabaseSession session, ProjectRecord project)
    {
        session.Execute(
            "UPDATE project SET description = $2, recycle_bin_enabled = $3, last_modify_time = $4, resource_group_id = $5 WHERE id = $1",
            project.Id, project.Description, project.RecycleBinEnabled, project.LastModifyTime, project.ResourceGroupId);
    }

    public static void Delete(DatabaseSession session, long projectId)
    {
        session.Execute("DELETE FROM project WHERE id = $1", projectId);
    }

    private static ProjectRecord Map(SqliteDataReader row)
    {
        return new ProjectRecord
        {
            Id = row.GetInt64(0),
            Name = row.GetString(1),
            Description = row.GetString(2),
            ResourceGroupId = row.GetString(3),
            DataRedundancyType = row.GetString(4),
            RecycleBinEnabled = row.GetBoolean(5),
            CreateTime = row.GetInt64(6),
            LastModifyTime = row.GetInt64(7),
        };
    }
}
