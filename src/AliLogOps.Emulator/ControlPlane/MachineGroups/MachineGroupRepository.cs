using System.Text.Json.Nodes;
using AliLogOps.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>A machine group as stored; times are epoch seconds.</summary>
internal sealed record MachineGroupRecord
{
    public long Id { get; init; }

    public required string ProjectName { get; init; }

    public required string Name { get; init; }

    /// <summary>The whole object without its times.</summary>
    public required JsonObject Document { get; init; }

    public long CreateTime { get; init; }

    public long LastModifyTime { get; init; }

    /// <summary><c>ip</c> or <c>userdefined</c>.</summary>
    public string IdentifyType => (string)Document["machineIdentifyType"]!;

    public IEnumerable<string> Machines => Document["machineList"]!.AsArray().Select(machine => (string)machine!);

    /// <summary>True if a machine with these identifiers and this address belongs to the group.</summary>
    public bool Contains(IReadOnlyList<string> identifiers, string ipAddress)
    {
        return IdentifyType == "ip"
            ? ipAddress.Length > 0 && Machines.Contains(ipAddress, StringComparer.Ordinal)
            : Machines.Any(machine => identifiers.Contains(machine, StringComparer.Ordinal));
    }
}

/// <summary>Machine groups in the database.</summary>
internal sealed class MachineGroupRepository(Database database)
{
    private const string Columns = "g.id, p.name, g.name, g.document, g.create_time, g.last_modify_time";
    private const string From = "FROM machine_group g JOIN project p ON p.id = g.project_id";

    public MachineGroupRecord? Find(long projectId, string name)
    {
        return database.Read(session => Find(session, projectId, name));
    }

    public static MachineGroupRecord? Find(DatabaseSession session, long projectId, string name)
    {
        return session.QueryFirst($"SELECT {Columns} {From} WHERE g.project_id = $1 AND g.name = $2", Map, projectId, name);
    }

    /// <summary>The groups of all projects.</summary>
    public static List<MachineGroupRecord> All(DatabaseSession session)
    {
        return session.Query($"SELECT {Columns} {From} ORDER BY g.id", Map);
    }

    public static int Count(DatabaseSession session, long projectId)
    {
        return (int)session.Scalar<long>("SELECT count(*) FROM machine_group WHERE project_id = $1", projectId);
    }

    public List<string> Names(long projectId, string nameContains)
    {
        return database.Read(session => session.Query(
            "SELECT name FROM machine_group WHERE project_id = $1 AND instr(name, $2) > 0 ORDER BY name",
            row => row.GetString(0), projectId, nameContains));
    }

    public static void Insert(DatabaseSession session, long projectId, MachineGroupRecord group)
    {
        session.Execute(
            "INSERT INTO machine_group (project_id, name, document, create_time, last_modify_time) VALUES ($1, $2, $3, $4, $5)",
            projectId, group.Name, group.Document.ToJsonString(), group.CreateTime, group.LastModifyTime);
    }

    public static void Update(DatabaseSession session, MachineGroupRecord group)
    {
        session.Execute(
            "UPDATE machine_group SET document = $2, last_modify_time = $3 WHERE id = $1",
            group.Id, group.Document.ToJsonString(), group.LastModifyTime);
    }

    /// <summary>Deletes the group and its bindings.</summary>
    public static void Delete(DatabaseSession session, long id)
    {
        session.Execute("DELETE FROM machine_group WHERE id = $1", id);
    }

    private static MachineGroupRecord Map(SqliteDataReader row)
    {
        return new MachineGroupRecord
        {
            Id = row.GetInt64(0),
            ProjectName = row.GetString(1),
            Name = row.GetString(2),
            Document = JsonNode.Parse(row.GetString(3))!.AsObject(),
            CreateTime = row.GetInt64(4),
            LastModifyTime = row.GetInt64(5),
        };
    }
}
