using System.Text.Json;
using System.Text.Json.Nodes;
using static AliLogOps.Client.Tests.TestClients;

namespace AliLogOps.Client.Tests;

public class RoundTripTests
{
    [Fact]
    public async Task An_index_survives_reading_and_writing_with_members_nobody_knows()
    {
        const string Index = """
            {"index_mode":"v2","storage":"pg","ttl":30,"lastModifyTime":1714979289,"max_text_len":2048,"log_reduce":true,"log_reduce_white_list":["a"],
             "line":{"token":[","," ","\n"],"caseSensitive":true,"chn":true,"include_keys":["k1"],"new_line":{"x":1}},
             "keys":{"status":{"type":"long","doc_value":true,"alias":"s"},
                     "app-name":{"type":"text","token":[],"caseSensitive":false,"chn":false,"doc_value":true,"alias":"app","embedding":"m"},
                     "payload":{"type":"json","token":[","],"caseSensitive":false,"chn":false,"doc_value":true,"alias":"","index_all":true,"max_depth":-1,"json_keys":{"a.b":{"type":"text","doc_value":true,"alias":"ab"}}}}}
            """;
        FakeHandler handler = new FakeHandler().Then(Answers.Json(Index)).Then(Answers.Ok());
        using LogServiceClient client = Log(handler);

        LogIndex index = await client.GetIndexAsync(Project, Store);
        await client.UpdateIndexAsync(index);

        JsonObject expected = JsonNode.Parse(Index)!.AsObject();
        foreach (string filledIn in (string[])["index_mode", "storage", "ttl", "lastModifyTime"])
        {
            expected.Remove(filledIn);
        }

        Assert.Equal("PUT", handler.Sent[1].Method);
        AssertSameJson(expected, handler.Sent[1].Text);
        Assert.Equal(["status", "app-name", "payload"], index.Keys.Keys);
        Assert.Equal(("long", "s"), (index.Keys["status"].Type, index.Keys["status"].Alias));
        Assert.Equal((2048, true, SignatureInputs.Time), (index.MaxTextLength, index.Line!.CaseSensitive, index.LastModifyTime));
    }

    [Fact]
    public async Task A_changed_index_keeps_members_nobody_knows()
    {
        FakeHandler handler = new FakeHandler().Then(Answers.Json("""{"keys":{"a":{"type":"text","token":[","],"doc_value":false,"x":7}},"scan_index":true}""")).Then(Answers.Ok());
        using LogServiceClient client = Log(handler);

        LogIndex index = await client.GetIndexAsync(Project, Store);
        await client.UpdateIndexAsync(index with { Keys = new Dictionary<string, LogIndexKey> { ["a"] = index.Keys["a"] with { DocValue = true } } });

        AssertSameJson(JsonNode.Parse("""{"keys":{"a":{"type":"text","token":[","],"caseSensitive":false,"chn":false,"doc_value":true,"alias":"","x":7}},"scan_index":true}""")!, handler.Sent[1].Text);
    }

    [Theory]
    [InlineData(false, """{"keys":{"a":{"type":"text","doc_value":true,"alias":""}}}""")]
    [InlineData(true, """{"keys":{"a":{"type":"text","token":[","],"caseSensitive":false,"chn":false,"doc_value":true,"alias":""}}}""")]
    public async Task A_field_without_text_settings_gets_none_unless_one_is_set(bool change, string expected)
    {
        FakeHandler handler = new FakeHandler().Then(Answers.Json("""{"keys":{"a":{"type":"text","doc_value":true}}}""")).Then(Answers.Ok());
        using LogServiceClient client = Log(handler);

        LogIndex index = await client.GetIndexAsync(Project, Store);
        LogIndexKey key = change ? index.Keys["a"] with { Token = [","] } : index.Keys["a"];
        await client.UpdateIndexAsync(index with { Keys = new Dictionary<string, LogIndexKey> { ["a"] = key } });

        AssertSameJson(JsonNode.Parse(expected)!, handler.Sent[1].Text);
    }

