using AliLogOps.Emulator.Signing;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Prometheus;

public sealed class RemoteWriteAuthenticationTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private readonly TestEmulator _emulator = fixture.Emulator;

    [Fact]
    public async Task Without_a_key_the_server_asks_for_one()
    {
        TestResponse answer = (await CallAsync(null)).Refuses(401, "Unauthorized", "HTTP Basic");
        Assert.StartsWith("Basic ", answer.Headers["WWW-Authenticate"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_secret_is_refused_and_shown_nowhere()
    {
        string id = _emulator.Services.Credentials.MainKeyId;
        string secret = _emulator.Services.Credentials.MainKeySecret;
        foreach (string wrong in (string[])["", "wrong", secret[..^1], secret + "x", secret.ToUpperInvariant(), "$"])
        {
            TestResponse answer = (await CallAsync(RemoteWriteApi.Basic(id, wrong))).Refuses(401, "Unauthorized", $"The access key secret of {id} does not match.");
            Assert.DoesNotContain(secret, answer.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("nobody", 401, "Unauthorized", "AccessKeyId not found: nobody")]
    [InlineData("no body", 401, "InvalidAccessKeyId", "no body")]
    [InlineData("", 400, "MissAccessKeyId", "")]
    public async Task An_unknown_key_is_named(string id, int status, string code, string message)
    {
        (await CallAsync(RemoteWriteApi.Basic(id, "secret"))).Refuses(status, code, message);
    }

    [Theory]
    [InlineData("Bearer abc")]
    [InlineData("Basic")]
    [InlineData("Basic !!!!")]
    // "no-colon"
    [InlineData("Basic bm8tY29sb24=")]
    [InlineData("LOG id:signature")]
    [InlineData("SLS4-HMAC-SHA256 Credential=id/20240506/cn-hangzhou/sls/aliyun_v4_request,Signature=00")]
    public async Task Another_scheme_is_told(string authorization)
    {
        (await CallAsync(authorization)).Refuses(400, "ParameterInvalid", "expected 'Basic");
    }

    [Fact]
    public async Task The_scheme_is_read_in_any_case_and_a_disabled_key_is_named()
    {
        string right = RemoteWriteApi.Basic(_emulator.Services.Credentials.MainKeyId, _emulator.Services.Credentials.MainKeySecret);
        (await CallAsync("bASIC" + right[5..])).Ok();
        _emulator.Services.Credentials.Add(new AccessKey("asleep", "secret") { IsDisabled = true });
        (await CallAsync(RemoteWriteApi.Basic("asleep", "secret"))).Refuses(401, "Unauthorized", "AccessKeyId is disabled: asleep");
    }

    [Fact]
    public async Task A_temporary_key_has_its_token_behind_the_secret()
    {
        ManualClock clock = new(DateTimeOffset.UtcNow);
        await using TestEmulator emulator = await TestEmulator.StartAsync(clock: clock);
        RemoteWriteApi api = await RemoteWriteApi.CreateAsync(emulator);
        // the sign may be in the secret and in the token
        emulator.Services.Credentials.Add(new AccessKey("STS.1", "se$cret") { SecurityToken = "to$k+n==", Expiration = clock.Now.AddHours(1) });
        Task<TestResponse> Call(string password)
        {
            return api.WriteAsync(api.Request(("__name__", "n")), request => request["Authorization"] = RemoteWriteApi.Basic("STS.1", password));
        }
        (await Call("se$cret$to$k+n==")).Ok();
        (await Call("se$cret")).Refuses(401, "Unauthorized", "The security token you provided is invalid.");
        (await Call("se$cret$")).Refuses(401, "Unauthorized", "The security token you provided is invalid.");
        (await Call("se$cret$other")).Refuses(401, "Unauthorized", "The security token you provided is invalid.");
        (await Call("se$cretto$k+n==")).Refuses(401, "Unauthorized", "does not match");
        (await Call("se$to$k+n==")).Refuses(401, "Unauthorized", "does not match");
        clock.Now = clock.Now.AddHours(1);
        (await Call("se$cret$to$k+n==")).Refuses(401, "Unauthorized", "The security token you provided has expired.");
    }

    [Fact]
    public async Task A_token_beside_a_lasting_key_is_invalid()
    {
        (await CallAsync(RemoteWriteApi.Basic(_emulator.Services.Credentials.MainKeyId, _emulator.Services.Credentials.MainKeySecret + "$token")))
            .Refuses(401, "Unauthorized", "The security token you provided is invalid.");
    }

    [Fact]
    public async Task What_a_policy_denies_is_refused()
    {
        _emulator.Services.Credentials.Add(new AccessKey("denied", "secret") { Denied = ["Prometheus*"] });
        (await CallAsync(RemoteWriteApi.Basic("denied", "secret"))).Refuses(401, "Unauthorized", "action: log:PrometheusRemoteWrite");
    }

    [Fact]
    public async Task A_stranger_learns_nothing_about_the_paths()
    {
        TestRequest request = new("GET", "/prometheus/none/none/api/v1/none") { Host = _emulator.HostOf(null) };
        (await RawHttp.SendAsync(_emulator.EndPoint, request)).Refuses(401, "Unauthorized");
    }

    [Fact]
    public async Task Basic_authentication_opens_no_other_path()
    {
        TestRequest request = new("GET", "/logstores") { Host = _emulator.HostOf("project") };
        request["x-log-apiversion"] = "0.6.0";
        request["Authorization"] = RemoteWriteApi.Basic(_emulator.Services.Credentials.MainKeyId, _emulator.Services.Credentials.MainKeySecret);
        (await RawHttp.SendAsync(_emulator.EndPoint, request)).Fails(400, "ParameterInvalid", "Http extend authorization");
    }

    private async Task<TestResponse> CallAsync(string? authorization)
    {
        RemoteWriteApi api = await RemoteWriteApi.CreateAsync(_emulator);
        return await api.WriteAsync(api.Request(("__name__", "n")), request =>
        {
            request.Remove("Authorization");
            if (authorization is not null)
            {
                request["Authorization"] = authorization;
            }
        });
    }
}
