using System.Text.Json;
using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.Agents;

/// <summary>
/// Reads what the config server would tell an agent from the emulator's own tables, for the real agents' protocol of fetching
/// configs is not public.
/// </summary>
internal sealed class StreamConfigSource(Database database) : IStreamConfigSource
{
    private const string Query = """
        SELECT DISTINCT p.name, c.name, c.logstore_name, c.document, g.document
        FROM machine_group_binding b
        JOIN machine_group g ON g.id = b.group_id
        JOIN logtail_config c ON c.id = b.config_id
        JOIN project p ON p.id = c.project_id
        """;

    public IReadOnlyList<StreamConfig> Find(IReadOnlyList<string> identifiers, string ipAddress)
    {
        List<StreamConfig?> found = database.Read(session => session.Query(
            Query,
            row => IsMember(row.GetString(4), identifiers, ipAddress)
                ? ReadConfig(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3))
                : null));
        return [.. found.OfType<StreamConfig>().Distinct()];
    }

    /// <summary>Whether a machine with these identifiers and this address belongs to the group.</summary>
    private static bool IsMember(string group, IReadOnlyList<string> identifiers, string ipAddress)
    {
        using JsonDocument document = JsonDocument.Parse(group);
        string type = document.RootElement.GetProperty("machineIdentifyType").GetString() ?? string.Empty;
        foreach (JsonElement entry in document.RootElement.GetProperty("machineList").EnumerateArray())
        {
            string machine = entry.GetString() ?? string.Empty;
            if (type == "ip" ? machine == ipAddress : identifiers.Contains(machine))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The config if it is one of the stream input: <c>syslog</c>, or its other name <c>streamlog</c>.</summary>
    private static StreamConfig? ReadConfig(string project, string name, string logstore, string config)
    {
        using JsonDocument document = JsonDocument.Parse(config);
        string? inputType = document.RootElement.GetProperty("inputType").GetString();
        if (inputType is not ("syslog" or "streamlog"))
        {
            return null;
        }

        return document.RootElement.TryGetProperty("inputDetail", out JsonElement detail)
            && detail.TryGetProperty("tag", out JsonElement tag)
            && tag.ValueKind == JsonValueKind.String
                ? new StreamConfig(project, name, logstore, tag.GetString()!)
                : null;
    }
}
