namespace AliLogOps.Client.Tests;

public class StsClientTests
{
    [Fact]
    public async Task Says_who_the_key_belongs_to()
    {
        FakeHandler handler = new FakeHandler().Then(Answers.Json("""{"RequestId":"r","IdentityType":"RAMUser","AccountId":"123","PrincipalId":"p","Arn":"acs:ram::123:user/ops","UserId":"u"}"""));
        using StsClient client = new(new StsClientOptions
        {
            Endpoint = LogServiceEndpoint.FromRegion("cn-hangzhou"),
            Credentials = new StaticCredentialProvider(SignatureInputs.Key),
            Handler = handler,
            TimeProvider = new FakeClock(),
        });

        CallerIdentity identity = await client.GetCallerIdentityAsync(TestContext.Current.CancellationToken);

        Assert.Equal(new CallerIdentity { IdentityType = "RAMUser", AccountId = "123", PrincipalId = "p", Arn = "acs:ram::123:user/ops", UserId = "u" }, identity);
        SentRequest sent = Assert.Single(handler.Sent);
        Assert.Equal(("POST", "sts.cn-hangzhou.aliyuncs.com", "/", "GetCallerIdentity", "2015-04-01"), (sent.Method, sent.Host, sent.PathAndQuery, sent.Headers["x-acs-action"], sent.Headers["x-acs-version"]));
    }

    [Fact]
    public void The_endpoint_follows_region_network_and_emulator()
    {
        Assert.Equal("https://sts.cn-beijing.aliyuncs.com/", Options(LogServiceEndpoint.FromRegion("cn-beijing")).BaseUri().AbsoluteUri);
        Assert.Equal("https://sts-vpc.cn-beijing.aliyuncs.com/", Options(LogServiceEndpoint.Parse("cn-beijing-intranet.log.aliyuncs.com")).BaseUri().AbsoluteUri);
        Assert.Equal("http://127.0.0.1:8080/", Options(LogServiceEndpoint.Parse("http://127.0.0.1:8080", "cn-beijing")).BaseUri().AbsoluteUri);

        static StsClientOptions Options(LogServiceEndpoint endpoint) => new() { Endpoint = endpoint, Credentials = new StaticCredentialProvider(SignatureInputs.Key) };
    }

    [Fact]
    public async Task A_key_is_kept_for_its_life_although_this_clock_is_hours_ahead()
    {
        FakeClock clock = new();
        DateTimeOffset service = clock.GetUtcNow().AddHours(-3);
        string answer = CredentialHome.StsJson.Replace("2030-01-01T00:00:00Z", service.AddHours(1).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        FakeHandler handler = new FakeHandler().Then(Answers.Json(answer, date: service));
        CredentialContext context = new() { Handler = handler, TimeProvider = clock, Retry = RetryPolicy.None, GetVariable = _ => null };
        using RenewingCredentialProvider provider = new(new AssumeRoleSource(new RoleRequest { RoleArn = CredentialHome.Role }, new StaticCredentialProvider(SignatureInputs.Key), context), clock);

        AccessKeyCredential first = await provider.GetCredentialAsync(TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromMinutes(50));

        Assert.Same(first, await provider.GetCredentialAsync(TestContext.Current.CancellationToken));
        Assert.Single(handler.Sent);
    }
}
