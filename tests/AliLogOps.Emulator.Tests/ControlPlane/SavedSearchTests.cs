using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.ControlPlane;

/// <summary>Saved searches.</summary>
public sealed class SavedSearchTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private readonly TestEmulator _emulator = fixture.Emulator;

    [Fact]
    public async Task A_saved_search_is_created_read_listed_changed_and_deleted()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        const string Body = """{"savedsearchName":"errors","displayName":"Errors","logstore":"store","searchQuery":"level: error","topic":"t"}""";
        (await _emulator.CallAsync("POST", project, "/savedsearches", Body)).Ok();
        (await _emulator.CallAsync("POST", project, "/savedsearches", Body)).Fails(400, "SavedSearchAlreadyExist");
        (await _emulator.CallAsync("POST", project, "/savedsearches", """{"savedsearchName":"all","logstore":"store","searchQuery":"*"}""")).Ok();
        Assert.Equal(Body, (await _emulator.CallAsync("GET", project, "/savedsearches/errors")).Ok().Text);
        TestResponse list = (await _emulator.CallAsync("GET", project, "/savedsearches?offset=1&size=1")).Ok();
        Assert.Equal((1, 2), ((int)list.Json["count"]!, (int)list.Json["total"]!));
        Assert.Equal("errors", (string)list.Json["savedsearchItems"]![0]!["savedsearchName"]!);
        (await _emulator.CallAsync("PUT", project, "/savedsearches/errors", Body.Replace("error\"", "fatal\"", StringComparison.Ordinal))).Ok();
        Assert.Equal("level: fatal", (string)(await _emulator.CallAsync("GET", project, "/savedsearches/errors")).Json["searchQuery"]!);
        (await _emulator.CallAsync("PUT", project, "/savedsearches/all", Body)).Fails(400, "PostBodyInvalid");
        (await _emulator.CallAsync("DELETE", project, "/savedsearches/errors")).Ok();
        foreach (string method in (string[])["GET", "DELETE"])
        {
            (await _emulator.CallAsync(method, project, "/savedsearches/errors")).Fails(404, "SavedSearchNotExist");
        }
        (await _emulator.CallAsync("PUT", project, "/savedsearches/errors", Body)).Fails(404, "SavedSearchNotExist");
    }

    [Theory]
    [InlineData("""{"savedsearchName":"e","logstore":"store","searchQuery":"*"}""", "savedsearchName e is invalid")]
    [InlineData("""{"savedsearchName":"errors","searchQuery":"*"}""", "logstore is lacking")]
    [InlineData("""[]""", "not valid JSON object")]
    public async Task A_bad_body_is_told(string json, string message)
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        (await _emulator.CallAsync("POST", project, "/savedsearches", json)).Fails(400, "PostBodyInvalid", message);
    }
}
