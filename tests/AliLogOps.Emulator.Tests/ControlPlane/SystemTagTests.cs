using System.Text.Json.Nodes;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.ControlPlane;

public sealed class SystemTagTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private readonly TestEmulator _emulator = fixture.Emulator;

    [Fact]
    public async Task System_tags_are_told_apart_by_their_kind_and_from_tags()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        (await SendAsync("/systemtag", project, ""","tags":[{"key":"acs:k","value":"1"}],"tagOwnerUid":"7","category":"c","scope":"s" """)).Ok();
        (await SendAsync("/systemtag", project, ""","tags":[{"key":"acs:k","value":"2"}]""")).Ok();
        (await SendAsync("/systemtag", project, ""","tags":[{"key":"acs:k","value":"3"}]""")).Ok();
        Assert.Equal(["acs:k=3///", "acs:k=1/7/c/s"], await ListAsync(project, ""));
        Assert.Equal(["acs:k=1/7/c/s"], await ListAsync(project, "&tagOwnerUid=7&category=c&scope=s"));
        Assert.Empty(await ListAsync(project, "&category=other"));
        Assert.Empty((await _emulator.CallAsync("GET", project, $"/tags?resourceType=project&resourceId=[\"{project}\"]")).Ok().Json["tagResources"]!.AsArray());
        (await SendAsync("/systemuntag", project, ""","tags":["acs:k"],"category":"c" """)).Ok();
        Assert.Equal(["acs:k=3///"], await ListAsync(project, ""));
        (await SendAsync("/systemuntag", project, ""","all":true""")).Ok();
        Assert.Empty(await ListAsync(project, ""));
    }

    [Fact]
    public async Task System_tags_go_with_what_they_are_on()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "store-1");
        (await _emulator.CallAsync("POST", null, "/systemtag", $$"""{"resourceType":"logstore","resourceId":["{{project}}#store-1"],"tags":[{"key":"k","value":"v"}]}""")).Ok();
        (await _emulator.CallAsync("DELETE", project, "/logstores/store-1")).Ok();
        JsonNode list = (await _emulator.CallAsync("GET", null, "/systemtags?resourceType=logstore")).Ok().Json;
        Assert.DoesNotContain(list["tagResources"]!.AsArray(), tag => (string?)tag!["resourceId"] == $"{project}#store-1");
    }

    [Theory]
    [InlineData("/systemtag", ""","tags":[]""", "20")]
    [InlineData("/systemtag", "", "tags")]
    [InlineData("/systemtag", ""","tags":[{"key":"http://k","value":"v"}]""", "http://k")]
    [InlineData("/systemuntag", "", "tags")]
    [InlineData("/systemuntag", ""","tags":[""]""", "empty key")]
    public async Task A_bad_body_is_refused(string path, string more, string message)
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        (await SendAsync(path, project, more)).Fails(400, "ParameterInvalid", message);
    }

    [Fact]
    public async Task A_resource_has_no_more_than_twenty()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        string tags = string.Join(',', Enumerable.Range(0, 20).Select(i => $$"""{"key":"k{{i}}","value":"v"}"""));
        (await SendAsync("/systemtag", project, $""","tags":[{tags}]""")).Ok();
        (await SendAsync("/systemtag", project, ""","tags":[{"key":"more","value":"v"}]""")).Fails(400, "ParameterInvalid", "tag key value pair count exceed");
        Assert.Equal(20, (await ListAsync(project, "")).Count());
    }

    private Task<TestResponse> SendAsync(string path, string project, string more)
    {
        return _emulator.CallAsync("POST", project, path, $$"""{"resourceType":"project","resourceId":["{{project}}"]{{more}}}""");
    }

    private async Task<IEnumerable<string>> ListAsync(string project, string more)
    {
        JsonNode list = (await _emulator.CallAsync("GET", project, $"/systemtags?resourceType=project&resourceId=[\"{project}\"]{more}")).Ok().Json;
        return list["tagResources"]!.AsArray().Select(tag => $"{tag!["tagKey"]}={tag["tagValue"]}/{tag["tagOwnerUid"]}/{tag["category"]}/{tag["scope"]}");
    }
}
