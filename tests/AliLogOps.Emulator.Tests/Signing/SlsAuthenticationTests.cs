using AliLogOps.Emulator.Signing;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Signing;

public class SlsAuthenticationTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private readonly TestEmulator _emulator = fixture.Emulator;

    [Theory]
    [InlineData("V4")]
    [InlineData("V1")]
    [InlineData("V1Sha256")]
    public async Task Every_signature_version_is_accepted(string version)
    {
        Support.Signing signing = Enum.Parse<Support.Signing>(version);
        string project = EmulatorFixture.NewProjectName();
        (await _emulator.CallAsync("POST", project, "/", $$"""{"projectName":"{{project}}","description":"日志 and a+b"}""", signing)).Ok();
        (await _emulator.CallAsync("GET", null, "/?projectName=a b~c*+/&size=1&resourceGroupId=你好", signing: signing)).Ok();
    }

    [Theory]
    [InlineData("V4")]
    [InlineData("V1")]
    public async Task A_wrong_secret_is_a_signature_that_does_not_match(string version)
    {
        TestResponse answer = await _emulator.CallAsync("GET", null, "/", signing: Enum.Parse<Support.Signing>(version),
            change: request => request.Key = (_emulator.Services.Credentials.MainKeyId, "wrong"));
        answer.Fails(401, "SignatureNotMatch");
        Assert.Matches("^Signature .+ not matched\\.$", answer.ErrorMessage);
    }

    [Theory]
    [InlineData("V4")]
    [InlineData("V1")]
    public async Task An_unknown_key_is_named(string version)
    {
        (await _emulator.CallAsync("GET", null, "/", signing: Enum.Parse<Support.Signing>(version), change: request => request.Key = ("nobody", "x")))
            .Fails(401, "Unauthorized", "AccessKeyId not found: nobody");
    }

    [Fact]
    public async Task A_disabled_key_is_named()
    {
        _emulator.Services.Credentials.Add(new AccessKey("sleeping", "secret") { IsDisabled = true });
        (await _emulator.CallAsync("GET", null, "/", change: request => request.Key = ("sleeping", "secret"))).Fails(401, "Unauthorized", "AccessKeyId is disabled: sleeping");
    }

    [Fact]
    public async Task A_temporary_key_needs_its_token_and_ends()
    {
        ManualClock clock = new(DateTimeOffset.UtcNow);
        await using TestEmulator emulator = await TestEmulator.StartAsync(clock: clock);
        emulator.Services.Credentials.Add(new AccessKey("STS.1", "secret") { SecurityToken = "tok==", Expiration = clock.Now.AddHours(1) });
        Task<TestResponse> Call(string? token)
        {
            return emulator.CallAsync("GET", null, "/", change: request =>
            {
                request.Key = ("STS.1", "secret");
                if (token is not null)
                {
                    request["x-acs-security-token"] = token;
                }
            });
        }
        (await Call("tok==")).Ok();
        (await Call(null)).Fails(401, "Unauthorized", "The security token you provided is invalid.");
        (await Call("other")).Fails(401, "Unauthorized", "The security token you provided is invalid.");
        clock.Now = clock.Now.AddHours(1);
        (await Call("tok==")).Fails(401, "Unauthorized", "The security token you provided has expired.");
    }

    [Fact]
    public async Task A_token_beside_a_lasting_key_is_invalid()
    {
        (await _emulator.CallAsync("GET", null, "/", change: request => request["x-acs-security-token"] = "tok")).Fails(401, "Unauthorized", "The security token you provided is invalid.");
    }

    [Theory]
    [InlineData(-900, true)]
    [InlineData(900, true)]
    [InlineData(-901, false)]
    [InlineData(901, false)]
    public async Task The_clock_may_be_off_by_fifteen_minutes(int seconds, bool accepted)
    {
        // the request's date has whole seconds, so the emulator's clock stands at a whole second
        ManualClock clock = new(DateTimeOffset.FromUnixTimeSeconds(1714979289));
        await using TestEmulator emulator = await TestEmulator.StartAsync(clock: clock);
        DateTimeOffset sent = clock.Now.AddSeconds(seconds);
        foreach (bool v4 in (bool[])[true, false])
        {
            TestRequest request = new("GET", "/") { Host = emulator.HostOf(null) };
            request["x-log-apiversion"] = "0.6.0";
            (string id, string secret) = (emulator.Services.Credentials.MainKeyId, emulator.Services.Credentials.MainKeySecret);
            if (v4)
            {
                TestSigner.SignV4(request, id, secret, sent, emulator.Services.Region);
            }
            else
            {
                TestSigner.SignV1(request, id, secret, sent);
            }
            TestResponse answer = await RawHttp.SendAsync(emulator.EndPoint, request);
            if (accepted)
            {
                answer.Ok();
            }
            else
            {
                answer.Fails(400, "RequestTimeTooSkewed", "1714979289");
            }
        }
    }

    [Fact]
    public async Task Anonymous_calls_lack_the_key_id()
    {
        (await _emulator.CallAsync("GET", null, "/", signing: Support.Signing.None)).Fails(400, "MissAccessKeyId");
        (await _emulator.CallAsync("GET", null, "/", signing: Support.Signing.None, change: request => request["Authorization"] = "LOG :abc")).Fails(400, "MissAccessKeyId");
    }

    [Theory]
    [InlineData("Bearer abc")]
    [InlineData("LOG")]
    [InlineData("LOG abc")]
    [InlineData("SLS4-HMAC-SHA256 Credential=a")]
    public async Task A_malformed_authorization_is_told(string authorization)
    {
        TestResponse answer = (await _emulator.CallAsync("GET", null, "/", signing: Support.Signing.None, change: request => request["Authorization"] = authorization)).Fails(400, "ParameterInvalid");
        Assert.StartsWith("Http extend authorization : ", answer.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Date", null, "MissingDate")]
    [InlineData("Date", "yesterday", "InvalidDateFormat")]
    [InlineData("x-log-signaturemethod", null, "MissingSignatureMethod")]
    [InlineData("x-log-signaturemethod", "hmac-md5", "InvalidSignatureMethod")]
    [InlineData("x-log-apiversion", null, "MissingAPIVersion")]
    [InlineData("x-log-apiversion", "0.7.0", "InvalidAPIVersion")]
    public async Task A_missing_or_bad_header_of_version_1_is_told(string name, string? value, string code)
    {
        TestRequest request = new("GET", "/") { Host = _emulator.HostOf(null) };
        request["x-log-apiversion"] = "0.6.0";
        _emulator.Sign(request, Support.Signing.V1);
        request.Remove(name);
        if (value is not null)
        {
            request[name] = value;
        }
        (await RawHttp.SendAsync(_emulator.EndPoint, request)).Fails(400, code);
    }

    [Theory]
    [InlineData("x-log-date", null, 400, "MissingDate")]
    [InlineData("x-log-date", "2024-05-06", 400, "InvalidDateFormat")]
    [InlineData("x-log-date", "20240506T070809Z", 400, "ParameterInvalid")]
    [InlineData("x-log-content-sha256", null, 400, "ParameterInvalid")]
    [InlineData("x-log-content-sha256", "00", 401, "SignatureNotMatch")]
    public async Task A_missing_or_bad_header_of_version_4_is_told(string name, string? value, int status, string code)
    {
        TestRequest request = new("GET", "/") { Host = _emulator.HostOf(null) };
        request["x-log-apiversion"] = "0.6.0";
        _emulator.Sign(request, Support.Signing.V4);
        request.Remove(name);
        if (value is not null)
        {
            request[name] = value;
        }
        (await RawHttp.SendAsync(_emulator.EndPoint, request)).Fails(status, code);
    }

    [Fact]
    public async Task Another_region_in_the_scope_is_told()
    {
        TestRequest request = new("GET", "/") { Host = _emulator.HostOf(null) };
        request["x-log-apiversion"] = "0.6.0";
        TestSigner.SignV4(request, _emulator.Services.Credentials.MainKeyId, _emulator.Services.Credentials.MainKeySecret, DateTimeOffset.UtcNow, "us-west-1");
        (await RawHttp.SendAsync(_emulator.EndPoint, request)).Fails(400, "ParameterInvalid", "us-west-1");
    }

    [Theory]
    [InlineData("V4")]
    [InlineData("V1")]
    public async Task A_body_that_was_changed_on_the_way_is_refused(string version)
    {
        TestRequest request = new("POST", "/") { Host = _emulator.HostOf(null), Body = "{\"projectName\":\"abc-1\"}"u8.ToArray() };
        request["x-log-apiversion"] = "0.6.0";
        request["Content-Type"] = "application/json";
        _emulator.Sign(request, Enum.Parse<Support.Signing>(version));
        request.Body[^3] = (byte)'2';
        (await RawHttp.SendAsync(_emulator.EndPoint, request)).Fails(401, "SignatureNotMatch");
    }

    [Fact]
    public async Task A_body_without_its_hash_is_refused_in_version_1()
    {
        (await _emulator.CallAsync("POST", null, "/", """{"projectName":"abc-1"}""", Support.Signing.V1, request => request["Content-MD5"] = "")).Fails(401, "SignatureNotMatch");
    }

    [Fact]
    public async Task The_secret_is_in_no_answer()
    {
        foreach (Support.Signing signing in (Support.Signing[])[Support.Signing.V1, Support.Signing.V4])
        {
            TestResponse answer = await _emulator.CallAsync("PATCH", null, "/nothing", signing: signing);
            Assert.DoesNotContain(_emulator.Services.Credentials.MainKeySecret, answer.Text, StringComparison.Ordinal);
        }
        Assert.Equal(_emulator.Services.Credentials.MainKeyId, _emulator.Services.Credentials.Find(_emulator.Services.Credentials.MainKeyId)!.ToString());
    }
}
