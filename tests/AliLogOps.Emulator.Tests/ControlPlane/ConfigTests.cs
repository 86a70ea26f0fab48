using System.Text.Json.Nodes;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.ControlPlane;

public class ConfigTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private const string Syslog = """{"configName":"sys-1","inputType":"syslog","inputDetail":{"tag":"sys_tag","localStorage":true},"outputType":"LogService","outputDetail":{"logstoreName":"store-1"}}""";
    private readonly TestEmulator _emulator = fixture.Emulator;

    [Fact]
    public async Task A_syslog_config_comes_back_with_what_the_service_fills_in()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "store-1");
        Assert.Empty((await _emulator.CallAsync("POST", project, "/configs", Syslog)).Ok().Body);
        JsonNode config = (await _emulator.CallAsync("GET", project, "/configs/sys-1")).Ok().Json;
        Assert.Equal(("sys-1", "syslog", "LogService", ""), ((string)config["configName"]!, (string)config["inputType"]!, (string)config["outputType"]!, (string)config["logSample"]!));
        Assert.Equal((long)config["createTime"]!, (long)config["lastModifyTime"]!);
        JsonObject expected = JsonNode.Parse("""
            {"tag":"sys_tag","localStorage":true,"enableTag":false,"enableRawLog":false,"maxSendRate":-1,"sendRateExpire":0,"mergeType":"topic",
             "filterKey":[],"filterRegex":[],"sensitive_keys":[],"shardHashKey":[],"delayAlarmBytes":0,"priority":0,"adjustTimezone":false,"logTimezone":"","discardNonUtf8":false}
            """)!.AsObject();
        Assert.True(JsonNode.DeepEquals(expected, config["inputDetail"]), config["inputDetail"]!.ToJsonString());
        Assert.Equal(("store-1", project, "cn-hangzhou.log.aliyuncs.com"), ((string)config["outputDetail"]!["logstoreName"]!, (string)config["outputDetail"]!["projectName"]!, (string)config["outputDetail"]!["endpoint"]!));
    }

    [Fact]
    public async Task Unknown_members_are_kept_and_sent_values_win_over_defaults()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        (await _emulator.CallAsync("POST", project, "/configs", """
            {"configName":"file-1","inputType":"file","logSample":"x","newRoot":{"a":1},
             "inputDetail":{"logType":"common_reg_log","logPath":"/var/log","filePattern":"*.log","regex":"(.*)","key":["content"],"enableTag":true,"maxDepth":0,"console":[1,null]},
             "outputType":"LogService","outputDetail":{"logstoreName":"store-1","compressType":"lz4","endpoint":"own.endpoint"}}
            """)).Ok();
        JsonNode config = (await _emulator.CallAsync("GET", project, "/configs/file-1")).Ok().Json;
        Assert.Equal("""{"a":1}""", config["newRoot"]!.ToJsonString());
        Assert.Equal("[1,null]", config["inputDetail"]!["console"]!.ToJsonString());
        Assert.True((bool)config["inputDetail"]!["enableTag"]!);
        Assert.Equal((0, "none", "utf8"), ((int)config["inputDetail"]!["maxDepth"]!, (string)config["inputDetail"]!["topicFormat"]!, (string)config["inputDetail"]!["fileEncoding"]!));
        Assert.Equal(("lz4", "own.endpoint"), ((string)config["outputDetail"]!["compressType"]!, (string)config["outputDetail"]!["endpoint"]!));
        string read = config.ToJsonString();
        (await _emulator.CallAsync("PUT", project, "/configs/file-1", read)).Ok();
        Assert.True(JsonNode.DeepEquals(config["inputDetail"], (await _emulator.CallAsync("GET", project, "/configs/file-1")).Ok().Json["inputDetail"]));
    }

    [Fact]
    public async Task An_endpoint_that_is_no_text_is_refused()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        string config = Syslog.Replace("\"store-1\"", "\"store-1\",\"endpoint\":5", StringComparison.Ordinal);
        (await _emulator.CallAsync("POST", project, "/configs", config)).Fails(400, "InvalidParameter", "endpoint is 5: it must be a string");
    }

    [Theory]
    [InlineData("""{"inputType":"streamlog","inputDetail":{"tag":"t"}}""")]
    [InlineData("""{"inputType":"streamlog","inputDetail":{}}""")]
    [InlineData("""{"inputType":"plugin","inputDetail":{"plugin":{"inputs":[{"type":"service_syslog","detail":{}}]}}}""")]
    [InlineData("""{"inputType":"file","inputDetail":{"logType":"json_log","logPath":"C:\\logs","filePattern":"*"}}""")]
    [InlineData("""{"inputType":"file","inputDetail":{"logType":"delimiter_log","logPath":"/l","filePattern":"*","separator":",","key":["a"]}}""")]
    [InlineData("""{"inputType":"file","inputDetail":{"logType":"apsara_log","logPath":"/l","filePattern":"*","logBeginRegex":".*"}}""")]
    public async Task Every_kind_of_input_is_taken(string part)
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        (await _emulator.CallAsync("POST", project, "/configs", Whole(part))).Ok();
        JsonNode config = (await _emulator.CallAsync("GET", project, "/configs/cfg-1")).Ok().Json;
        Assert.Equal((string)JsonNode.Parse(part)!["inputType"]!, (string)config["inputType"]!);
    }

    [Theory]
    [InlineData("""{"inputType":"syslog","inputDetail":{}}""", "tag")]
    [InlineData("""{"inputType":"syslog","inputDetail":{"tag":""}}""", "tag")]
    [InlineData("""{"inputType":"syslog","inputDetail":{"tag":7}}""", "tag")]
    [InlineData("""{"inputType":"syslog"}""", "inputDetail")]
    [InlineData("""{"inputDetail":{}}""", "inputType")]
    [InlineData("""{"inputType":"tape","inputDetail":{}}""", "tape")]
    [InlineData("""{"inputType":"plugin","inputDetail":{}}""", "plugin")]
    [InlineData("""{"inputType":"plugin","inputDetail":{"plugin":{}}}""", "inputs")]
    [InlineData("""{"inputType":"plugin","inputDetail":{"plugin":{"inputs":{}}}}""", "inputs")]
    [InlineData("""{"inputType":"syslog","inputDetail":{"tag":"t","filterKey":["a","b"],"filterRegex":["c"]}}""", "filterKey has 2 elements, filterRegex 1")]
    [InlineData("""{"inputType":"syslog","inputDetail":{"tag":"t","filterRegex":["c"]}}""", "filterKey has 0 elements, filterRegex 1")]
    [InlineData("""{"inputType":"syslog","inputDetail":{"tag":"t","mergeType":"both"}}""", "mergeType both")]
    [InlineData("""{"inputType":"file","inputDetail":{"logPath":"/l","filePattern":"*"}}""", "logType")]
    [InlineData("""{"inputType":"file","inputDetail":{"logType":"json_log","filePattern":"*"}}""", "logPath")]
    [InlineData("""{"inputType":"file","inputDetail":{"logType":"json_log","logPath":"l","filePattern":"*"}}""", "absolute")]
    [InlineData("""{"inputType":"file","inputDetail":{"logType":"json_log","logPath":"/l"}}""", "filePattern")]
    [InlineData("""{"inputType":"file","inputDetail":{"logType":"xml_log","logPath":"/l","filePattern":"*"}}""", "xml_log")]
    [InlineData("""{"inputType":"file","inputDetail":{"logType":"common_reg_log","logPath":"/l","filePattern":"*","key":["a"]}}""", "regex")]
    [InlineData("""{"inputType":"file","inputDetail":{"logType":"common_reg_log","logPath":"/l","filePattern":"*","regex":"x"}}""", "key")]
    [InlineData("""{"inputType":"file","inputDetail":{"logType":"delimiter_log","logPath":"/l","filePattern":"*","key":["a"]}}""", "separator")]
    [InlineData("""{"inputType":"file","inputDetail":{"logType":"apsara_log","logPath":"/l","filePattern":"*"}}""", "logBeginRegex")]
    [InlineData("""{"inputType":"file","inputDetail":{"logType":"json_log","logPath":"/l","filePattern":"*","maxDepth":1001}}""", "maxDepth")]
    [InlineData("""{"inputType":"file","inputDetail":{"logType":"json_log","logPath":"/l","filePattern":"*","fileEncoding":"ebcdic"}}""", "ebcdic")]
    [InlineData("""{"inputType":"syslog","inputDetail":{"tag":"t"},"configName":"A"}""", "configName")]
    [InlineData("""{"inputType":"syslog","inputDetail":{"tag":"t"},"outputType":"Kafka"}""", "Kafka")]
    [InlineData("""{"inputType":"syslog","inputDetail":{"tag":"t"},"outputDetail":{}}""", "logstoreName")]
    [InlineData("""{"inputType":"syslog","inputDetail":{"tag":"t"},"outputDetail":{"logstoreName":"s","projectName":"foreign"}}""", "foreign")]
    public async Task A_bad_config_is_refused(string part, string message)
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        TestResponse answer = (await _emulator.CallAsync("POST", project, "/configs", Whole(part))).Fails(400, "InvalidParameter", message);
        Assert.StartsWith("invalid config resource json", answer.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_are_unique_and_missing_ones_named()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        (await _emulator.CallAsync("GET", project, "/configs/sys-1")).Fails(404, "ConfigNotExist", "Config sys-1 does not exist");
        (await _emulator.CallAsync("PUT", project, "/configs/sys-1", Syslog)).Fails(404, "ConfigNotExist");
        (await _emulator.CallAsync("DELETE", project, "/configs/sys-1")).Fails(404, "ConfigNotExist");
        (await _emulator.CallAsync("GET", project, "/configs/sys-1/machinegroups")).Fails(404, "ConfigNotExist");
        (await _emulator.CallAsync("POST", project, "/configs", Syslog)).Ok();
        (await _emulator.CallAsync("POST", project, "/configs", Syslog)).Fails(400, "ConfigAlreadyExist", "config sys-1 already exists");
        (await _emulator.CallAsync("DELETE", project, "/configs/sys-1")).Ok();
        (await _emulator.CallAsync("GET", project, "/configs/sys-1")).Fails(404, "ConfigNotExist");
    }

    [Fact]
    public async Task An_update_must_name_the_config_of_its_path()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        (await _emulator.CallAsync("POST", project, "/configs", Syslog)).Ok();
        (await _emulator.CallAsync("PUT", project, "/configs/sys-1", Syslog.Replace("sys-1", "sys-2", StringComparison.Ordinal)))
            .Fails(400, "BadRequest", "config resource sys-1 does not match with request");
        (await _emulator.CallAsync("PUT", project, "/configs/sys-1", Syslog.Replace("sys_tag", "other_tag", StringComparison.Ordinal))).Ok();
        Assert.Equal("other_tag", (string?)(await _emulator.CallAsync("GET", project, "/configs/sys-1")).Ok().Json["inputDetail"]!["tag"]);
    }

    [Fact]
    public async Task The_list_filters_by_name_and_logstore()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "store-1");
        foreach ((string name, string store) in ((string, string)[])[("sys-b", "store-1"), ("sys-a", "store-1"), ("net-a", "store-2")])
        {
            (await _emulator.CallAsync("POST", project, "/configs", Syslog.Replace("sys-1", name, StringComparison.Ordinal).Replace("store-1", store, StringComparison.Ordinal))).Ok();
        }
        JsonNode all = (await _emulator.CallAsync("GET", project, "/configs?offset=0&size=500&logstoreName=")).Ok().Json;
        Assert.Equal((3, 3), ((int)all["count"]!, (int)all["total"]!));
        Assert.Equal(["net-a", "sys-a", "sys-b"], all["configs"]!.AsArray().Select(name => (string)name!));
        Assert.Equal(2, (int)(await _emulator.CallAsync("GET", project, "/configs?configName=sys")).Ok().Json["total"]!);
        Assert.Equal(2, (int)(await _emulator.CallAsync("GET", project, "/configs?logstoreName=store-1")).Ok().Json["total"]!);
        (await _emulator.CallAsync("GET", project, "/configs?logstoreName=store-9")).Fails(404, "LogStoreNotExist");
    }

    private static string Whole(string part)
    {
        JsonObject config = JsonNode.Parse("""{"configName":"cfg-1","outputType":"LogService","outputDetail":{"logstoreName":"store-1"}}""")!.AsObject();
        foreach (KeyValuePair<string, JsonNode?> member in JsonNode.Parse(part)!.AsObject())
        {
            config[member.Key] = member.Value?.DeepClone();
        }
        return config.ToJsonString();
    }
}
