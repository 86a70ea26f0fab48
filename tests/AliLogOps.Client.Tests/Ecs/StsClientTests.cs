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
}
