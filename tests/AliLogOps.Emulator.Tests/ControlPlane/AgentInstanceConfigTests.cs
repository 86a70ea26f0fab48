using System.Text.Json.Nodes;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.ControlPlane;

public sealed class AgentInstanceConfigTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private const string All = "/agentinstanceconfigs";
    private readonly TestEmulator _emulator = fixture.Emulator;

    [Fact]
    public async Task A_config_is_made_changed_and_deleted_by_type_and_attributes()
    {
        (await _emulator.CallAsync("POST", null, All, """{"configType":"one","config":"c","attributes":{"b":"2","a":"1"}}""")).Ok();
        (await _emulator.CallAsync("POST", null, All, """{"configType":"one","config":"d","attributes":{"a":"1","b":"2"}}""")).Fails(400, "ConfigAlreadyExist", "one");
        (await _emulator.CallAsync("POST", null, All, """{"configType":"one","config":"plain"}""")).Ok();
        (await CallAsync("PUT", "one", """{"b":"2","a":"1"}""", """{"config":"e","grayConfigs":[{"condition":"x","content":"y"}]}""")).Ok();
        JsonNode config = (await CallAsync("GET", "one", """{"a":"1","b":"2"}""")).Ok().Json;
        Assert.Equal(("e", "one", "y", "1"), ((string?)config["config"], (string?)config["configType"], (string?)config["grayConfigs"]![0]!["content"], (string?)config["attributes"]!["a"]));
        Assert.Equal("plain", (string?)(await _emulator.CallAsync("GET", null, All + "/one")).Ok().Json["config"]);
        Assert.Equal(
            """{"configs":[{"configType":"one","attributes":{"a":"1","b":"2"}},{"configType":"one","attributes":{}}],"size":2,"total":2}""",
            (await _emulator.CallAsync("GET", null, All + "?configType=one")).Ok().Text);
        Assert.Equal("""{"configs":[{"configType":"one","attributes":{}}],"size":1,"total":2}""", (await _emulator.CallAsync("GET", null, All + "?configType=one&offset=1&size=1")).Ok().Text);
        (await _emulator.CallAsync("DELETE", null, All + "/one")).Ok();
        (await _emulator.CallAsync("DELETE", null, All + "/one")).Fails(404, "ConfigNotExist", "one");
        (await CallAsync("GET", "one", """{"a":"1","b":"2"}""")).Ok();
    }

    [Theory]
    [InlineData("""{"config":"c"}""", "configType")]
    [InlineData("""{"configType":"a/b","config":"c"}""", "a/b")]
    [InlineData("""{"configType":"bad"}""", "config")]
    [InlineData("""{"configType":"bad","config":"c","attributes":{"a":1}}""", "attribute a is 1")]
    [InlineData("""{"configType":"bad","config":"c","grayConfigs":[1]}""", "grayConfigs")]
    [InlineData("""{"configType":"bad","config":"c","grayConfigs":[{"condition":"x"}]}""", "content")]
    public async Task A_bad_config_is_refused(string body, string message)
    {
        (await _emulator.CallAsync("POST", null, All, body)).Fails(400, "InvalidParameter", message);
    }

    [Fact]
    public async Task Attributes_that_are_no_object_of_strings_are_refused()
    {
        foreach (string attributes in (string[])["[]", "x", """{"a":1}"""])
        {
            (await CallAsync("GET", "two", attributes)).Fails(400, "InvalidParameter", "a");
        }
        (await CallAsync("PUT", "two", "{}", """{"config":"c"}""")).Fails(404, "ConfigNotExist");
        (await CallAsync("PUT", "two", "{}", """{"config":"c","attributes":{"a":"1"}}""")).Fails(400, "InvalidParameter", "attributes");
        (await CallAsync("PUT", "two", "{}", """{"config":"c","configType":"three"}""")).Fails(400, "BadRequest", "three");
    }

    private Task<TestResponse> CallAsync(string method, string type, string attributes, string? body = null)
    {
        return _emulator.CallAsync(method, null, $"{All}/{type}", body, change: request => request.Query.Add(new("attributes", attributes)));
    }
}
