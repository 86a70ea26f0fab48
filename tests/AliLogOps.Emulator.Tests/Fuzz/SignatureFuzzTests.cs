using System.Text;
using AliLogOps.Emulator.Ecs;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Signing;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Fuzz;

/// <summary>Whatever stands in the headers and parameters of a signature: it is refused by an error of the service, never taken.</summary>
public class SignatureFuzzTests
{
    private static readonly CredentialStore s_credentials = CredentialStore.Mint(("LTAIknown", "the secret"));

    private static readonly string[] s_authorizations =
    [
        "LOG LTAIknown:jecuwVnzPIoVvC6D7Fuh6LLn60c=", "SLS4-HMAC-SHA256 Credential=LTAIknown/20240506/cn-hangzhou/sls/aliyun_v4_request,Signature=0f7e6ded0aee8946f54b302b2e57f3b7ae82f7321b380d42fc0ad2bc321a8a65",
        "ACS3-HMAC-SHA256 Credential=LTAIknown,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=98684160919f66752342400faf84586b5653e7d786fe7ea3b9ec81b639a39dac",
    ];

    private static readonly (string Name, string[] Values)[] s_headers =
    [
        ("Date", ["Mon, 06 May 2024 07:08:09 GMT", "6 May"]), ("x-log-date", ["20240506T070809Z", "Mon, 06 May 2024 07:08:09 GMT"]),
        ("x-log-signaturemethod", ["hmac-sha1", "hmac-sha256"]), ("x-log-content-sha256", ["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"]),
        ("Content-MD5", ["EBDC4C6299AC4903B37F74A821785AD6", ""]), ("x-acs-date", ["2024-05-06T07:08:09Z"]), ("x-acs-action", ["DescribeRegions"]),
        ("x-acs-version", ["2014-05-26"]), ("x-acs-signature-nonce", ["1"]), ("x-acs-content-sha256", ["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"]),
        ("x-acs-security-token", ["CAIS"]), ("Host", ["p.127.0.0.1:80"]),
    ];

    [Fact]
    public void No_log_service_signature_is_forged_by_chance_or_crashes_the_check()
    {
        SlsAuthenticator authenticator = new(new SlsKeys(s_credentials, Clock()), Clock(), "cn-hangzhou");
        FuzzRun.Each(random =>
        {
            SlsException problem = Assert.Throws<SlsException>(() => authenticator.Authenticate(NewRequest(random), allowAnonymous: false));
            Assert.InRange(problem.Error.Status, 400, 401);
        });
    }

    [Fact]
    public void No_password_but_the_secret_opens()
    {
        BasicAuthenticator authenticator = new(new SlsKeys(s_credentials, Clock()));
        FuzzRun.Each(random =>
        {
            string pair = Mutation.OfText(random, "LTAIknown:the secret", "LTAIknown:the secret$token");
            string header = random.Next(4) == 0 ? Mutation.OfText(random, "Basic TFRBSWtub3duOnRoZSBzZWNyZXQ=") : "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(pair));
            try
            {
                authenticator.Authenticate(Requests.Of("POST", "/prometheus/p/m/api/v1/write", headers: [("Authorization", header)]));
            }
            catch (SlsException problem)
            {
                Assert.InRange(problem.Error.Status, 400, 401);
                return;
            }
            string accepted = Encoding.UTF8.GetString(Convert.FromBase64String(header["Basic ".Length..]));
            // no token and an empty one are the same
            Assert.Contains(accepted, (string[])["LTAIknown:the secret", "LTAIknown:the secret$"]);
        });
    }

    [Fact]
    public void No_ecs_signature_is_forged_by_chance_or_crashes_the_check()
    {
        EcsKeys keys = new(s_credentials, Clock());
        Acs3Authenticator acs3 = new(keys);
        RpcAuthenticator rpc = new(keys);
        FuzzRun.Each(random =>
        {
            SlsRequest request = NewRequest(random);
            EcsException problem = Assert.Throws<EcsException>(() =>
                random.Next(2) == 0 ? acs3.Authenticate(request) : rpc.Authenticate(request, new EcsParameters(request)));
            Assert.InRange(problem.Error.Status, 400, 404);
        });
    }

    private static SlsRequest NewRequest(Random random)
    {
        List<(string, string)> headers = [("Authorization", Mutation.OfText(random, s_authorizations))];
        foreach ((string name, string[] values) in s_headers)
        {
            if (random.Next(8) > 0)
            {
                headers.Add((name, random.Next(3) == 0 ? Mutation.OfText(random, values) : values[random.Next(values.Length)]));
            }
        }
        (string, string)[] query =
        [
            ("AccessKeyId", "LTAIknown"), ("Action", "DescribeRegions"), ("Version", "2014-05-26"), ("SignatureMethod", "HMAC-SHA1"), ("SignatureVersion", "1.0"),
            ("SignatureNonce", "1"), ("Timestamp", Mutation.OfText(random, "2024-05-06T07:08:09Z")), ("Signature", Mutation.OfText(random, "6hZNh795EYM4Ia1Qert8uYwu1vw=")),
        ];
        return Requests.Of("POST", "/" + Uri.EscapeDataString(Mutation.OfText(random, "logstores")), query, headers, Mutation.Of(random, [], "body"u8.ToArray()));
    }

    private static ManualClock Clock()
    {
        return new ManualClock(new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero));
    }
}
