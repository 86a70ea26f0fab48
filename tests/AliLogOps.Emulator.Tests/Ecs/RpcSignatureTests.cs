using System.Security.Cryptography;
using System.Text;
using AliLogOps.Emulator.Ecs;
using AliLogOps.Emulator.Signing;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Ecs;

/// <summary>The older signature in the parameters.</summary>
public sealed class RpcSignatureTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private readonly TestEmulator _emulator = fixture.Emulator;

    [Fact]
    public void The_recorded_vector_is_accepted_and_nothing_else()
    {
        // recorded from the official client
        (string, string)[] vector =
        [
            ("Action", "DescribeRegions"), ("Version", "2014-05-26"), ("Format", "json"), ("AccessKeyId", "LTAItestAccessKeyId"),
            ("SignatureMethod", "HMAC-SHA1"), ("SignatureVersion", "1.0"), ("SignatureNonce", new string('8', 32)),
            ("Timestamp", "2024-01-02T03:04:05Z"), ("AcceptLanguage", "en-US"), ("Signature", "6hZNh795EYM4Ia1Qert8uYwu1vw="),
        ];
        byte[] secret = "testAccessKeySecret0123456789"u8.ToArray();
        Assert.True(RpcAuthenticator.Verify("POST", Parameters(vector), secret));
        Assert.False(RpcAuthenticator.Verify("GET", Parameters(vector), secret));
        Assert.False(RpcAuthenticator.Verify("POST", Parameters(vector), secret[1..]));
        Assert.False(RpcAuthenticator.Verify("POST", Parameters([.. vector, ("A", "b")]), secret));
    }

    [Fact]
    public async Task A_role_is_assumed_with_it_from_query_and_form()
    {
        TestResponse answer = (await CallAsync([("Format", "JSON")], [("RoleArn", $"acs:ram::{CredentialStore.AccountId}:role/ops"), ("RoleSessionName", "it's *me*")])).Fails(400, "InvalidParameter.RoleSessionName");
        Assert.NotNull(answer.Json["RequestId"]);
        answer = (await CallAsync([("Format", "JSON")], [("RoleArn", $"acs:ram::{CredentialStore.AccountId}:role/ops"), ("RoleSessionName", "session-1")])).Ok();
        Assert.StartsWith("STS.", (string)answer.Json["Credentials"]!["AccessKeyId"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Format", "XML", 501, "NotImplemented")]
    [InlineData("SignatureMethod", "HMAC-SHA256", 400, "IncompleteSignature")]
    [InlineData("SignatureNonce", "", 400, "IncompleteSignature")]
    [InlineData("AccessKeyId", "LTAInobody", 404, "InvalidAccessKeyId.NotFound")]
    [InlineData("Timestamp", "2001-01-01T00:00:00Z", 400, "InvalidTimeStamp.Expired")]
    [InlineData("SecurityToken", "x", 400, "InvalidSecurityToken.MismatchWithAccessKey")]
    public async Task What_is_wrong_is_told(string name, string value, int status, string code)
    {
        (await CallAsync([("Format", "json"), (name, value)], [])).Fails(status, code);
    }

    [Fact]
    public async Task All_parameters_may_be_in_the_form()
    {
        TestResponse answer = (await CallAsync([("Format", "json"), ("Action", "GetCallerIdentity")], [], allInForm: true)).Ok();
        Assert.Equal("Account", (string)answer.Json["IdentityType"]!);
    }

    [Fact]
    public async Task A_nonce_is_used_once()
    {
        (string, string)[] same = [("Format", "json"), ("SignatureNonce", Guid.NewGuid().ToString()), ("Action", "GetCallerIdentity")];
        (await CallAsync(same, [])).Ok();
        (await CallAsync(same, [])).Fails(400, "SignatureNonceUsed");
    }

    [Fact]
    public async Task A_repeat_with_a_client_token_is_the_same_call_though_it_is_signed_anew()
    {
        (string, string)[] call = [("Format", "json"), ("Action", "CreateSecurityGroup"), ("Version", "2014-05-26"), ("RegionId", "cn-hangzhou"), ("ClientToken", Guid.NewGuid().ToString())];
        string id = (string)(await CallAsync(call, [])).Ok().Json["SecurityGroupId"]!;
        Assert.Equal(id, (string)(await CallAsync(call, [])).Ok().Json["SecurityGroupId"]!);
        (await CallAsync([.. call, ("SecurityGroupName", "other")], [])).Fails(403, "IdempotentParameterMismatch");
    }

    private async Task<TestResponse> CallAsync((string Name, string Value)[] query, (string Name, string Value)[] form, bool allInForm = false)
    {
        Dictionary<string, string> parameters = new(StringComparer.Ordinal)
        {
            ["Action"] = "AssumeRole",
            ["Version"] = "2015-04-01",
            ["AccessKeyId"] = _emulator.Services.Credentials.MainKeyId,
            ["SignatureMethod"] = "HMAC-SHA1",
            ["SignatureVersion"] = "1.0",
            ["SignatureNonce"] = Guid.NewGuid().ToString("N"),
            ["Timestamp"] = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null),
        };
        foreach ((string name, string value) in query)
        {
            parameters[name] = value;
        }
        string Canonical(IEnumerable<KeyValuePair<string, string>> pairs)
        {
            return string.Join('&', pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
        }
        string text = $"POST&%2F&{Uri.EscapeDataString(Canonical(parameters.Concat(form.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)))))}";
        parameters["Signature"] = Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(_emulator.Services.Credentials.MainKeySecret + "&"), Encoding.UTF8.GetBytes(text)));
        TestRequest request = new("POST", "/") { Host = "sts.aliyuncs.com" };
        List<KeyValuePair<string, string>> body = [.. form.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))];
        (allInForm ? body : request.Query).AddRange(parameters);
        if (body.Count > 0)
        {
            request.Body = Encoding.UTF8.GetBytes(Canonical(body));
            request["Content-Type"] = "application/x-www-form-urlencoded";
        }
        return await RawHttp.SendAsync(_emulator.EndPoint, request);
    }

    private static EcsParameters Parameters((string Key, string Value)[] pairs)
    {
        return new EcsParameters(Requests.Of("POST", "/", pairs));
    }
}
