using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>An agent instance config as stored.</summary>
/// <param name="Attributes">JSON object of strings with its members in order; with the type it is the key.</param>
/// <param name="Document">What was written, as JSON.</param>
/// <param name="CreateTime">Epoch seconds.</param>
/// <param name="LastModifyTime">Epoch seconds.</param>
internal sealed record AgentInstanceConfigRecord(string ConfigType, string Attributes, string Document, long CreateTime, long LastModifyTime);

/// <summary>Agent instance configs in the database. They belong to no project.</summary>
internal static class AgentInstanceConfigRepository
{
    public static readonly SchemaPart Part = new(
        "agent instance configs",
        """
        CREATE TABLE agent_instance_config (
            config_type TEXT NOT NULL,
            attributes TEXT NOT NULL,
            document TEXT NOT NULL,
            create_time INTEGER NOT NULL,
            last_modify_time INTEGER NOT NULL,
            PRIMARY KEY (config_type, attributes)) WITHOUT ROWID;
        """)
    { Since = 3 };

    private const string Select = "SELECT config_type, attributes, document, create_time, last_modify_time FROM agent_instance_config";

    public static AgentInstanceConfigRecord? Find(DatabaseSession session, string configType, string attributes)
    {
        return session.QueryFirst($"{Select} WHERE config_type = $1 AND attributes = $2", Map, configType, attributes);
    }

    /// <summary>Configs of a type, or all if it is empty, in the order of type and attributes.</summary>
    public static List<AgentInstanceConfigRecord> List(DatabaseSession session, string configType)
    {
        return session.Query($"{Select} WHERE $1 IN ('', config_type) ORDER BY config_type, attributes", Map, configType);
    }

    public static void Put(DatabaseSession session, AgentInstanceConfigRecord config)
    {
        session.Execute(
            "INSERT INTO agent_instance_config (config_type, attributes, document, create_time, last_modify_time) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO UPDATE SET document = $3, last_modify_time = $5",
            config.ConfigType, config.Attributes, config.Document, config.CreateTime, config.LastModifyTime);
    }

    /// <summary>False if there is none.</summary>
    public static bool Delete(DatabaseSession session, string configType, string attributes)
    {
        return session.Execute("DELETE FROM agent_instance_config WHERE config_type = $1 AND attributes = $2", configType, attributes) > 0;
    }

    private static AgentInstanceConfigRecord Map(Microsoft.Data.Sqlite.SqliteDataReader row)
    {
        return new AgentInstanceConfigRecord(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4));
    }
}