    [Fact]
    public async Task A_Logtail_configuration_survives_reading_and_writing()
    {
        const string Config = """
            {"configName":"c1","logSample":"s","inputType":"syslog",
             "inputDetail":{"tag":"sys_tag","localStorage":true,"maxSendRate":-1,"ratio":1.50,"big":12345678901234567890,"huge":1e300,"advanced":{"k8s":{"a":[1,null,{"b":false}]}},"shardHashKey":[],"text":"\u4f60 < > &"},
             "outputType":"LogService","outputDetail":{"projectName":"my-project","logstoreName":"my-logstore","endpoint":"cn-hangzhou.log.aliyuncs.com","compressType":"lz4"},
             "createTime":1714979289,"lastModifyTime":1714979290,"newRoot":{"y":[true]}}
            """;
        FakeHandler handler = new FakeHandler().Then(Answers.Json(Config)).Then(Answers.Ok());
        using LogServiceClient client = Log(handler);

        LogtailConfig config = await client.GetLogtailConfigAsync(Project, "c1");
        await client.UpdateLogtailConfigAsync(config);

        JsonObject expected = JsonNode.Parse(Config)!.AsObject();
        expected.Remove("createTime");
        expected.Remove("lastModifyTime");
        AssertSameJson(expected, handler.Sent[1].Text);
        Assert.Contains("\"ratio\":1.50,", handler.Sent[1].Text, StringComparison.Ordinal);
        Assert.Contains("\"big\":12345678901234567890,", handler.Sent[1].Text, StringComparison.Ordinal);
        Assert.Equal(("sys_tag", "my-logstore", "syslog", "s"), (config.Tag, config.LogstoreName, config.InputType, config.LogSample));
        Assert.Equal((true, -1L), (config.InputDetail["localStorage"], config.InputDetail["maxSendRate"]));
        Assert.Equal(SignatureInputs.Time, config.CreateTime);
    }

    [Fact]
    public async Task A_new_configuration_takes_plain_values_of_many_kinds()
    {
        FakeHandler handler = new FakeHandler().Then(Answers.Ok());
        using LogServiceClient client = Log(handler);
        LogtailConfig config = new()
        {
            ProjectName = Project,
            LogtailConfigName = "c1",
            InputType = "syslog",
            LogstoreName = Store,
            InputDetail = new Dictionary<string, object?>
            {
                ["tag"] = "t",
                ["localStorage"] = true,
                ["n"] = (short)7,
                ["list"] = new object?[] { 1u, 2.5, 3.5f, null, 'c', ulong.MaxValue },
                ["table"] = new System.Collections.Hashtable { ["a"] = new List<string> { "b" } },
            },
        };

        await client.CreateLogtailConfigAsync(config);

        AssertSameJson(
            JsonNode.Parse("""{"configName":"c1","logSample":"","inputType":"syslog","inputDetail":{"tag":"t","localStorage":true,"n":7,"list":[1,2.5,3.5,null,"c",18446744073709551615],"table":{"a":["b"]}},"outputType":"LogService","outputDetail":{"projectName":"my-project","logstoreName":"my-logstore"}}""")!,
            handler.Sent[0].Text);
    }

    [Fact]
    public async Task A_value_JSON_has_no_form_for_is_refused_by_type()
    {
        using LogServiceClient client = Log(new FakeHandler());
        Dictionary<string, object?> endless = new();
        endless["self"] = endless;

        ArgumentException type = await Assert.ThrowsAsync<ArgumentException>(() => client.CreateLogtailConfigAsync(Config(new Dictionary<string, object?> { ["x"] = new Version(1, 2) })));
        ArgumentException depth = await Assert.ThrowsAsync<ArgumentException>(() => client.CreateLogtailConfigAsync(Config(endless)));

        Assert.Contains("System.Version", type.Message, StringComparison.Ordinal);
        Assert.Contains("nested deeper", depth.Message, StringComparison.Ordinal);

        static LogtailConfig Config(Dictionary<string, object?> detail) => new() { ProjectName = Project, LogtailConfigName = "c1", InputDetail = detail };
    }

