using System.Text.Json.Nodes;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.ControlPlane;

public class PipelineConfigTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private const string Pipeline = """{"configName":"pipe-1","inputs":[{"Type":"input_file","FilePaths":["/var/log/*.log"]}],"flushers":[{"Type":"flusher_sls","Logstore":"store-1","Region":"cn-hangzhou"}],"extra":1}""";
    private const string Classic = """{"configName":"pipe-1","inputType":"syslog","inputDetail":{"tag":"t"},"outputType":"LogService","outputDetail":{"logstoreName":"store-1"}}""";
    private readonly TestEmulator _emulator = fixture.Emulator;

    [Fact]
    public async Task A_pipeline_config_lives_through_all_operations()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "store-1");
        (await _emulator.CallAsync("POST", project, "/pipelineconfigs", Pipeline)).Ok();
        JsonObject config = (await _emulator.CallAsync("GET", project, "/pipelineconfigs/pipe-1")).Ok().Json.AsObject();
        Assert.Equal((long)config["createTime"]!, (long)config["lastModifyTime"]!);
        config.Remove("createTime");
        config.Remove("lastModifyTime");
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(Pipeline[..^1] + ""","logSample":"","global":{},"processors":[],"aggregators":[]}"""), config),
            config.ToJsonString());
        JsonNode list = (await _emulator.CallAsync("GET", project, "/pipelineconfigs?logstoreName=store-1&configName=pipe")).Ok().Json;
        Assert.Equal("""{"count":1,"total":1,"configs":["pipe-1"]}""", list.ToJsonString());
        (await _emulator.CallAsync("PUT", project, "/pipelineconfigs/pipe-1", Pipeline.Replace("/var/log", "/srv", StringComparison.Ordinal))).Ok();
        Assert.Equal("/srv/*.log", (string?)(await _emulator.CallAsync("GET", project, "/pipelineconfigs/pipe-1")).Ok().Json["inputs"]![0]!["FilePaths"]![0]);
        (await _emulator.CallAsync("DELETE", project, "/pipelineconfigs/pipe-1")).Ok();
        (await _emulator.CallAsync("GET", project, "/pipelineconfigs/pipe-1")).Fails(404, "ConfigNotExist");
    }

    [Fact]
    public async Task Both_forms_share_names_and_are_bound_alike_but_listed_apart()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        (await _emulator.CallAsync("POST", project, "/pipelineconfigs", Pipeline)).Ok();
        (await _emulator.CallAsync("POST", project, "/configs", Classic)).Fails(400, "ConfigAlreadyExist");
        (await _emulator.CallAsync("GET", project, "/configs/pipe-1")).Fails(404, "ConfigNotExist");
        (await _emulator.CallAsync("PUT", project, "/configs/pipe-1", Classic)).Fails(404, "ConfigNotExist");
        Assert.Equal(0, (int)(await _emulator.CallAsync("GET", project, "/configs")).Ok().Json["total"]!);
        (await _emulator.CallAsync("POST", project, "/machinegroups", """{"groupName":"web","machineIdentifyType":"userdefined","machineList":["id"]}""")).Ok();
        (await _emulator.CallAsync("PUT", project, "/machinegroups/web/configs/pipe-1")).Ok();
        Assert.Equal("pipe-1", (string?)(await _emulator.CallAsync("GET", project, "/machinegroups/web/configs")).Ok().Json["configs"]![0]);
        Assert.False(Assert.Single(_emulator.Services.Bindings.ConfigsOfMachine(["id"], ""), item => item.Config.ProjectName == project).Config.IsStream);
    }

    [Theory]
    [InlineData("""{"inputs":[{"Type":"a"}],"flushers":[{"Type":"b","Logstore":"s"}]}""", "configName")]
    [InlineData("""{"configName":"p-1","flushers":[{"Type":"b","Logstore":"s"}]}""", "inputs")]
    [InlineData("""{"configName":"p-1","inputs":[{"Type":"a"},{"Type":"a"}],"flushers":[{"Type":"b","Logstore":"s"}]}""", "inputs")]
    [InlineData("""{"configName":"p-1","inputs":[{"type":"a"}],"flushers":[{"Type":"b","Logstore":"s"}]}""", "Type")]
    [InlineData("""{"configName":"p-1","inputs":[{"Type":"a"}],"flushers":[]}""", "flushers")]
    [InlineData("""{"configName":"p-1","inputs":[{"Type":"a"}],"flushers":[{"Type":"b"}]}""", "Logstore")]
    [InlineData("""{"configName":"p-1","inputs":[{"Type":"a"}],"aggregators":[{"Type":"x"},{"Type":"y"}],"flushers":[{"Type":"b","Logstore":"s"}]}""", "aggregators")]
    [InlineData("""{"configName":"p-1","inputs":[{"Type":"a"}],"global":[],"flushers":[{"Type":"b","Logstore":"s"}]}""", "global")]
    public async Task A_bad_pipeline_is_refused(string body, string message)
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        (await _emulator.CallAsync("POST", project, "/pipelineconfigs", body)).Fails(400, "InvalidParameter", message);
    }
}
