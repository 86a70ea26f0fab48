using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>Which Logtail configs are applied to which machine groups.</summary>
internal sealed class BindingRepository(Database database)
{
    /// <summary>Binds the two; nothing happens if they are bound already.</summary>
    public static void Apply(DatabaseSession session, long groupId, long configId)
    {
        session.Execute("INSERT INTO machine_group_binding (group_id, config_id) VALUES ($1, $2) ON CONFLICT DO NOTHING", groupId, configId);
    }

    public static void Remove(DatabaseSession session, long groupId, long configId)
    {
        session.Execute("DELETE FROM machine_group_binding WHERE group_id = $1 AND config_id = $2", groupId, configId);
    }

    public List<string> ConfigNames(long groupId)
    {
        return database.Read(session => session.Query(
            "SELECT c.name FROM machine_group_binding b JOIN logtail_config c ON c.id = b.config_id WHERE b.group_id = $1 ORDER BY c.name",
            row => row.GetString(0), groupId));
    }

    public List<string> GroupNames(long configId)
    {
        return database.Read(session => session.Query(
            "SELECT g.name FROM machine_group_binding b JOIN machine_group g ON g.id = b.group_id WHERE b.config_id = $1 ORDER BY g.name",
            row => row.GetString(0), configId));
    }

    /// <summary>
    /// What an agent gets when it asks for its configs: those applied to any group, of any project, that the machine
    /// belongs to. Each config once, with the topic of the first such group, in the order of the configs' creation.
    /// </summary>
    public List<(ConfigRecord Config, string GroupTopic)> ConfigsOfMachine(IReadOnlyList<string> identifiers, string ipAddress)
    {
        return database.Read(session =>
        {
            SortedDictionary<long, (ConfigRecord, string)> found = [];
            foreach (MachineGroupRecord group in MachineGroupRepository.All(session).Where(group => group.Contains(identifiers, ipAddress)))
            {
                string topic = (string?)group.Document["groupAttribute"]?["groupTopic"] ?? "";
                foreach (ConfigRecord config in session.Query(
                    $"SELECT {ConfigRepository.Columns} FROM machine_group_binding b JOIN logtail_config c ON c.id = b.config_id JOIN project p ON p.id = c.project_id WHERE b.group_id = $1",
                    ConfigRepository.Map, group.Id))
                {
                    found.TryAdd(config.Id, (config, topic));
                }
            }
            return found.Values.ToList();
        });
    }
}
