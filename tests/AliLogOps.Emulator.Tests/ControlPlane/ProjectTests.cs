using System.Text.Json.Nodes;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.ControlPlane;

public class ProjectTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private readonly TestEmulator _emulator = fixture.Emulator;

    [Fact]
    public async Task A_new_project_is_returned_with_all_its_members()
    {
        string name = EmulatorFixture.NewProjectName();
        TestResponse created = (await _emulator.CallAsync("POST", name, "/", $$"""{"projectName":"{{name}}","description":"Sample (dev).","dataRedundancyType":"ZRS","recycleBinEnabled":true,"resourceGroupId":"rg-1"}""")).Ok();
        Assert.Empty(created.Body);

        JsonNode project = (await _emulator.CallAsync("GET", name, "/")).Ok().Json;
        Assert.Equal(name, (string?)project["projectName"]);
        Assert.Equal("Sample (dev).", (string?)project["description"]);
        Assert.Equal("cn-hangzhou", (string?)project["region"]);
        Assert.Equal("Normal", (string?)project["status"]);
        Assert.Equal("ZRS", (string?)project["dataRedundancyType"]);
        Assert.Equal("rg-1", (string?)project["resourceGroupId"]);
        Assert.True((bool)project["recycleBinEnabled"]!);
        Assert.NotEmpty((string)project["owner"]!);
        long createTime = long.Parse((string)project["createTime"]!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(createTime, DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 60, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        Assert.Equal((string?)project["createTime"], (string?)project["lastModifyTime"]);
    }

    [Fact]
    public async Task Creation_works_on_the_bare_host_too()
    {
        string name = EmulatorFixture.NewProjectName();
        (await _emulator.CallAsync("POST", null, "/", $$"""{"projectName":"{{name}}","description":""}""")).Ok();
        (await _emulator.CallAsync("GET", name, "/?crossRegion=true")).Ok();
    }

    [Fact]
    public async Task A_taken_name_is_refused()
    {
        string name = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        (await _emulator.CallAsync("POST", name, "/", $$"""{"projectName":"{{name}}","description":""}"""))
            .Fails(400, "ProjectAlreadyExist", $"Project {name} already exist");
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("-abc")]
    [InlineData("abc-")]
    [InlineData("Abc")]
    [InlineData("a_c")]
    [InlineData("a123456789012345678901234567890123456789012345678901234567890123")]
    public async Task A_bad_name_is_refused(string name)
    {
        (await _emulator.CallAsync("POST", null, "/", $$"""{"projectName":"{{name}}","description":""}""")).Fails(400, "ParameterInvalid", name);
    }

    [Theory]
    [InlineData("""{"description":"d"}""", "ParameterInvalid")]
    [InlineData("""{"projectName":7}""", "ParameterInvalid")]
    [InlineData("""{"projectName":"good-name","dataRedundancyType":"XRS"}""", "ParameterInvalid")]
    [InlineData("""{"projectName":"good-name","recycleBinEnabled":"yes"}""", "ParameterInvalid")]
    [InlineData("""["projectName"]""", "PostBodyInvalid")]
    [InlineData("""{"projectName":"good-name",}""", "PostBodyInvalid")]
    [InlineData("""{"projectName":"good-name","projectName":"good-name"}""", "PostBodyInvalid")]
    [InlineData("nothing", "PostBodyInvalid")]
    public async Task A_bad_body_is_refused(string body, string code)
    {
        (await _emulator.CallAsync("POST", null, "/", body)).Fails(400, code);
    }

    [Fact]
    public async Task The_name_must_be_that_of_the_host()
    {
        (await _emulator.CallAsync("POST", "some-project", "/", """{"projectName":"other-project","description":""}""")).Fails(400, "ParameterInvalid", "some-project");
    }

    [Fact]
    public async Task A_missing_project_is_named_in_every_operation()
    {
        foreach ((string method, string path) in ((string, string)[])[("GET", "/"), ("DELETE", "/"), ("GET", "/logstores"), ("GET", "/machinegroups/g1"), ("GET", "/configs")])
        {
            (await _emulator.CallAsync(method, "no-such-project", path)).Fails(404, "ProjectNotExist", "The Project does not exist : no-such-project");
        }
    }

    [Fact]
    public async Task An_update_changes_what_it_names_and_keeps_the_rest()
    {
        string name = EmulatorFixture.NewProjectName();
        (await _emulator.CallAsync("POST", name, "/", $$"""{"projectName":"{{name}}","description":"old","recycleBinEnabled":true}""")).Ok();
        (await _emulator.CallAsync("PUT", name, "/", $$"""{"projectName":"{{name}}","description":"new"}""")).Ok();
        JsonNode project = (await _emulator.CallAsync("GET", name, "/")).Ok().Json;
        Assert.Equal("new", (string?)project["description"]);
        Assert.True((bool)project["recycleBinEnabled"]!);
        (await _emulator.CallAsync("PUT", name, "/", """{"projectName":"other-name","description":"new"}""")).Fails(400, "ParameterInvalid");
    }

    [Fact]
    public async Task Deletion_takes_everything_along()
    {
        string name = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "store-1");
        (await _emulator.CallAsync("DELETE", name, "/?forceDelete=true")).Ok();
        (await _emulator.CallAsync("GET", name, "/")).Fails(404, "ProjectNotExist");
        await _emulator.CreateProjectAsync(name);
        Assert.Equal(0, (int)(await _emulator.CallAsync("GET", name, "/logstores")).Ok().Json["total"]!);
        (await _emulator.CallAsync("DELETE", name, "/?forceDelete=perhaps")).Fails(400, "ParameterInvalid", "forceDelete");
    }

    [Fact]
    public async Task The_list_filters_and_pages()
    {
        foreach (string name in (string[])["listed-a", "listed-b", "listed-c"])
        {
            await _emulator.CreateProjectAsync(name);
        }
        JsonNode page = (await _emulator.CallAsync("GET", null, "/?projectName=listed-&offset=1&size=1")).Ok().Json;
        Assert.Equal((1, 3), ((int)page["count"]!, (int)page["total"]!));
        Assert.Equal("listed-b", (string?)page["projects"]![0]!["projectName"]);
        Assert.Equal(0, (int)(await _emulator.CallAsync("GET", null, "/?projectName=listed-&offset=3&size=500&resourceGroupId=")).Ok().Json["count"]!);
        (await _emulator.CallAsync("GET", null, "/?size=501")).Fails(400, "ParameterInvalid", "501");
        (await _emulator.CallAsync("GET", null, "/?offset=-1")).Fails(400, "ParameterInvalid", "-1");
    }

    [Fact]
    public async Task The_account_quota_is_kept()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync(new EmulatorOptions());
        for (int i = 0; i < 50; i++)
        {
            await emulator.CreateProjectAsync($"quota-{i}");
        }
        (await emulator.CallAsync("POST", null, "/", """{"projectName":"quota-50","description":""}""")).Fails(400, "ProjectQuotaExceed");
    }

    [Fact]
    public async Task The_regions_are_this_one()
    {
        JsonNode region = (await _emulator.CallAsync("GET", null, "/regions?language=en")).Ok().Json["regions"]![0]!;
        Assert.Equal("cn-hangzhou", (string?)region["region"]);
        Assert.Equal("cn-hangzhou.log.aliyuncs.com", (string?)region["internetEndpoint"]);
    }
}
