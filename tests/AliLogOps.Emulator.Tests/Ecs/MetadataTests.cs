using System.Text.Json.Nodes;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Ecs;

/// <summary>The metadata service with and without tokens.</summary>
public class MetadataTests
{
    private const string Roles = "/latest/meta-data/ram/security-credentials/";

    [Fact]
    public async Task Nothing_is_told_until_a_role_is_set()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        Assert.Equal(404, (await GetAsync(emulator, Roles)).Status);
        (await emulator.ControlAsync("GET", "/_emulator/metadata")).Fails(404, "MetadataNotSet");
        (await emulator.ControlAsync("PUT", "/_emulator/metadata", """{"role":"x"}""")).Fails(400, "InvalidParameter", "'role'");
    }

    [Fact]
    public async Task The_keys_of_the_role_work_and_are_renewed()
    {
        ManualClock clock = new(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));
        await using TestEmulator emulator = await TestEmulator.StartAsync(clock: clock);
        (await emulator.ControlAsync("PUT", "/_emulator/metadata", """{"roleName":"writer","durationSeconds":3600,"deny":["DeleteProject"]}""")).Ok();
        Assert.Equal("writer", (await GetAsync(emulator, Roles)).Text);
        Assert.Equal(404, (await GetAsync(emulator, Roles + "other")).Status);
        JsonNode key = (await GetAsync(emulator, Roles + "writer", host: "100.100.100.200")).Ok().Json;
        Assert.Equal(("Success", "2026-03-04T06:06:07Z"), ((string)key["Code"]!, (string)key["Expiration"]!));
        Task<TestResponse> Call(string method, string project)
        {
            return emulator.CallAsync(method, project, "/", method == "POST" ? $$"""{"projectName":"{{project}}"}""" : null, change: request =>
            {
                request.Key = ((string)key["AccessKeyId"]!, (string)key["AccessKeySecret"]!);
                request["x-acs-security-token"] = (string)key["SecurityToken"]!;
            });
        }
        (await Call("POST", "project-1")).Ok();
        (await Call("DELETE", "project-1")).Fails(401, "Unauthorized", "DeleteProject");
        Assert.Equal((string)key["AccessKeyId"]!, (string)(await GetAsync(emulator, Roles + "writer")).Json["AccessKeyId"]!);
        clock.Now = clock.Now.AddMinutes(40);
        Assert.NotEqual((string)key["AccessKeyId"]!, (string)(await GetAsync(emulator, Roles + "writer")).Json["AccessKeyId"]!);
        (await Call("GET", "project-1")).Ok();
        (await emulator.ControlAsync("DELETE", "/_emulator/metadata")).Ok();
        Assert.Equal(404, (await GetAsync(emulator, Roles)).Status);
    }

    [Theory]
    [InlineData("""{"roleName":"a b"}""", "roleName 'a b'")]
    [InlineData("""{"roleName":"ops","deny":["GetLog"]}""", "'GetLog', which fits no operation")]
    [InlineData("""{"roleName":"ops","instanceId":"i/1"}""", "instanceId 'i/1'")]
    [InlineData("""{"roleName":"ops","durationSeconds":0}""", "durationSeconds 0")]
    public async Task A_wrong_setting_is_told(string json, string message)
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        (await emulator.ControlAsync("PUT", "/_emulator/metadata", json)).Fails(400, "InvalidParameter", message);
    }

    [Fact]
    public async Task Version_two_needs_a_token_that_lives_as_long_as_asked()
    {
        ManualClock clock = new(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));
        await using TestEmulator emulator = await TestEmulator.StartAsync(clock: clock);
        (await emulator.ControlAsync("PUT", "/_emulator/metadata", """{"roleName":"writer","allowV1":false}""")).Ok();
        Assert.Equal(403, (await GetAsync(emulator, Roles)).Status);
        Assert.Equal(400, (await GetAsync(emulator, "/latest/api/token", "PUT")).Status);
        Assert.Equal(405, (await GetAsync(emulator, "/latest/api/token")).Status);
        string token = (await GetAsync(emulator, "/latest/api/token", "PUT", ("X-aliyun-ecs-metadata-token-ttl-seconds", "60"))).Ok().Text;
        Assert.Equal("writer", (await GetAsync(emulator, Roles, "GET", ("X-aliyun-ecs-metadata-token", token))).Text);
        Assert.Equal(403, (await GetAsync(emulator, Roles, "GET", ("X-aliyun-ecs-metadata-token", token + "x"))).Status);
        clock.Now = clock.Now.AddSeconds(60);
        Assert.Equal(403, (await GetAsync(emulator, Roles, "GET", ("X-aliyun-ecs-metadata-token", token))).Status);
    }

    private static Task<TestResponse> GetAsync(TestEmulator emulator, string path, string method = "GET", (string Name, string Value)? header = null, string? host = null)
    {
        TestRequest request = new(method, path) { Host = host ?? emulator.HostOf(null) };
        if (header is { } given)
        {
            request[given.Name] = given.Value;
        }
        return RawHttp.SendAsync(emulator.EndPoint, request);
    }
}
