using System.Text.Json.Nodes;
using AliLogOps.Emulator.Signing;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Ecs;

public class EcsAuthenticationTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private const string Sts = "2015-04-01";
    private readonly TestEmulator _emulator = fixture.Emulator;

    [Fact]
    public async Task The_caller_identity_is_the_account_that_owns_the_projects()
    {
        JsonNode identity = (await _emulator.EcsAsync("GetCallerIdentity", version: Sts)).Ok().Json;
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        Assert.Equal("Account", (string?)identity["IdentityType"]);
        Assert.Equal((string?)(await _emulator.CallAsync("GET", project, "/")).Ok().Json["owner"], (string?)identity["AccountId"]);
        Assert.Equal($"acs:ram::{(string)identity["AccountId"]!}:root", (string?)identity["Arn"]);
        Assert.NotEmpty((string)identity["RequestId"]!);
    }

    [Fact]
    public async Task The_regions_are_this_one()
    {
        JsonNode region = Assert.Single((await _emulator.EcsAsync("DescribeRegions", [("AcceptLanguage", "en-US")])).Ok().Json["Regions"]!["Region"]!.AsArray())!;
        Assert.Equal("cn-hangzhou", (string?)region["RegionId"]);
    }

    [Fact]
    public async Task An_error_has_the_members_of_ecs()
    {
        TestResponse answer = await _emulator.EcsAsync("AuthorizeSecurityGroup");
        answer.Fails(400, "MissingParameter.RegionId");
        Assert.Equal((string?)answer.Json["RequestId"], answer.Headers["x-acs-request-id"]);
        Assert.Equal(_emulator.HostOf(null), (string?)answer.Json["HostId"]);
        Assert.Contains("product=Ecs", (string)answer.Json["Recommend"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RunCommand", "2014-05-26", 501, "NotImplemented")]
    [InlineData("AssumeRoleWithSAML", "2015-04-01", 501, "NotImplemented")]
    [InlineData("DescribeRegions", "2015-04-01", 400, "InvalidVersion")]
    [InlineData("GetCallerIdentity", "2014-05-26", 400, "InvalidVersion")]
    [InlineData("DescribeRegions", "2020-01-01", 400, "InvalidVersion")]
    [InlineData("no action", "2014-05-26", 404, "InvalidAction.NotFound")]
    public async Task What_is_not_here_is_named(string action, string version, int status, string code)
    {
        TestResponse answer = (await _emulator.EcsAsync(action, version: version)).Fails(status, code);
        if (status == 501)
        {
            Assert.Contains(action, answer.ErrorMessage, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Keys_and_tokens_are_checked()
    {
        CredentialStore credentials = _emulator.Services.Credentials;
        credentials.Add(new AccessKey("ecs-off", "s") { IsDisabled = true });
        credentials.Add(new AccessKey("STS.ecs", "s") { SecurityToken = "CAIS+test/token==" });
        credentials.Add(new AccessKey("STS.old", "s") { SecurityToken = "old", Expiration = DateTimeOffset.UnixEpoch });
        Task<TestResponse> Call(string id, string? token)
        {
            return _emulator.EcsAsync("GetCallerIdentity", version: Sts, change: request =>
            {
                request.Key = (id, "s");
                if (token is not null)
                {
                    request["x-acs-security-token"] = token;
                    request["x-acs-accesskey-id"] = id;
                }
            });
        }
        (await Call("nobody", null)).Fails(404, "InvalidAccessKeyId.NotFound");
        (await Call("ecs-off", null)).Fails(400, "InvalidAccessKeyId.Inactive");
        (await Call(credentials.MainKeyId, null)).Fails(400, "SignatureDoesNotMatch");
        (await Call(credentials.MainKeyId, "token")).Fails(400, "InvalidSecurityToken.MismatchWithAccessKey");
        (await Call("STS.ecs", null)).Fails(400, "MissingSecurityToken");
        (await Call("STS.ecs", "other")).Fails(400, "InvalidSecurityToken.MismatchWithAccessKey");
        (await Call("STS.ecs", "CAIS+test/token==")).Ok();
        (await Call("STS.old", "old")).Fails(400, "InvalidSecurityToken.Expired");
    }

    [Fact]
    public async Task A_nonce_is_good_once_and_only_if_the_signature_was()
    {
        string nonce = Guid.NewGuid().ToString();
        Task<TestResponse> Call(string? secret)
        {
            return _emulator.EcsAsync("GetCallerIdentity", version: Sts, change: request =>
            {
                request["x-acs-signature-nonce"] = nonce;
                request.Key = secret is null ? null : (_emulator.Services.Credentials.MainKeyId, secret);
            });
        }
        (await Call("wrong")).Fails(400, "SignatureDoesNotMatch");
        (await Call(null)).Ok();
        (await Call(null)).Fails(400, "SignatureNonceUsed");
    }

    [Fact]
    public void A_nonce_is_forgotten_when_the_clock_refuses_it_anyway()
    {
        NonceStore nonces = new();
        DateTimeOffset now = DateTimeOffset.UnixEpoch;
        Assert.True(nonces.TryUse("id", "n", now));
        Assert.True(nonces.TryUse("other", "n", now));
        Assert.False(nonces.TryUse("id", "n", now.AddMinutes(30)));
        Assert.True(nonces.TryUse("id", "n", now.AddMinutes(31)));
    }

    [Fact]
    public void A_nonce_of_a_clock_that_was_moved_back_keeps_no_others()
    {
        NonceStore nonces = new();
        DateTimeOffset now = DateTimeOffset.UnixEpoch;
        Assert.True(nonces.TryUse("id", "future", now.AddYears(1)));
        Assert.True(nonces.TryUse("id", "n", now));
        Assert.False(nonces.TryUse("id", "n", now.AddMinutes(-30)));
        Assert.True(nonces.TryUse("id", "n", now.AddMinutes(31)));
    }

    [Theory]
    [InlineData(-900, true)]
    [InlineData(900, true)]
    [InlineData(-901, false)]
    [InlineData(901, false)]
    public async Task The_clock_may_be_off_by_fifteen_minutes(int seconds, bool accepted)
    {
        ManualClock clock = new(DateTimeOffset.FromUnixTimeSeconds(1714979289));
        await using TestEmulator emulator = await TestEmulator.StartAsync(clock: clock);
        string date = clock.Now.AddSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        TestResponse answer = await emulator.EcsAsync("DescribeRegions", change: request => request["x-acs-date"] = date);
        if (accepted)
        {
            answer.Ok();
        }
        else
        {
            answer.Fails(400, "InvalidTimeStamp.Expired", date);
        }
    }

    [Theory]
    [InlineData("x-acs-date", "2024-01-02", "InvalidTimeStamp.Format")]
    [InlineData("x-acs-content-sha256", "00", "SignatureDoesNotMatch")]
    [InlineData("x-acs-signature-nonce", "", "IncompleteSignature")]
    [InlineData("x-acs-version", "", "IncompleteSignature")]
    [InlineData("Authorization", "Bearer x", "IncompleteSignature")]
    [InlineData("Authorization", "ACS3-HMAC-SHA256 Credential=x", "IncompleteSignature")]
    [InlineData("Authorization", "ACS3-HMAC-SHA256 Credential=x,SignedHeaders=host,Signature=00", "IncompleteSignature")]
    public async Task A_bad_header_is_told(string name, string value, string code)
    {
        (await _emulator.EcsAsync("DescribeRegions", change: request => request[name] = value)).Fails(400, code);
    }

    [Fact]
    public async Task Blanks_after_the_commas_are_allowed()
    {
        TestRequest request = new("POST", "/") { Host = _emulator.HostOf(null) };
        request["x-acs-action"] = "DescribeRegions";
        request["x-acs-version"] = "2014-05-26";
        TestSigner.SignAcs3(request, _emulator.Services.Credentials.MainKeyId, _emulator.Services.Credentials.MainKeySecret, DateTimeOffset.UtcNow);
        request["Authorization"] = request["Authorization"].Replace(",", ", ", StringComparison.Ordinal);
        (await RawHttp.SendAsync(_emulator.EndPoint, request)).Ok();
    }
}
