using System.Text.Json.Nodes;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Control;

public class ControlApiTests
{
    [Fact]
    public async Task Health_needs_no_token()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        JsonNode health = (await emulator.ControlAsync("GET", "/_emulator/health", authorized: false)).Ok().Json;
        Assert.Equal(("ok", "cn-hangzhou"), ((string)health["status"]!, (string)health["region"]!));
        Assert.Matches(@"^\d+\.\d+\.\d+$", (string)health["version"]!);
    }

    [Fact]
    public async Task Memory_is_told_after_a_collection()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        JsonNode before = (await emulator.ControlAsync("POST", "/_emulator/collect")).Ok().Json;
        await emulator.CreateProjectAsync("some-project", "store-1");
        JsonNode after = (await emulator.ControlAsync("POST", "/_emulator/collect")).Ok().Json;
        Assert.All((string[])["managedBytes", "workingSetBytes", "handles", "threads", "databaseBytes"], name => Assert.InRange((long)after[name]!, 1, long.MaxValue));
        Assert.Equal(2, (long)after["requests"]! - (long)before["requests"]!);
    }

    [Theory]
    [InlineData("GET", "/_emulator/state")]
    [InlineData("POST", "/_emulator/collect")]
    [InlineData("POST", "/_emulator/stop")]
    [InlineData("GET", "/_emulator/unknown")]
    public async Task The_rest_needs_the_token(string method, string path)
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        (await emulator.ControlAsync(method, path, authorized: false)).Fails(401, "Unauthorized", "controlToken");
        Assert.False(emulator.Server.StopRequested.IsCompleted);
    }

    [Fact]
    public async Task Unknown_routes_and_bad_bodies_are_told()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        (await emulator.ControlAsync("GET", "/_emulator/unknown")).Fails(404, "NotFound", "/_emulator/unknown");
        (await emulator.ControlAsync("DELETE", "/_emulator/state")).Fails(405, "InvalidMethod");
        (await emulator.ControlAsync("POST", "/_emulator/stop", "{")).Fails(400, "PostBodyInvalid");
    }

    [Fact]
    public async Task The_state_counts_requests_and_writes_of_each_project()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        JsonNode before = (await emulator.ControlAsync("GET", "/_emulator/state")).Ok().Json;
        Assert.Equal((0, 0, 0, 0), ((int)before["requests"]!, (int)before["writes"]!, (int)before["projects"]!, (int)before["agents"]!));
        Assert.Equal($"http://{emulator.HostOf(null)}", (string?)before["endpoint"]);
        Assert.Equal(Environment.ProcessId, (int)before["processId"]!);
        Assert.Null(before["dataPath"]);

        await emulator.CreateProjectAsync("first-project", "store-1");
        (await emulator.CallAsync("POST", null, "/", """{"projectName":"second-project"}""")).Ok();
        (await emulator.CallAsync("PUT", "second-project", "/machinegroups/none/configs/none")).Fails(404, "MachineGroupNotExist");
        (await emulator.CallAsync("GET", "first-project", "/logstores")).Ok();
        (await emulator.CallAsync("DELETE", "first-project", "/logstores/store-1", signing: Support.Signing.None)).Fails(400, "MissAccessKeyId");
        (await emulator.CallAsync("POST", "first-project", "/dashboards", "{}")).Fails(501, "NotImplemented");
        (await emulator.EcsAsync("CreateSecurityGroup", [("RegionId", "cn-hangzhou")])).Ok();
        (await emulator.EcsAsync("DescribeRegions")).Ok();

        JsonNode after = (await emulator.ControlAsync("GET", "/_emulator/state")).Ok().Json;
        Assert.Equal((9, 5, 2), ((int)after["requests"]!, (int)after["writes"]!, (int)after["projects"]!));
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse("""{"":1,"first-project":2,"second-project":2}"""), after["writesByProject"]),
            after["writesByProject"]!.ToJsonString());
    }

    [Fact]
    public async Task Stop_is_asked_for_by_the_api()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        (await emulator.ControlAsync("POST", "/_emulator/stop")).Ok();
        await emulator.Server.StopRequested.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_project_host_does_not_reach_the_control_api()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        TestRequest request = new("GET", "/_emulator/state") { Host = emulator.HostOf("some-project") };
        request["Authorization"] = $"Bearer {emulator.Services.ControlToken}";
        request["x-log-apiversion"] = "0.6.0";
        (await RawHttp.SendAsync(emulator.EndPoint, request)).Fails(400, "ParameterInvalid");
    }
}
