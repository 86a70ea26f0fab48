using System.Text.Json;
using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.Ecs;

/// <summary>Instances in the database.</summary>
internal sealed class InstanceRepository(Database database)
{
    public static readonly SchemaPart Part = new(
        "instances",
        """
        CREATE TABLE ecs_instance (
            id TEXT PRIMARY KEY,
            document TEXT NOT NULL);
        """)
    { Since = 2 };

    public InstanceRecord? Find(string id)
    {
        return database.Read(session => session.QueryFirst("SELECT document FROM ecs_instance WHERE id = $1", Read, id));
    }

    /// <summary>All instances, newest first, as the service lists them.</summary>
    public List<InstanceRecord> List()
    {
        return [.. database.Read(session => session.Query("SELECT document FROM ecs_instance ORDER BY id", Read)).OrderByDescending(instance => instance.CreateTime)];
    }

    public void Put(InstanceRecord instance)
    {
        database.Write(session => session.Execute(
            "INSERT INTO ecs_instance (id, document) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET document = $2",
            instance.InstanceId, JsonSerializer.Serialize(instance, EcsJson.Default.InstanceRecord)));
    }

    /// <summary>False if there is none.</summary>
    public bool Delete(string id)
    {
        return database.Write(session => session.Execute("DELETE FROM ecs_instance WHERE id = $1", id)) > 0;
    }

    private static InstanceRecord Read(Microsoft.Data.Sqlite.SqliteDataReader row)
    {
        return JsonSerializer.Deserialize(row.GetString(0), EcsJson.Default.InstanceRecord)!;
    }
}
