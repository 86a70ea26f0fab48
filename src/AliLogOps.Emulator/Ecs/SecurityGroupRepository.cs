using System.Text.Json;
using System.Text.Json.Nodes;
using AliLogOps.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace AliLogOps.Emulator.Ecs;

/// <summary>Security groups and their rules in the database.</summary>
internal static class SecurityGroupRepository
{
    private const string Columns = "id, name, description, vpc_id, type, resource_group_id, tags, create_time";

    public static SecurityGroupRecord? Find(DatabaseSession session, string id)
    {
        return session.QueryFirst($"SELECT {Columns} FROM security_group WHERE id = $1", Map, id);
    }

    public static List<SecurityGroupRecord> List(DatabaseSession session)
    {
        return session.Query($"SELECT {Columns} FROM security_group ORDER BY create_time, id", Map);
    }

    public static void Insert(DatabaseSession session, SecurityGroupRecord group)
    {
        session.Execute(
            $"INSERT INTO security_group ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            group.Id, group.Name, group.Description, group.VpcId, group.Type, group.ResourceGroupId,
            WriteTags(group.Tags), group.CreateTime);
    }

    public static List<StoredRule> Rules(DatabaseSession session, string groupId)
    {
        return session.Query(
            "SELECT id, fields, create_time FROM security_group_rule WHERE group_id = $1 ORDER BY number",
            row => new StoredRule(row.GetString(0), JsonSerializer.Deserialize(row.GetString(1), EcsJson.Default.SecurityGroupRule)!, row.GetInt64(2)),
            groupId);
    }

    /// <summary>Adds a rule; nothing happens if the group has an equal one.</summary>
    public static void AddRule(DatabaseSession session, string groupId, StoredRule rule)
    {
        session.Execute(
            "INSERT INTO security_group_rule (id, group_id, number, identity, fields, create_time) VALUES ($1, $2, (SELECT coalesce(max(number), 0) + 1 FROM security_group_rule), $3, $4, $5) ON CONFLICT (group_id, identity) DO NOTHING",
            rule.Id, groupId, rule.Rule.Identity, JsonSerializer.Serialize(rule.Rule, EcsJson.Default.SecurityGroupRule), rule.CreateTime);
    }

    /// <summary>Removes the equal rule, if there is one.</summary>
    public static void RemoveRule(DatabaseSession session, string groupId, SecurityGroupRule rule)
    {
        session.Execute("DELETE FROM security_group_rule WHERE group_id = $1 AND identity = $2", groupId, rule.Identity);
    }

    /// <summary>Removes a rule by id; false if the group has none with it.</summary>
    public static bool RemoveRule(DatabaseSession session, string groupId, string ruleId)
    {
        return session.Execute("DELETE FROM security_group_rule WHERE group_id = $1 AND id = $2", groupId, ruleId) > 0;
    }

    // written by hand: the serializer's start would delay the first answer of every emulator
    private static string WriteTags(IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        return new JsonArray([.. tags.Select(tag => new JsonArray(tag.Key, tag.Value))]).ToJsonString();
    }

    private static List<KeyValuePair<string, string>> ReadTags(string json)
    {
        return [.. JsonNode.Parse(json)!.AsArray().Select(tag => KeyValuePair.Create((string)tag![0]!, (string)tag[1]!))];
    }

    private static SecurityGroupRecord Map(SqliteDataReader row)
    {
        return new SecurityGroupRecord
        {
            Id = row.GetString(0),
            Name = row.GetString(1),
            Description = row.GetString(2),
            VpcId = row.GetString(3),
            Type = row.GetString(4),
            ResourceGroupId = row.GetString(5),
            Tags = ReadTags(row.GetString(6)),
            CreateTime = row.GetInt64(7),
        };
    }
}
