using System.Text.Json.Nodes;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.ControlPlane;

public class LogstoreTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private readonly TestEmulator _emulator = fixture.Emulator;

    [Fact]
    public async Task A_new_logstore_has_all_defaults()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "store-1");
        JsonObject store = (await _emulator.CallAsync("GET", project, "/logstores/store-1")).Ok().Json.AsObject();
        Assert.Equal("store-1", (string?)store["logstoreName"]);
        Assert.Equal(30, (int)store["ttl"]!);
        Assert.Equal(2, (int)store["shardCount"]!);
        Assert.False((bool)store["enable_tracking"]!);
        Assert.False((bool)store["autoSplit"]!);
        Assert.Equal(0, (int)store["maxSplitShard"]!);
        Assert.False((bool)store["appendMeta"]!);
        Assert.Equal("None", (string?)store["telemetryType"]);
        Assert.Equal("standard", (string?)store["mode"]);
        Assert.False((bool)store["enableModify"]!);
        Assert.Equal((long)store["createTime"]!, (long)store["lastModifyTime"]!);
        Assert.False(store.ContainsKey("hot_ttl"));
        Assert.False(store.ContainsKey("encrypt_conf"));
    }

    [Fact]
    public async Task Every_member_is_kept()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        (await _emulator.CallAsync("POST", project, "/logstores", """
            {"logstoreName":"full_store-1","ttl":3650,"shardCount":3,"enable_tracking":true,"autoSplit":true,"maxSplitShard":64,"appendMeta":true,
             "telemetryType":"","hot_ttl":-1,"infrequentAccessTTL":30,"archiveTTL":60,"mode":"query","processorId":"p","productType":"q",
             "encrypt_conf":{"enable":true,"encrypt_type":"default","user_cmk_info":{"cmk_key_id":"k","arn":"a","region_id":"r"}}}
            """)).Ok();
        JsonNode store = (await _emulator.CallAsync("GET", project, "/logstores/full_store-1")).Ok().Json;
        Assert.Equal((3650, 3, 64), ((int)store["ttl"]!, (int)store["shardCount"]!, (int)store["maxSplitShard"]!));
        Assert.Equal((-1, 30, 60), ((int)store["hot_ttl"]!, (int)store["infrequentAccessTTL"]!, (int)store["archiveTTL"]!));
        Assert.True((bool)store["enable_tracking"]! && (bool)store["autoSplit"]! && (bool)store["appendMeta"]!);
        Assert.Equal(("query", "None"), ((string?)store["mode"], (string?)store["telemetryType"]));
        Assert.Equal("k", (string?)store["encrypt_conf"]!["user_cmk_info"]!["cmk_key_id"]);
    }

    [Theory]
    [InlineData("""{"logstoreName":"","ttl":1,"shardCount":1}""", "logstore name  is invalid")]
    [InlineData("""{"ttl":1,"shardCount":1}""", "logstore name  is invalid")]
    [InlineData("""{"logstoreName":"Bad","ttl":1,"shardCount":1}""", "logstore name Bad is invalid")]
    [InlineData("""{"logstoreName":"good","shardCount":1}""", "ttl")]
    [InlineData("""{"logstoreName":"good","ttl":0,"shardCount":1}""", "ttl")]
    [InlineData("""{"logstoreName":"good","ttl":3651,"shardCount":1}""", "ttl")]
    [InlineData("""{"logstoreName":"good","ttl":"1","shardCount":1}""", "ttl")]
    [InlineData("""{"logstoreName":"good","ttl":1}""", "shardCount")]
    [InlineData("""{"logstoreName":"good","ttl":1,"shardCount":0}""", "shardCount")]
    [InlineData("""{"logstoreName":"good","ttl":1,"shardCount":101}""", "shardCount")]
    [InlineData("""{"logstoreName":"good","ttl":1,"shardCount":1,"autoSplit":true}""", "maxSplitShard must be within range [1, 256]")]
    [InlineData("""{"logstoreName":"good","ttl":1,"shardCount":1,"autoSplit":true,"maxSplitShard":257}""", "maxSplitShard must be within range [1, 256]")]
    [InlineData("""{"logstoreName":"good","ttl":1,"shardCount":1,"shards":1}""", "redundant key exist in json")]
    [InlineData("""{"logstoreName":"good","ttl":90,"shardCount":1,"hot_ttl":6}""", "hot_ttl")]
    [InlineData("""{"logstoreName":"good","ttl":30,"shardCount":1,"hot_ttl":31}""", "hot_ttl")]
    [InlineData("""{"logstoreName":"good","ttl":90,"shardCount":1,"infrequentAccessTTL":29}""", "infrequentAccessTTL must large than 30")]
    [InlineData("""{"logstoreName":"good","ttl":90,"shardCount":1,"archiveTTL":59}""", "archiveTTL must large than 60")]
    [InlineData("""{"logstoreName":"good","ttl":1,"shardCount":1,"mode":"fast"}""", "mode")]
    [InlineData("""{"logstoreName":"good","ttl":1,"shardCount":1,"telemetryType":"Traces"}""", "telemetryType")]
    [InlineData("""{"logstoreName":"good","ttl":1,"shardCount":1,"encrypt_conf":{"enable":true,"encrypt_type":"rot13"}}""", "encrypt_conf")]
    [InlineData("""{"logstoreName":"good","ttl":1,"shardCount":1,"encrypt_conf":{}}""", "encrypt_conf")]
    [InlineData("""{"logstoreName":"good","ttl":1,"shardCount":1,"enableModify":"yes"}""", "enableModify")]
    public async Task A_bad_definition_is_refused(string body, string message)
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        (await _emulator.CallAsync("POST", project, "/logstores", body)).Fails(400, "LogStoreInfoInvalid", message);
        Assert.Equal(0, (int)(await _emulator.CallAsync("GET", project, "/logstores")).Ok().Json["total"]!);
    }

    [Fact]
    public async Task A_taken_name_is_refused_and_a_missing_one_named()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "store-1");
        (await _emulator.CallAsync("POST", project, "/logstores", """{"logstoreName":"store-1","ttl":1,"shardCount":1}""")).Fails(400, "LogStoreAlreadyExist", "logstore store-1 already exists");
        (await _emulator.CallAsync("GET", project, "/logstores/store-2")).Fails(404, "LogStoreNotExist", "logstore store-2 does not exist");
        (await _emulator.CallAsync("DELETE", project, "/logstores/store-2")).Fails(404, "LogStoreNotExist");
        (await _emulator.CallAsync("PUT", project, "/logstores/store-2", """{"logstoreName":"store-2","ttl":1}""")).Fails(404, "LogStoreNotExist");
        (await _emulator.CallAsync("GET", project, "/logstores/store-2/shards")).Fails(404, "LogStoreNotExist");
    }

    [Fact]
    public async Task A_logstore_of_one_project_is_not_seen_in_another()
    {
        string one = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "store-1");
        string other = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        (await _emulator.CallAsync("GET", other, "/logstores/store-1")).Fails(404, "LogStoreNotExist");
        (await _emulator.CallAsync("DELETE", other, "/")).Ok();
        (await _emulator.CallAsync("GET", one, "/logstores/store-1")).Ok();
    }

    [Fact]
    public async Task The_list_gives_names_and_filters()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        foreach ((string name, string extra) in ((string, string)[])[("app-b", ""), ("app-a", ""), ("metric-a", ""","telemetryType":"Metrics" """), ("app-q", ""","mode":"query" """)])
        {
            (await _emulator.CallAsync("POST", project, "/logstores", $$"""{"logstoreName":"{{name}}","ttl":1,"shardCount":1{{extra}}}""")).Ok();
        }
        JsonNode all = (await _emulator.CallAsync("GET", project, "/logstores?logstoreName=&offset=0&size=10")).Ok().Json;
        Assert.Equal(["app-a", "app-b", "app-q", "metric-a"], all["logstores"]!.AsArray().Select(name => (string)name!));
        Assert.Equal((4, 4), ((int)all["count"]!, (int)all["total"]!));
        JsonNode page = (await _emulator.CallAsync("GET", project, "/logstores?logstoreName=app&offset=1&size=1")).Ok().Json;
        Assert.Equal((1, 3, "app-b"), ((int)page["count"]!, (int)page["total"]!, (string)page["logstores"]![0]!));
        Assert.Equal(1, (int)(await _emulator.CallAsync("GET", project, "/logstores?telemetryType=Metrics")).Ok().Json["total"]!);
        Assert.Equal(1, (int)(await _emulator.CallAsync("GET", project, "/logstores?mode=query")).Ok().Json["total"]!);
        (await _emulator.CallAsync("GET", project, "/logstores?telemetryType=Traces")).Fails(400, "InvalidLogStoreQuery", "telemetryType is 'Traces'");
        (await _emulator.CallAsync("GET", project, "/logstores?mode=fast")).Fails(400, "InvalidLogStoreQuery", "mode is 'fast'");
        (await _emulator.CallAsync("GET", project, "/logstores?size=501")).Fails(400, "ParameterInvalid");
        (await _emulator.CallAsync("GET", project, "/logstores?size=many")).Fails(400, "ParameterInvalid", "many");
    }

    [Fact]
    public async Task An_update_changes_ttl_and_keeps_what_it_does_not_name()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        (await _emulator.CallAsync("POST", project, "/logstores", """{"logstoreName":"store-1","ttl":30,"shardCount":2,"appendMeta":true}""")).Ok();
        (await _emulator.CallAsync("PUT", project, "/logstores/store-1", """{"logstoreName":"store-1","ttl":60,"shardCount":2}""")).Ok();
        JsonNode store = (await _emulator.CallAsync("GET", project, "/logstores/store-1")).Ok().Json;
        Assert.Equal((60, true), ((int)store["ttl"]!, (bool)store["appendMeta"]!));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whether_logs_may_be_modified_is_fixed_at_creation(bool modify)
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        (string same, string other) = modify ? ("true", "false") : ("false", "true");
        (await _emulator.CallAsync("POST", project, "/logstores", $$"""{"logstoreName":"store-1","ttl":30,"shardCount":1,"enableModify":{{same}}}""")).Ok();
        (await _emulator.CallAsync("PUT", project, "/logstores/store-1", $$"""{"logstoreName":"store-1","ttl":60,"enableModify":{{other}}}""")).Fails(400, "ParameterInvalid", $"enableModify cannot be changed from {same}");
        (await _emulator.CallAsync("PUT", project, "/logstores/store-1", $$"""{"logstoreName":"store-1","ttl":61,"enableModify":{{same}}}""")).Ok();
        (await _emulator.CallAsync("PUT", project, "/logstores/store-1", """{"logstoreName":"store-1","ttl":62}""")).Ok();
        JsonNode store = (await _emulator.CallAsync("GET", project, "/logstores/store-1")).Ok().Json;
        Assert.Equal((62, modify), ((int)store["ttl"]!, (bool)store["enableModify"]!));
    }

    [Fact]
    public async Task An_update_may_send_back_all_that_was_read()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "store-1");
        string read = (await _emulator.CallAsync("GET", project, "/logstores/store-1")).Ok().Text;
        (await _emulator.CallAsync("PUT", project, "/logstores/store-1", read)).Ok();
        JsonObject before = JsonNode.Parse(read)!.AsObject();
        JsonObject after = (await _emulator.CallAsync("GET", project, "/logstores/store-1")).Ok().Json.AsObject();
        before.Remove("lastModifyTime");
        after.Remove("lastModifyTime");
        Assert.Equal(before.ToJsonString(), after.ToJsonString());
    }

    [Theory]
    [InlineData("""{"logstoreName":"store-1","ttl":1,"shardCount":3}""", "ParameterInvalid", "invalid shard count,you can only modify shardCount by split& merge shard")]
    [InlineData("""{"logstoreName":"store-1"}""", "LogStoreInfoInvalid", "ttl")]
    [InlineData("""{"ttl":1}""", "LogStoreInfoInvalid", "logstoreName")]
    [InlineData("""{"logstoreName":"store-2","ttl":1}""", "LogStoreInfoInvalid", "store-2")]
    [InlineData("""{"logstoreName":"store-1","ttl":0}""", "LogStoreInfoInvalid", "ttl")]
    [InlineData("""{"logstoreName":"store-1","ttl":1,"telemetryType":"Metrics"}""", "ParameterInvalid", "telemetryType")]
    public async Task A_bad_update_is_refused_and_changes_nothing(string body, string code, string message)
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "store-1");
        string before = (await _emulator.CallAsync("GET", project, "/logstores/store-1")).Ok().Text;
        (await _emulator.CallAsync("PUT", project, "/logstores/store-1", body)).Fails(400, code, message);
        Assert.Equal(before, (await _emulator.CallAsync("GET", project, "/logstores/store-1")).Ok().Text);
    }

    [Fact]
    public async Task Deletion_takes_the_index_along()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "store-1");
        (await _emulator.CallAsync("POST", project, "/logstores/store-1/index", """{"line":{"token":[","]}}""")).Ok();
        (await _emulator.CallAsync("DELETE", project, "/logstores/store-1")).Ok();
        (await _emulator.CallAsync("POST", project, "/logstores", """{"logstoreName":"store-1","ttl":1,"shardCount":1}""")).Ok();
        (await _emulator.CallAsync("GET", project, "/logstores/store-1/index")).Fails(400, "IndexConfigNotExist");
    }

    [Fact]
    public async Task The_quotas_of_a_project_are_kept()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        for (int i = 0; i < 4; i++)
        {
            (await _emulator.CallAsync("POST", project, "/logstores", $$"""{"logstoreName":"many-{{i}}","ttl":1,"shardCount":100}""")).Ok();
        }
        (await _emulator.CallAsync("POST", project, "/logstores", """{"logstoreName":"one-more","ttl":1,"shardCount":1}""")).Fails(400, "ProjectQuotaExceed", "shard");
    }
}
