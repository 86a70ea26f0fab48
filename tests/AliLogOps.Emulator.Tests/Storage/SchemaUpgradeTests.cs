using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Logs.Storage;
using AliLogOps.Emulator.Protos;
using AliLogOps.Emulator.Storage;
using AliLogOps.Emulator.Tests.Logs;
using AliLogOps.Emulator.Tests.Support;
using Google.Protobuf;
using Microsoft.Data.Sqlite;

namespace AliLogOps.Emulator.Tests.Storage;

/// <summary>Data that an older emulator left behind: they stay as they are, and everything newer works with them.</summary>
public sealed class SchemaUpgradeTests
{
    private const string Index = """{"line":{"token":[" "],"caseSensitive":false,"chn":false},"keys":{"k":{"type":"text","token":[" "],"caseSensitive":false,"chn":false,"doc_value":true,"alias":""}},"max_text_len":2048,"log_reduce":false}""";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Data_of_an_older_layout_are_kept_and_everything_works_with_them(int version)
    {
        using TempFolder folder = new();
        await WriteAsync(folder.Path, version);
        EmulatorOptions options = new() { DataPath = folder.Path };
        await using (TestEmulator emulator = await TestEmulator.StartAsync(options))
        {
            LogsApi api = new(emulator, "old-project");
            Assert.Equal(Schema.Version, emulator.Services.Database.Read(session => session.Scalar<long>("PRAGMA user_version")));
            Assert.Equal("from before", (string?)(await emulator.CallAsync("GET", api.Project, "/")).Ok().Json["description"]);
            Assert.False((bool)(await api.CallAsync("GET", "")).Ok().Json["enableModify"]!);
            Assert.Equal("red blue", await api.ValuesAsync("*"));
            Assert.Equal(["k=red", "k=blue"], await api.PulledAsync());
            Assert.Equal("2", await api.SqlAsync("* | select count(*) as c"));

            // what each version brought
            (await emulator.EcsAsync("DescribeInstances", [("RegionId", "cn-hangzhou")])).Ok();
            (await api.CallAsync("POST", "/consumergroups", """{"consumerGroup":"readers","timeout":60,"order":false}""")).Ok();
            (await emulator.CallAsync("POST", api.Project, "/savedsearches", """{"savedsearchName":"red-logs","displayName":"red","logstore":"store","searchQuery":"*"}""")).Ok();
            (await emulator.CallAsync("POST", api.Project, "/systemtag", """{"resourceType":"project","resourceId":["old-project"],"tags":[{"key":"k","value":"v"}]}""")).Ok();
            (await api.CallAsync("POST", "/substores", """{"name":"sub","ttl":7,"sortedKeyCount":0,"timeIndex":0,"keys":[{"name":"t","type":"long"}]}""")).Ok();
            (await api.PutAsync(api.Group(("k", "green")))).Ok();
            (await api.CallAsync("POST", "/deletelogtasks", $$"""{ {{api.ByQuery("red")}},"type":"logs"}""")).Ok();
            (await api.TryUpdateAsync(api.ByQuery("*"), """{"k":"x"}""")).Fails(400, "NotSupported");

            (await emulator.CallAsync("POST", api.Project, "/logstores", """{"logstoreName":"newer","ttl":30,"shardCount":1,"enableModify":true}""")).Ok();
            LogsApi newer = new(emulator, api.Project, "newer");
            (await newer.CallAsync("POST", "/index", Index)).Ok();
            (await newer.PutAsync(newer.Group(("k", "a")))).Ok();
            Assert.Equal(1, await newer.UpdateAsync(newer.ByQuery("a"), """{"k":"b"}"""));
        }
        await using (TestEmulator emulator = await TestEmulator.StartAsync(options))
        {
            LogsApi api = new(emulator, "old-project");
            Assert.Equal("blue green", await api.ValuesAsync("*"));
            Assert.Equal(["k=red", "k=blue", "k=green"], await api.PulledAsync());
            Assert.Equal("b", await new LogsApi(emulator, "old-project", "newer").ValuesAsync("*"));
        }
    }

    /// <summary>Writes the database as that version left it: a project with a logstore of three groups, one of them without logs as version 3 left those.</summary>
    private static async Task WriteAsync(string folder, int version)
    {
        await using SqliteConnection connection = new($"Data Source={Path.Combine(folder, "emulator.db")};Pooling=False");
        connection.Open();
        foreach (SchemaPart part in EmulatorParts.Create().SelectMany(part => part.Schemas).Where(part => part.Since <= version))
        {
            Run(connection, part.Statements);
        }
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        Run(connection, """
            INSERT INTO project (id, name, description, resource_group_id, data_redundancy_type, recycle_bin_enabled, create_time, last_modify_time)
            VALUES (1, 'old-project', 'from before', '', 'LRS', 0, $1, $1)
            """, now);
        Run(connection, """
            INSERT INTO logstore (id, project_id, name, settings, create_time, last_modify_time)
            VALUES (1, 1, 'store', '{"ttl":30,"enable_tracking":false,"autoSplit":false,"maxSplitShard":0,"appendMeta":false,"telemetryType":"None","mode":"standard"}', $1, $1)
            """, now);
        Run(connection, "INSERT INTO shard (logstore_id, shard_id, read_write, begin_key, end_key, create_time) VALUES (1, 0, 1, $2, $3, $1)", now, new string('0', 32), new string('f', 32));
        Run(connection, "INSERT INTO log_index (logstore_id, document, last_modify_time) VALUES (1, $2, $1)", now, Index);
        Run(connection, "INSERT INTO index_version (id, logstore_id, document) VALUES (1, 1, $1)", Index);
        string[] values = version < 3 ? ["red", "blue"] : ["red", "", "blue"];
        for (int i = 0; i < values.Length; i++)
        {
            LogGroup group = values[i].Length == 0 ? new LogGroup { Topic = "emptied" } : new SampleLog(("k", values[i])) { Time = (uint)now }.ToGroup();
            byte[] raw = group.ToByteArray();
            Run(connection, """
                INSERT INTO log_group (logstore_id, shard_id, sequence, receive_time, index_version_id, min_time, max_time, log_count, raw_size, added_tags, data)
                VALUES (1, 0, $2, $1, $3, $1, $1, $4, $5, x'', $6)
                """, now, i, group.Logs.Count == 0 ? DBNull.Value : 1L, group.Logs.Count, raw.Length, GroupBytes.Compress(raw));
        }
        Run(connection, $"PRAGMA user_version = {version};");
    }

    private static void Run(SqliteConnection connection, string sql, params object[] parameters)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 0; i < parameters.Length; i++)
        {
            command.Parameters.AddWithValue($"${i + 1}", parameters[i]);
        }
        command.ExecuteNonQuery();
    }
}