    [Fact]
    public async Task A_logstore_keeps_what_this_version_does_not_know()
    {
        FakeHandler handler = new FakeHandler()
            .Then(Answers.Json("""{"logstoreName":"my-logstore","ttl":30,"shardCount":2,"enable_tracking":false,"autoSplit":true,"maxSplitShard":64,"appendMeta":true,"telemetryType":"None","mode":"standard","hot_ttl":7,"createTime":1714979289,"lastModifyTime":1714979290,"encrypt_conf":{"enable":true},"archiveTTL":90,"enableModify":true}"""))
            .Then(Answers.Ok());
        using LogServiceClient client = Log(handler);

        Logstore store = await client.GetLogstoreAsync(Project, Store);
        await client.UpdateLogstoreAsync(store with { TtlDays = 60 });

        Assert.Equal((30, 2, true, 64, true, 7), (store.TtlDays, store.ShardCount, store.AutoSplit, store.MaxSplitShard, store.AppendMeta, store.HotTtlDays));
        AssertSameJson(
            JsonNode.Parse("""{"logstoreName":"my-logstore","ttl":60,"autoSplit":true,"maxSplitShard":64,"appendMeta":true,"enable_tracking":false,"mode":"standard","hot_ttl":7,"encrypt_conf":{"enable":true},"archiveTTL":90}""")!,
            handler.Sent[1].Text);
    }

    [Fact]
    public async Task A_machine_group_keeps_what_this_version_does_not_know()
    {
        const string Group = """{"groupName":"web","groupType":"Armory","machineIdentifyType":"userdefined","groupAttribute":{"groupTopic":"t","externalName":"e"},"machineList":["web-prod"],"createTime":1447178253,"lastModifyTime":1447178253,"x":1}""";
        FakeHandler handler = new FakeHandler().Then(Answers.Json(Group)).Then(Answers.Ok());
        using LogServiceClient client = Log(handler);

        MachineGroup group = await client.GetMachineGroupAsync(Project, "web");
        await client.UpdateMachineGroupAsync(group);

        JsonObject expected = JsonNode.Parse(Group)!.AsObject();
        expected.Remove("createTime");
        expected.Remove("lastModifyTime");
        AssertSameJson(expected, handler.Sent[1].Text);
        Assert.Equal(("userdefined", "t", "e"), (group.IdentifyType, group.GroupTopic, group.ExternalName));
    }

    [Theory]
    [InlineData("\"1714979289\"")]
    [InlineData("1714979289")]
    [InlineData("\"2024-05-06 07:08:09\"")]
    [InlineData("\"2024-05-06T07:08:09Z\"")]
    public async Task A_project_time_is_read_in_every_form_seen(string time)
    {
        using LogServiceClient client = Log(new FakeHandler().Then(Answers.Json($$"""{"projectName":"my-project","createTime":{{time}},"recycleBinEnabled":false,"region":"cn-hangzhou","status":"Normal","owner":""}""")));

        LogProject project = await client.GetProjectAsync(Project);

        Assert.Equal((SignatureInputs.Time, (DateTimeOffset?)null, false, "Normal"), (project.CreateTime, project.LastModifyTime, project.RecycleBinEnabled, project.Status));
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("0")]
    [InlineData("\"soon\"")]
    public async Task A_time_that_says_nothing_is_null(string time)
    {
        using LogServiceClient client = Log(new FakeHandler().Then(Answers.Json($$"""{"createTime":{{time}}}""")));

        Assert.Null((await client.GetProjectAsync(Project)).CreateTime);
    }

    private static void AssertSameJson(JsonNode expected, string actual) =>
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(actual)), $"expected {expected.ToJsonString()}\nactual   {actual}");
}
