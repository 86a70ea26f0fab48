using System.Text.Json.Nodes;
using AliLogOps.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>A Logtail config as stored, classic or pipeline; times are epoch seconds.</summary>
internal sealed record ConfigRecord
{
    public long Id { get; init; }

    public required string ProjectName { get; init; }

    public required string Name { get; init; }

    /// <summary>True for the current generation with inputs, processors and flushers; false for the classic form.</summary>
    public bool IsPipeline { get; init; }

    /// <summary>Target logstore, from outputDetail or from the flusher.</summary>
    public required string LogstoreName { get; init; }

    /// <summary>The whole object without its times, with the server's defaults filled in.</summary>
    public required JsonObject Document { get; init; }

    public long CreateTime { get; init; }

    public long LastModifyTime { get; init; }

    /// <summary><c>file</c>, <c>plugin</c>, <c>syslog</c> or <c>streamlog</c>; empty for a pipeline.</summary>
    public string InputType => IsPipeline ? "" : (string)Document["inputType"]!;

    /// <summary>Tag of a syslog or streamlog input; empty for the others.</summary>
    public string Tag => IsStream ? (string?)Document["inputDetail"]?["tag"] ?? "" : "";

    /// <summary>True for the two names of the TCP stream input.</summary>
    public bool IsStream => InputType is "syslog" or "streamlog";
}

/// <summary>Logtail configs in the database.</summary>
internal sealed class ConfigRepository(Database database)
{
    internal const string Columns = "c.id, p.name, c.name, c.is_pipeline, c.logstore_name, c.document, c.create_time, c.last_modify_time";
    private const string From = "FROM logtail_config c JOIN project p ON p.id = c.project_id";

    public ConfigRecord? Find(long projectId, string name)
    {
        return database.Read(session => Find(session, projectId, name));
    }

    public static ConfigRecord? Find(DatabaseSession session, long projectId, string name)
    {
        return session.QueryFirst($"SELECT {Columns} {From} WHERE c.project_id = $1 AND c.name = $2", Map, projectId, name);
    }

    /// <summary>Configs of one form, by name in order; an empty logstore name means those of all logstores.</summary>
    public List<string> Names(long projectId, bool pipelines, string nameContains, string logstoreName)
    {
        return database.Read(session => session.Query(
            "SELECT name FROM logtail_config WHERE project_id = $1 AND is_pipeline = $2 AND instr(name, $3) > 0 AND ($4 = '' OR logstore_name = $4) ORDER BY name",
            row => row.GetString(0), projectId, pipelines, nameContains, logstoreName));
    }

    /// <summary>Configs of both forms in a project.</summary>
    public static int Count(DatabaseSession session, long projectId)
    {
        return (int)session.Scalar<long>("SELECT count(*) FROM logtail_config WHERE project_id = $1", projectId);
    }

    public static void Insert(DatabaseSession session, long projectId, ConfigRecord config)
    {
        session.Execute(
            "INSERT INTO logtail_config (project_id, name, is_pipeline, logstore_name, document, create_time, last_modify_time) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            projectId, config.Name, config.IsPipeline, config.LogstoreName, config.Document.ToJsonString(), config.CreateTime, config.LastModifyTime);
    }

    public static void Update(DatabaseSession session, ConfigRecord config)
    {
        session.Execute(
            "UPDATE logtail_config SET logstore_name = $2, document = $3, last_modify_time = $4 WHERE id = $1",
            config.Id, config.LogstoreName, config.Document.ToJsonString(), config.LastModifyTime);
    }

    /// <summary>Deletes the config and its bindings.</summary>
    public static void Delete(DatabaseSession session, long id)
    {
        session.Execute("DELETE FROM logtail_config WHERE id = $1", id);
    }

    internal static ConfigRecord Map(SqliteDataReader row)
    {
        return new ConfigRecord
        {
            Id = row.GetInt64(0),
            ProjectName = row.GetString(1),
            Name = row.GetString(2),
            IsPipeline = row.GetBoolean(3),
            LogstoreName = row.GetString(4),
            Document = JsonNode.Parse(row.GetString(5))!.AsObject(),
            CreateTime = row.GetInt64(6),
            LastModifyTime = row.GetInt64(7),
        };
    }
}
