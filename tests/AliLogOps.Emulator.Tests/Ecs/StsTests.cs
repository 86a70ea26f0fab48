using System.Text;
using System.Text.Json.Nodes;
using AliLogOps.Emulator.Signing;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Ecs;

/// <summary>Roles and their temporary keys, which the Log Service and ECS take until they expire.</summary>
public class StsTests
{
    private const string Sts = "2015-04-01";
    private const string Role = $"acs:ram::{CredentialStore.AccountId}:role/ops";

    private static readonly (string, string)[] s_assume = [("RoleArn", Role), ("RoleSessionName", "pipeline-1"), ("DurationSeconds", "900")];

    [Fact]
    public async Task An_assumed_role_works_until_it_expires()
    {
        ManualClock clock = new(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));
        await using TestEmulator emulator = await TestEmulator.StartAsync(clock: clock);
        JsonNode answer = (await emulator.EcsAsync("AssumeRole", s_assume, Sts)).Ok().Json;
        Assert.Equal($"{Role}/pipeline-1", (string)answer["AssumedRoleUser"]!["Arn"]!);
        JsonNode key = answer["Credentials"]!;
        Assert.Equal("2026-03-04T05:21:07Z", (string)key["Expiration"]!);

        JsonNode identity = (await emulator.EcsAsync("GetCallerIdentity", version: Sts, change: request => Use(request, key))).Ok().Json;
        Assert.Equal(("AssumedRoleUser", $"{Role}/pipeline-1"), ((string)identity["IdentityType"]!, (string)identity["Arn"]!));
        Assert.NotNull(identity["RoleId"]);
        Assert.Null(identity["UserId"]);
        foreach (Support.Signing signing in Enum.GetValues<Support.Signing>().Where(signing => signing != Support.Signing.None))
        {
            (await emulator.CallAsync("GET", null, "/", signing: signing, change: request => Use(request, key))).Ok();
        }
        (await emulator.CallAsync("GET", null, "/", change: request =>
        {
            Use(request, key);
            request.Remove("x-acs-security-token");
        })).Fails(401, "Unauthorized", "token you provided is invalid");

        clock.Now = clock.Now.AddMinutes(15);
        (await emulator.CallAsync("GET", null, "/", change: request => Use(request, key))).Fails(401, "Unauthorized", "has expired");
        (await emulator.EcsAsync("DescribeRegions", change: request => Use(request, key))).Fails(400, "InvalidSecurityToken.Expired");
    }

    [Fact]
    public async Task A_role_inherits_what_its_caller_was_denied()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        JsonNode user = (await emulator.ControlAsync("POST", "/_emulator/keys", """{"name":"reader","deny":["Create*"]}""")).Ok().Json;
        (string, string) reader = ((string)user["accessKeyId"]!, (string)user["accessKeySecret"]!);
        JsonNode identity = (await emulator.EcsAsync("GetCallerIdentity", version: Sts, change: request => request.Key = reader)).Ok().Json;
        Assert.Equal("RAMUser", (string)identity["IdentityType"]!);
        JsonNode key = (await emulator.EcsAsync("AssumeRole", s_assume, Sts, request => request.Key = reader)).Ok().Json["Credentials"]!;
        (await emulator.CallAsync("POST", "project-1", "/", """{"projectName":"project-1"}""", change: request => Use(request, key)))
            .Fails(401, "Unauthorized", "action: log:CreateProject, resource: acs:log:cn-hangzhou");
    }

    [Theory]
    [InlineData("RoleArn", "", "MissingParameter.RoleArn")]
    [InlineData("RoleArn", "role/ops", "InvalidParameter.RoleArn")]
    [InlineData("RoleArn", "acs:ram::1:role/ops", "EntityNotExist.Role")]
    [InlineData("RoleSessionName", "a", "InvalidParameter.RoleSessionName")]
    [InlineData("DurationSeconds", "899", "InvalidParameter.DurationSeconds")]
    [InlineData("Policy", "{}", "NotImplemented")]
    public async Task A_bad_call_is_told(string name, string value, string code)
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        TestResponse answer = await emulator.EcsAsync("AssumeRole", [.. s_assume.Where(pair => pair.Item1 != name), (name, value)], Sts);
        Assert.Equal(code, answer.ErrorCode);
    }

    [Fact]
    public async Task An_oidc_token_is_exchanged_without_a_signature()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        string provider = $"acs:ram::{CredentialStore.AccountId}:oidc-provider/gitlab";
        Task<TestResponse> Exchange(string token)
        {
            TestRequest request = new("POST", "/") { Host = emulator.HostOf(null) };
            request.Query.AddRange([new("Action", "AssumeRoleWithOIDC"), new("Version", Sts), new("Format", "JSON")]);
            request.Body = Encoding.UTF8.GetBytes($"OIDCProviderArn={Uri.EscapeDataString(provider)}&OIDCToken={token}&RoleArn={Uri.EscapeDataString(Role)}&RoleSessionName=job-1");
            request["Content-Type"] = "application/x-www-form-urlencoded";
            return RawHttp.SendAsync(emulator.EndPoint, request);
        }
        string Token(long end)
        {
            return $"e30.{Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"exp":{{end}}}""")).TrimEnd('=')}.c2ln";
        }
        JsonNode key = (await Exchange(Token(DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds()))).Ok().Json["Credentials"]!;
        (await emulator.CallAsync("GET", null, "/", change: request => Use(request, key))).Ok();
        (await Exchange(Token(1))).Fails(400, "AuthenticationFail.OIDCToken.Expired");
        (await Exchange("not-a-token")).Fails(400, "AuthenticationFail.OIDCToken.Invalid");
        (await Exchange("e30.W10.c2ln")).Fails(400, "AuthenticationFail.OIDCToken.Invalid");
    }

    private static void Use(TestRequest request, JsonNode key)
    {
        request.Key = ((string)key["AccessKeyId"]!, (string)key["AccessKeySecret"]!);
        request["x-acs-security-token"] = (string)key["SecurityToken"]!;
    }
}
