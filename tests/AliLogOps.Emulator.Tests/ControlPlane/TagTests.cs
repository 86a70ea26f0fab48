using System.Text.Json.Nodes;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.ControlPlane;

public class TagTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private readonly TestEmulator _emulator = fixture.Emulator;

    [Fact]
    public async Task Tags_are_set_replaced_listed_and_removed_on_either_host()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        (await TagAsync(null, "project", project, """[{"key":"env","value":"dev"},{"key":"app","value":"todo"}]""")).Ok();
        (await TagAsync(project, "project", project, """[{"key":"env","value":"prod"}]""")).Ok();
        Assert.Equal(["app=todo", "env=prod"], await ListAsync(project));
        (await _emulator.CallAsync("POST", project, "/untag", $$"""{"resourceType":"project","resourceId":["{{project}}"],"tags":["env","unknown"]}""")).Ok();
        Assert.Equal(["app=todo"], await ListAsync(project));
        (await _emulator.CallAsync("POST", null, "/untag", $$"""{"resourceType":"project","resourceId":["{{project}}"],"all":true}""")).Ok();
        Assert.Empty(await ListAsync(project));
    }

    [Fact]
    public async Task The_content_type_may_be_missing_as_the_Python_client_sends_none()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        string tag = $$"""{"resourceType":"project","resourceId":["{{project}}"],"tags":[{"key":"env","value":"dev"}]}""";
        (await _emulator.CallAsync("POST", project, "/tag", tag, change: request => request.Remove("Content-Type"))).Ok();
        Assert.Equal(["env=dev"], await ListAsync(project));
        (await _emulator.CallAsync("POST", project, "/tag", tag, change: request => request["Content-Type"] = "text/plain")).Fails(415, "InvalidContentType");
    }

    [Fact]
    public async Task The_list_filters_by_id_and_tag()
    {
        string one = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        string other = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        (await TagAsync(null, "project", one, """[{"key":"team","value":"a"}]""")).Ok();
        (await TagAsync(null, "project", other, """[{"key":"team","value":"b"}]""")).Ok();
        JsonNode byTag = (await _emulator.CallAsync("GET", null, "/tags?resourceType=project", change: request => request.Query.Add(new("tags", """[{"key":"team","value":"b"}]""")))).Ok().Json;
        Assert.Equal(other, (string?)Assert.Single(byTag["tagResources"]!.AsArray())!["resourceId"]);
        Assert.Equal("", (string?)byTag["nextToken"]);
        (await _emulator.CallAsync("GET", null, "/tags?resourceType=project&resourceId=x")).Fails(400, "ParameterInvalid", "resourceId");
        (await _emulator.CallAsync("GET", null, "/tags?resourceType=project&tags=[1]")).Fails(400, "ParameterInvalid", "tags");
        (await _emulator.CallAsync("GET", null, "/tags?resourceType=planet")).Fails(400, "ParameterInvalid", "The resource type is not supported");
    }

    [Fact]
    public async Task Tags_go_with_what_they_are_on()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "store-1");
        (await TagAsync(null, "logstore", $"{project}#store-1", """[{"key":"env","value":"dev"}]""")).Ok();
        (await _emulator.CallAsync("DELETE", project, "/logstores/store-1")).Ok();
        (await _emulator.CallAsync("POST", project, "/logstores", """{"logstoreName":"store-1","ttl":1,"shardCount":1}""")).Ok();
        JsonNode list = (await _emulator.CallAsync("GET", null, "/tags?resourceType=logstore")).Ok().Json;
        Assert.DoesNotContain(list["tagResources"]!.AsArray(), tag => (string?)tag!["resourceId"] == $"{project}#store-1");
        (await TagAsync(null, "project", project, """[{"key":"env","value":"dev"}]""")).Ok();
        (await _emulator.CallAsync("DELETE", project, "/")).Ok();
        await _emulator.CreateProjectAsync(project);
        Assert.Empty(await ListAsync(project));
    }

    [Theory]
    [InlineData("project", "no-such-project", """[{"key":"a","value":"b"}]""", 404, "ProjectNotExist")]
    [InlineData("project", "{0}#x", """[{"key":"a","value":"b"}]""", 400, "ParameterInvalid")]
    [InlineData("logstore", "{0}#none", """[{"key":"a","value":"b"}]""", 404, "LogStoreNotExist")]
    [InlineData("machine_group", "{0}#none", """[{"key":"a","value":"b"}]""", 404, "MachineGroupNotExist")]
    [InlineData("logtailconfig", "{0}#none", """[{"key":"a","value":"b"}]""", 404, "ConfigNotExist")]
    [InlineData("dashboard", "{0}#none", """[{"key":"a","value":"b"}]""", 400, "ParameterInvalid")]
    [InlineData("project", "{0}", """[]""", 400, "ParameterInvalid")]
    [InlineData("project", "{0}", """["a"]""", 400, "ParameterInvalid")]
    [InlineData("project", "{0}", """[{"key":"a"}]""", 400, "ParameterInvalid")]
    [InlineData("project", "{0}", """[{"key":"","value":"b"}]""", 400, "ParameterInvalid")]
    [InlineData("project", "{0}", """[{"key":"acs:a","value":"b"}]""", 400, "ParameterInvalid")]
    [InlineData("project", "{0}", """[{"key":"aliyun","value":"b"}]""", 400, "ParameterInvalid")]
    [InlineData("project", "{0}", """[{"key":"a","value":"see http://x"}]""", 400, "ParameterInvalid")]
    public async Task A_bad_call_is_refused(string type, string id, string tags, int status, string code)
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        (await TagAsync(null, type, id.Replace("{0}", project, StringComparison.Ordinal), tags)).Fails(status, code);
    }

    [Fact]
    public async Task A_resource_has_at_most_twenty_tags()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        static string Tags(int from, int count)
        {
            return $"[{string.Join(',', Enumerable.Range(from, count).Select(i => $$"""{"key":"k{{i}}","value":"v"}"""))}]";
        }
        (await TagAsync(null, "project", project, Tags(0, 21))).Fails(400, "ParameterInvalid", "request tag key value pair size must little than 20");
        (await TagAsync(null, "project", project, Tags(0, 20))).Ok();
        (await TagAsync(null, "project", project, Tags(20, 1))).Fails(400, "ParameterInvalid", "tag key value pair count exceed");
        Assert.Equal(20, (await ListAsync(project)).Length);
    }

    private Task<TestResponse> TagAsync(string? host, string type, string id, string tags)
    {
        return _emulator.CallAsync("POST", host, "/tag", $$"""{"resourceType":"{{type}}","resourceId":["{{id}}"],"tags":{{tags}}}""");
    }

    private async Task<string[]> ListAsync(string project)
    {
        JsonNode list = (await _emulator.CallAsync("GET", null, "/tags?resourceType=project", change: request => request.Query.Add(new("resourceId", $"[\"{project}\"]")))).Ok().Json;
        return [.. list["tagResources"]!.AsArray().Select(tag => $"{(string)tag!["tagKey"]!}={(string)tag["tagValue"]!}")];
    }
}
