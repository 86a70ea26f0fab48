using System.Text.Json.Nodes;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.ControlPlane;

public class IndexTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private const string Path = "/logstores/store-1/index";
    private readonly TestEmulator _emulator = fixture.Emulator;

    [Fact]
    public async Task An_index_comes_back_with_its_defaults()
    {
        string project = await NewStoreAsync();
        (await _emulator.CallAsync("POST", project, Path, """
            {"line":{"token":[","," ","\n"],"include_keys":["k1"]},
             "keys":{"status":{"type":"long","doc_value":true},"latency":{"type":"double"},
                     "app-name":{"type":"text","token":[","],"alias":"app","doc_value":true},
                     "payload":{"type":"json","token":[","],"index_all":true,"json_keys":{"a.b":{"type":"text","doc_value":true,"alias":"ab"}}}}}
            """)).Ok();
        JsonNode index = (await _emulator.CallAsync("GET", project, Path)).Ok().Json;
        Assert.Equal("v2", (string?)index["index_mode"]);
        Assert.Equal("pg", (string?)index["storage"]);
        Assert.Equal(30, (int)index["ttl"]!);
        Assert.Equal(2048, (int)index["max_text_len"]!);
        Assert.False((bool)index["log_reduce"]!);
        Assert.InRange((long)index["lastModifyTime"]!, 1, long.MaxValue);
        AssertJson("""{"token":[","," ","\n"],"caseSensitive":false,"chn":false,"include_keys":["k1"]}""", index["line"]!);
        AssertJson("""{"type":"long","doc_value":true,"alias":""}""", index["keys"]!["status"]!);
        AssertJson("""{"type":"double","doc_value":false,"alias":""}""", index["keys"]!["latency"]!);
        AssertJson("""{"type":"text","token":[","],"caseSensitive":false,"chn":false,"doc_value":true,"alias":"app"}""", index["keys"]!["app-name"]!);
        AssertJson("""
            {"type":"json","token":[","],"caseSensitive":false,"chn":false,"doc_value":false,"alias":"","index_all":true,"max_depth":-1,
             "json_keys":{"a.b":{"type":"text","caseSensitive":false,"chn":false,"doc_value":true,"alias":"ab"}}}
            """, index["keys"]!["payload"]!);
    }

    [Fact]
    public async Task An_update_replaces_the_whole_document()
    {
        string project = await NewStoreAsync();
        (await _emulator.CallAsync("POST", project, Path, """{"line":{"token":[]},"keys":{"a":{"type":"long"}},"log_reduce":true,"log_reduce_white_list":["a"],"scan_index":true}""")).Ok();
        string read = (await _emulator.CallAsync("GET", project, Path)).Ok().Text;
        Assert.Contains("scan_index", read, StringComparison.Ordinal);
        (await _emulator.CallAsync("PUT", project, Path, read)).Ok();
        AssertJson(WithoutTime(JsonNode.Parse(read)!), JsonNode.Parse(WithoutTime((await _emulator.CallAsync("GET", project, Path)).Ok().Json))!);
        (await _emulator.CallAsync("PUT", project, Path, """{"keys":{"b":{"type":"text","token":[]}},"max_text_len":16384}""")).Ok();
        JsonObject index = (await _emulator.CallAsync("GET", project, Path)).Ok().Json.AsObject();
        Assert.False(index.ContainsKey("line"));
        Assert.Equal(["b"], index["keys"]!.AsObject().Select(key => key.Key));
        Assert.Equal(16384, (int)index["max_text_len"]!);
    }

    [Fact]
    public async Task Order_of_life_is_enforced()
    {
        string project = await NewStoreAsync();
        const string Body = """{"line":{"token":[","]}}""";
        (await _emulator.CallAsync("GET", project, Path)).Fails(400, "IndexConfigNotExist", "index config doesn't exist");
        (await _emulator.CallAsync("PUT", project, Path, Body)).Fails(400, "ParameterInvalid", "index is not created");
        (await _emulator.CallAsync("DELETE", project, Path)).Fails(400, "ParameterInvalid", "index is not created");
        (await _emulator.CallAsync("POST", project, Path, Body)).Ok();
        (await _emulator.CallAsync("POST", project, Path, Body)).Fails(400, "IndexAlreadyExist", "log store index is already created");
        (await _emulator.CallAsync("DELETE", project, Path)).Ok();
        (await _emulator.CallAsync("GET", project, Path)).Fails(400, "IndexConfigNotExist");
        (await _emulator.CallAsync("POST", project, "/logstores/store-2/index", Body)).Fails(404, "LogStoreNotExist");
    }

    [Theory]
    [InlineData("""{}""", "line and keys")]
    [InlineData("""{"line":{}}""", "required field token is lacking or of error format")]
    [InlineData("""{"line":{"token":"x"}}""", "required field token is lacking or of error format")]
    [InlineData("""{"line":{"token":["ab"]}}""", "required field token is lacking or of error format")]
    [InlineData("""{"line":{"token":[],"include_keys":["a"],"exclude_keys":["b"]}}""", "exclude each other")]
    [InlineData("""{"line":{"token":[],"chinese":true}}""", "redundant key exist in json")]
    [InlineData("""{"keys":{"a":{}}}""", "key config must has type")]
    [InlineData("""{"keys":{"a":{"type":"int"}}}""", "type int")]
    [InlineData("""{"keys":{"a":{"type":"text"}}}""", "required field token is lacking or of error format")]
    [InlineData("""{"keys":{"a":{"type":"long","alias":"x"},"b":{"type":"long","alias":"x"}}}""", "alias x")]
    [InlineData("""{"keys":{"a":{"type":"json","json_keys":{"b":{"type":"json"}}}}}""", "type json")]
    [InlineData("""{"keys":{"a":7}}""", "key a")]
    [InlineData("""{"keys":{"__rowid__":{"type":"text","token":[]}}}""", "key __rowid__ is reserved")]
    [InlineData("""{"line":{"token":[]},"max_text_len":63}""", "max_text_len")]
    [InlineData("""{"line":{"token":[]},"max_text_len":16385}""", "max_text_len")]
    [InlineData("""{"line":{"token":[]},"lines":{}}""", "redundant key exist in json: lines")]
    [InlineData("""{"line":{"token":[]},"log_reduce_white_list":[],"log_reduce_black_list":[]}""", "exclude each other")]
    public async Task A_bad_definition_is_refused(string body, string message)
    {
        string project = await NewStoreAsync();
        (await _emulator.CallAsync("POST", project, Path, body)).Fails(400, "IndexInfoInvalid", message);
    }

    private Task<string> NewStoreAsync()
    {
        return _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "store-1");
    }

    private static string WithoutTime(JsonNode index)
    {
        index.AsObject().Remove("lastModifyTime");
        return index.ToJsonString();
    }

    private static void AssertJson(string expected, JsonNode actual)
    {
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), actual.ToJsonString());
    }
}
