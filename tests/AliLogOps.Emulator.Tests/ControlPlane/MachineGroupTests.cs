using System.Text.Json.Nodes;
using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.ControlPlane;

public class MachineGroupTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private const string Group = """{"groupName":"web","machineIdentifyType":"userdefined","machineList":["logtail-id-dev"]}""";
    private const string Config = """{"configName":"sys-1","inputType":"syslog","inputDetail":{"tag":"sys_tag"},"outputType":"LogService","outputDetail":{"logstoreName":"store-1"}}""";
    private readonly TestEmulator _emulator = fixture.Emulator;

    [Fact]
    public async Task A_group_comes_back_with_both_attributes()
    {
        string project = await NewGroupAsync();
        JsonObject group = (await _emulator.CallAsync("GET", project, "/machinegroups/web")).Ok().Json.AsObject();
        Assert.Equal((long)group["createTime"]!, (long)group["lastModifyTime"]!);
        group.Remove("createTime");
        group.Remove("lastModifyTime");
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse("""{"groupName":"web","machineIdentifyType":"userdefined","machineList":["logtail-id-dev"],"groupType":"","groupAttribute":{"groupTopic":"","externalName":""}}"""), group),
            group.ToJsonString());
    }

    [Theory]
    [InlineData("""{"machineIdentifyType":"ip","machineList":[]}""", "groupName")]
    [InlineData("""{"groupName":"A","machineIdentifyType":"ip","machineList":[]}""", "groupName")]
    [InlineData("""{"groupName":"web","machineList":[]}""", "machineIdentifyType")]
    [InlineData("""{"groupName":"web","machineIdentifyType":"mac","machineList":[]}""", "mac")]
    [InlineData("""{"groupName":"web","machineIdentifyType":"ip"}""", "machineList")]
    [InlineData("""{"groupName":"web","machineIdentifyType":"ip","machineList":[1]}""", "machineList")]
    [InlineData("""{"groupName":"web","machineIdentifyType":"ip","machineList":[],"groupType":"Navy"}""", "Navy")]
    [InlineData("""{"groupName":"web","machineIdentifyType":"ip","machineList":[],"groupAttribute":{"groupTopic":1}}""", "groupTopic")]
    public async Task A_bad_group_is_refused(string body, string message)
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        TestResponse answer = (await _emulator.CallAsync("POST", project, "/machinegroups", body)).Fails(400, "InvalidParameter", message);
        Assert.StartsWith("invalid group resource json", answer.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_are_unique_and_missing_ones_named()
    {
        string project = await NewGroupAsync();
        (await _emulator.CallAsync("POST", project, "/machinegroups", Group)).Fails(400, "MachineGroupAlreadyExist", "group web already exists");
        foreach ((string method, string path, string? body) in ((string, string, string?)[])[
            ("GET", "/machinegroups/db", null), ("PUT", "/machinegroups/db", Group), ("DELETE", "/machinegroups/db", null),
            ("GET", "/machinegroups/db/machines", null), ("GET", "/machinegroups/db/configs", null), ("PUT", "/machinegroups/db/machines?action=add", "[]"),
            ("PUT", "/machinegroups/db/configs/c1", null), ("DELETE", "/machinegroups/db/configs/c1", null)])
        {
            (await _emulator.CallAsync(method, project, path, body)).Fails(404, "MachineGroupNotExist", "MachineGroup db does not exist");
        }
        (await _emulator.CallAsync("PUT", project, "/machinegroups/web", Group.Replace("web", "db", StringComparison.Ordinal))).Fails(400, "BadRequest", "web");
    }

    [Fact]
    public async Task An_update_replaces_the_group()
    {
        string project = await NewGroupAsync();
        (await _emulator.CallAsync("PUT", project, "/machinegroups/web", """{"groupName":"web","machineIdentifyType":"ip","machineList":["10.0.0.1"],"groupAttribute":{"groupTopic":"t"}}""")).Ok();
        JsonNode group = (await _emulator.CallAsync("GET", project, "/machinegroups/web")).Ok().Json;
        Assert.Equal(("ip", "10.0.0.1", "t", ""), ((string)group["machineIdentifyType"]!, (string)group["machineList"]![0]!, (string)group["groupAttribute"]!["groupTopic"]!, (string)group["groupAttribute"]!["externalName"]!));
    }

    [Fact]
    public async Task Machines_are_added_once_and_deleted()
    {
        string project = await NewGroupAsync();
        (await _emulator.CallAsync("PUT", project, "/machinegroups/web/machines?action=add", """["a","logtail-id-dev","b"]""")).Ok();
        (await _emulator.CallAsync("PUT", project, "/machinegroups/web/machines?action=delete", """["a","unknown"]""")).Ok();
        JsonArray list = (await _emulator.CallAsync("GET", project, "/machinegroups/web")).Ok().Json["machineList"]!.AsArray();
        Assert.Equal(["logtail-id-dev", "b"], list.Select(item => (string)item!));
        (await _emulator.CallAsync("PUT", project, "/machinegroups/web/machines?action=turn", "[]")).Fails(400, "InvalidParameter", "turn");
        (await _emulator.CallAsync("PUT", project, "/machinegroups/web/machines?action=add", "{}")).Fails(400, "InvalidParameter", "array");
        (await _emulator.CallAsync("PUT", project, "/machinegroups/web/machines?action=add", "[1]")).Fails(400, "InvalidParameter", "array");
    }

    [Fact]
    public async Task The_list_filters_by_name()
    {
        string project = await NewGroupAsync();
        (await _emulator.CallAsync("POST", project, "/machinegroups", Group.Replace("web", "db", StringComparison.Ordinal))).Ok();
        JsonNode all = (await _emulator.CallAsync("GET", project, "/machinegroups")).Ok().Json;
        Assert.Equal(["db", "web"], all["machinegroups"]!.AsArray().Select(name => (string)name!));
        Assert.Equal((2, 2), ((int)all["count"]!, (int)all["total"]!));
        Assert.Equal(1, (int)(await _emulator.CallAsync("GET", project, "/machinegroups?groupName=we&size=1")).Ok().Json["total"]!);
        (await _emulator.CallAsync("GET", project, "/machinegroups?size=501")).Fails(400, "ParameterInvalid");
    }

    [Fact]
    public async Task Bindings_are_seen_from_both_sides_and_can_be_repeated()
    {
        string project = await NewGroupAsync();
        (await _emulator.CallAsync("PUT", project, "/machinegroups/web/configs/sys-1")).Fails(404, "ConfigNotExist");
        (await _emulator.CallAsync("POST", project, "/configs", Config)).Ok();
        await AssertBoundAsync(project, [], []);
        (await _emulator.CallAsync("PUT", project, "/machinegroups/web/configs/sys-1")).Ok();
        (await _emulator.CallAsync("PUT", project, "/machinegroups/web/configs/sys-1")).Ok();
        await AssertBoundAsync(project, ["sys-1"], ["web"]);
        (await _emulator.CallAsync("DELETE", project, "/machinegroups/web/configs/sys-1")).Ok();
        (await _emulator.CallAsync("DELETE", project, "/machinegroups/web/configs/sys-1")).Ok();
        await AssertBoundAsync(project, [], []);
    }

    [Fact]
    public async Task Deleting_either_side_removes_the_binding()
    {
        string project = await NewGroupAsync();
        (await _emulator.CallAsync("POST", project, "/configs", Config)).Ok();
        (await _emulator.CallAsync("PUT", project, "/machinegroups/web/configs/sys-1")).Ok();
        (await _emulator.CallAsync("DELETE", project, "/machinegroups/web")).Ok();
        Assert.Equal(0, (int)(await _emulator.CallAsync("GET", project, "/configs/sys-1/machinegroups")).Ok().Json["count"]!);
        (await _emulator.CallAsync("POST", project, "/machinegroups", Group)).Ok();
        (await _emulator.CallAsync("PUT", project, "/machinegroups/web/configs/sys-1")).Ok();
        (await _emulator.CallAsync("DELETE", project, "/configs/sys-1")).Ok();
        Assert.Equal(0, (int)(await _emulator.CallAsync("GET", project, "/machinegroups/web/configs")).Ok().Json["count"]!);
    }

    [Fact]
    public async Task An_update_keeps_the_bindings()
    {
        string project = await NewGroupAsync();
        (await _emulator.CallAsync("POST", project, "/configs", Config)).Ok();
        (await _emulator.CallAsync("PUT", project, "/machinegroups/web/configs/sys-1")).Ok();
        (await _emulator.CallAsync("PUT", project, "/configs/sys-1", Config)).Ok();
        (await _emulator.CallAsync("PUT", project, "/machinegroups/web", Group)).Ok();
        await AssertBoundAsync(project, ["sys-1"], ["web"]);
    }

    [Fact]
    public async Task Only_machines_that_have_reported_and_belong_are_listed()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        emulator.Services.Machines = new FixedDirectory(
            new ReportedMachine("192.168.0.1", ["logtail-id-dev"], "uuid-1", "i-1", "2.1.1", 1657509674),
            new ReportedMachine("192.168.0.2", ["other", "logtail-id-dev"], "", "", "2.1.1", 1657509675),
            new ReportedMachine("192.168.0.3", ["logtail-id-prod"], "", "", "2.1.1", 1657509676),
            new ReportedMachine("", [], "", "", "2.1.1", 1657509677));
        string project = await emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        (await emulator.CallAsync("POST", project, "/machinegroups", Group)).Ok();
        (await emulator.CallAsync("POST", project, "/machinegroups", """{"groupName":"by-ip","machineIdentifyType":"ip","machineList":["192.168.0.3","10.9.9.9"]}""")).Ok();

        JsonNode list = (await emulator.CallAsync("GET", project, "/machinegroups/web/machines")).Ok().Json;
        Assert.Equal((2, 2), ((int)list["count"]!, (int)list["total"]!));
        JsonNode first = list["machines"]![0]!;
        Assert.Equal(("192.168.0.1", "uuid-1", "logtail-id-dev", "i-1", 1657509674L), ((string)first["ip"]!, (string)first["machine-uniqueid"]!, (string)first["userdefined-id"]!, (string)first["host-id"]!, (long)first["lastHeartbeatTime"]!));
        JsonNode page = (await emulator.CallAsync("GET", project, "/machinegroups/web/machines?offset=1&size=1")).Ok().Json;
        Assert.Equal((1, 2, "192.168.0.2"), ((int)page["count"]!, (int)page["total"]!, (string)page["machines"]![0]!["ip"]!));
        JsonNode byIp = (await emulator.CallAsync("GET", project, "/machinegroups/by-ip/machines")).Ok().Json;
        Assert.Equal((1, "192.168.0.3"), ((int)byIp["total"]!, (string)byIp["machines"]![0]!["ip"]!));
    }

    [Fact]
    public async Task A_machine_gets_the_configs_of_all_its_groups_once()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        foreach (string project in (string[])["first-project", "second-project"])
        {
            await emulator.CreateProjectAsync(project);
            (await emulator.CallAsync("POST", project, "/configs", Config)).Ok();
            (await emulator.CallAsync("POST", project, "/machinegroups", Group)).Ok();
            (await emulator.CallAsync("POST", project, "/machinegroups", """{"groupName":"by-ip","machineIdentifyType":"ip","machineList":["10.0.0.1"],"groupAttribute":{"groupTopic":"t"}}""")).Ok();
            (await emulator.CallAsync("PUT", project, "/machinegroups/web/configs/sys-1")).Ok();
            (await emulator.CallAsync("PUT", project, "/machinegroups/by-ip/configs/sys-1")).Ok();
        }
        BindingRepository bindings = emulator.Services.Bindings;
        Assert.Equal(
            [("first-project", "sys-1", "sys_tag", ""), ("second-project", "sys-1", "sys_tag", "")],
            bindings.ConfigsOfMachine(["logtail-id-dev"], "10.0.0.1").Select(item => (item.Config.ProjectName, item.Config.Name, item.Config.Tag, item.GroupTopic)));
        Assert.Equal(["t", "t"], bindings.ConfigsOfMachine([], "10.0.0.1").Select(item => item.GroupTopic));
        Assert.Empty(bindings.ConfigsOfMachine(["logtail-id-prod"], "10.0.0.2"));
    }

    private async Task<string> NewGroupAsync()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        (await _emulator.CallAsync("POST", project, "/machinegroups", Group)).Ok();
        return project;
    }

    private async Task AssertBoundAsync(string project, string[] configs, string[] groups)
    {
        JsonNode byGroup = (await _emulator.CallAsync("GET", project, "/machinegroups/web/configs")).Ok().Json;
        Assert.Equal(configs, byGroup["configs"]!.AsArray().Select(name => (string)name!));
        Assert.Equal(configs.Length, (int)byGroup["count"]!);
        JsonNode byConfig = (await _emulator.CallAsync("GET", project, "/configs/sys-1/machinegroups")).Ok().Json;
        Assert.Equal(groups, byConfig["machinegroups"]!.AsArray().Select(name => (string)name!));
        Assert.Equal(groups.Length, (int)byConfig["count"]!);
    }

    private sealed class FixedDirectory(params ReportedMachine[] machines) : IMachineDirectory
    {
        public IReadOnlyList<ReportedMachine> List()
        {
            return machines;
        }
    }
}
