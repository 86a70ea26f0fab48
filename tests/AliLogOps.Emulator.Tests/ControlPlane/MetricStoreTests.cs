using System.Text.Json.Nodes;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.ControlPlane;

public sealed class MetricStoreTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private const string SubStore = """{"name":"sub","ttl":7,"sortedKeyCount":1,"timeIndex":1,"keys":[{"name":"n","type":"text"},{"name":"t","type":"long"}]}""";
    private readonly TestEmulator _emulator = fixture.Emulator;

    [Fact]
    public async Task A_metric_store_is_made_changed_listed_and_deleted()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "logs");
        (await _emulator.CallAsync("POST", project, "/metricstores", """{"name":"metrics","ttl":7,"shardCount":2}""")).Ok();
        (await _emulator.CallAsync("POST", project, "/metricstores", """{"name":"metrics","ttl":7,"shardCount":2}""")).Fails(400, "LogStoreAlreadyExist");
        (await _emulator.CallAsync("PUT", project, "/metricstores/metrics", """{"ttl":30,"hot_ttl":7,"infrequentAccessTTL":30,"autoSplit":true,"maxSplitShard":8}""")).Ok();
        JsonObject shown = (await _emulator.CallAsync("GET", project, "/metricstores/metrics")).Ok().Json.AsObject();
        shown.Remove("createTime");
        shown.Remove("lastModifyTime");
        Assert.Equal(
            """{"name":"metrics","shardCount":2,"ttl":30,"autoSplit":true,"maxSplitShard":8,"mode":"standard","metricType":"prometheus","hot_ttl":7,"infrequentAccessTTL":30}""",
            shown.ToJsonString());
        Assert.Equal("""{"count":1,"total":1,"metricstores":["metrics"]}""", (await _emulator.CallAsync("GET", project, "/metricstores?name=met&mode=standard")).Ok().Text);
        Assert.Equal("""{"count":0,"total":0,"metricstores":[]}""", (await _emulator.CallAsync("GET", project, "/metricstores?name=none")).Ok().Text);
        (await _emulator.CallAsync("DELETE", project, "/metricstores/logs")).Fails(404, "LogStoreNotExist");
        (await _emulator.CallAsync("DELETE", project, "/metricstores/metrics")).Ok();
        (await _emulator.CallAsync("GET", project, "/metricstores/metrics")).Fails(404, "LogStoreNotExist");
    }

    [Fact]
    public async Task A_metric_store_is_a_logstore_of_its_kind()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "logs");
        (await _emulator.CallAsync("POST", project, "/metricstores", """{"name":"metrics","ttl":7,"shardCount":1}""")).Ok();
        JsonNode logstore = (await _emulator.CallAsync("GET", project, "/logstores/metrics")).Ok().Json;
        Assert.Equal("Metrics", (string?)logstore["telemetryType"]);
        Assert.Null(logstore["metricType"]);
        Assert.Equal(["metrics"], (await _emulator.CallAsync("GET", project, "/logstores?telemetryType=Metrics")).Ok().Json["logstores"]!.AsArray().Select(name => (string)name!));
        (await _emulator.CallAsync("GET", project, "/metricstores/logs")).Fails(404, "LogStoreNotExist");
    }

    [Fact]
    public async Task A_metric_store_keeps_its_metering_mode_and_processor()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        (await _emulator.CallAsync("POST", project, "/metricstores", """{"name":"metrics","ttl":7,"shardCount":1}""")).Ok();
        Assert.Equal("""{"meteringMode":"ChargeByFunction"}""", (await _emulator.CallAsync("GET", project, "/metricstores/metrics/meteringmode")).Ok().Text);
        (await _emulator.CallAsync("PUT", project, "/metricstores/metrics/meteringmode", """{"meteringMode":"ChargeByDataIngest"}""")).Ok();
        Assert.Equal("""{"meteringMode":"ChargeByDataIngest"}""", (await _emulator.CallAsync("GET", project, "/metricstores/metrics/meteringmode")).Ok().Text);
        (await _emulator.CallAsync("POST", project, "/metricstores/metrics/processor", """{"processorName":"p"}""")).Ok();
        Assert.Equal("p", (string?)(await _emulator.CallAsync("GET", project, "/metricstores/metrics")).Ok().Json["processorId"]);
        (await _emulator.CallAsync("GET", project, "/metricstores/none/meteringmode")).Fails(404, "LogStoreNotExist");
    }

    [Fact]
    public async Task A_fault_for_its_name_hits_a_metric_store()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        string project = await emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        (await emulator.CallAsync("POST", project, "/metricstores", """{"name":"metrics","ttl":7,"shardCount":1}""")).Ok();
        (await emulator.ControlAsync("POST", "/_emulator/faults/rules", """{"logstore":"metr*","effect":"error","code":"ServerBusy","status":503}""")).Ok();
        (await emulator.CallAsync("GET", project, "/metricstores/metrics")).Fails(503, "ServerBusy");
        (await emulator.CallAsync("GET", project, "/metricstores/other")).Fails(404, "LogStoreNotExist");
    }

    [Theory]
    [InlineData("""{"name":"M","ttl":7,"shardCount":1}""", "metricstore name M is invalid")]
    [InlineData("""{"name":"metrics","shardCount":1}""", "ttl")]
    [InlineData("""{"name":"metrics","ttl":3651,"shardCount":1}""", "3651")]
    [InlineData("""{"name":"metrics","ttl":7}""", "shardCount")]
    [InlineData("""{"name":"metrics","ttl":7,"shardCount":1,"metricType":"other"}""", "other")]
    [InlineData("""{"name":"metrics","ttl":7,"shardCount":1,"mode":"query"}""", "query")]
    [InlineData("""{"name":"metrics","ttl":7,"shardCount":1,"enable_tracking":true}""", "redundant key exist in json")]
    public async Task A_bad_metric_store_is_refused(string body, string message)
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        (await _emulator.CallAsync("POST", project, "/metricstores", body)).Fails(400, "LogStoreInfoInvalid", message);
    }

    [Fact]
    public async Task A_substore_comes_back_as_it_was_put()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "store");
        const string All = "/logstores/store/substores";
        (await _emulator.CallAsync("POST", project, All, SubStore)).Ok();
        (await _emulator.CallAsync("POST", project, All, SubStore)).Fails(400, "ParameterInvalid", "already exists");
        Assert.Equal(SubStore, (await _emulator.CallAsync("GET", project, All + "/sub")).Ok().Text);
        Assert.Equal("""{"count":1,"substores":["sub"]}""", (await _emulator.CallAsync("GET", project, All)).Ok().Text);
        string changed = SubStore.Replace("\"ttl\":7", "\"ttl\":8", StringComparison.Ordinal);
        (await _emulator.CallAsync("PUT", project, All + "/sub", changed)).Ok();
        Assert.Equal(changed, (await _emulator.CallAsync("GET", project, All + "/sub")).Ok().Text);
        (await _emulator.CallAsync("PUT", project, All + "/other", SubStore)).Fails(400, "ParameterInvalid", "other");
        (await _emulator.CallAsync("DELETE", project, All + "/sub")).Ok();
        (await _emulator.CallAsync("GET", project, All + "/sub")).Fails(400, "ParameterInvalid", "does not exist");
        (await _emulator.CallAsync("DELETE", project, All + "/sub")).Fails(400, "ParameterInvalid", "does not exist");
        (await _emulator.CallAsync("GET", project, "/logstores/none/substores")).Fails(404, "LogStoreNotExist");
    }

    [Fact]
    public async Task The_retention_of_substores_is_set_by_itself()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "store");
        const string Path = "/logstores/store/substores/storage/ttl";
        Assert.Equal("""{"ttl":30}""", (await _emulator.CallAsync("GET", project, Path)).Ok().Text);
        (await _emulator.CallAsync("PUT", project, Path + "?ttl=90")).Ok();
        Assert.Equal("""{"ttl":90}""", (await _emulator.CallAsync("GET", project, Path)).Ok().Text);
        (await _emulator.CallAsync("PUT", project, Path + "?ttl=0")).Fails(400, "ParameterInvalid", "ttl");
        (await _emulator.CallAsync("PUT", project, Path)).Fails(400, "ParameterInvalid", "ttl");
    }

    [Theory]
    [InlineData("\"name\":\"sub\"", "\"name\":\"S\"", "substore name S")]
    [InlineData("\"ttl\":7", "\"ttl\":0", "ttl 0")]
    [InlineData("\"sortedKeyCount\":1", "\"sortedKeyCount\":3", "sortedKeyCount 3")]
    [InlineData("\"timeIndex\":1", "\"timeIndex\":2", "timeIndex 2")]
    [InlineData("\"type\":\"long\"", "\"kind\":\"long\"", "type")]
    public async Task A_bad_substore_is_refused(string part, string bad, string message)
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "store");
        (await _emulator.CallAsync("POST", project, "/logstores/store/substores", SubStore.Replace(part, bad, StringComparison.Ordinal))).Fails(400, "ParameterInvalid", message);
    }
}
