using static AliLogOps.Client.Tests.TestClients;

namespace AliLogOps.Client.Tests;

public class EcsClientTests
{
    private static readonly SecurityGroupRule s_rule = new() { SecurityGroupId = "sg-1", PortRange = "11111/11111", SourceCidrIp = "192.168.0.0/16", Description = "a b" };

    [Fact]
    public async Task A_rule_is_added_with_what_makes_it()
    {
        FakeHandler handler = new FakeHandler().Then(Answers.Json("""{"RequestId":"r"}"""));
        using EcsClient client = Ecs(handler);

        await client.AuthorizeSecurityGroupAsync(s_rule);

        SentRequest sent = Assert.Single(handler.Sent);
        Assert.Equal(("POST", "ecs.cn-hangzhou.aliyuncs.com", "AuthorizeSecurityGroup", "2014-05-26"), (sent.Method, sent.Host, sent.Headers["x-acs-action"], sent.Headers["x-acs-version"]));
        Assert.Matches(
            "^/\\?RegionId=cn-hangzhou&SecurityGroupId=sg-1&ClientToken=[0-9a-f]{32}&Permissions.1.IpProtocol=TCP&Permissions.1.PortRange=11111%2F11111&Permissions.1.SourceCidrIp=192.168.0.0%2F16&Permissions.1.Priority=1&Permissions.1.NicType=intranet&Permissions.1.Description=a%20b$",
            sent.PathAndQuery);
        Assert.StartsWith("ACS3-HMAC-SHA256 Credential=testAccessKeyId,SignedHeaders=host;", sent.Headers["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repeats_use_the_same_token_and_a_new_nonce()
    {
        FakeHandler handler = new FakeHandler().Then(Answers.EcsError(500, "InternalError")).Then(Answers.EcsError(400, "SignatureNonceUsed")).Then(Answers.Json("{}"));
        using EcsClient client = Ecs(handler);

        await client.AuthorizeSecurityGroupAsync(s_rule);

        Assert.Single(handler.Sent.Select(request => request.PathAndQuery).Distinct());
        Assert.Equal(3, handler.Sent.Select(request => request.Headers["x-acs-signature-nonce"]).Distinct().Count());
    }

    [Fact]
    public async Task A_rule_is_removed_by_id_or_by_what_makes_it()
    {
        FakeHandler handler = new FakeHandler().Then(Answers.Json("{}")).Then(Answers.Json("{}"));
        using EcsClient client = Ecs(handler);

        await client.RevokeSecurityGroupAsync(s_rule with { SecurityGroupRuleId = "sgr-1" });
        await client.RevokeSecurityGroupAsync(s_rule with { Region = "cn-shanghai" });

        Assert.EndsWith("&SecurityGroupRuleId.1=sgr-1", handler.Sent[0].PathAndQuery, StringComparison.Ordinal);
        Assert.DoesNotContain("Permissions", handler.Sent[0].PathAndQuery, StringComparison.Ordinal);
        Assert.Contains("RegionId=cn-shanghai&", handler.Sent[1].PathAndQuery, StringComparison.Ordinal);
        Assert.Contains("&Permissions.1.SourceCidrIp=192.168.0.0%2F16", handler.Sent[1].PathAndQuery, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("InvalidSecurityGroupRule.RuleNotExist")]
    [InlineData("InvalidParam.SecurityGroupRuleId")]
    [InlineData("InvalidSecurityGroupRuleId.NotFound")]
    public async Task A_removal_of_what_is_gone_is_told_by_every_code_and_forgiven_after_a_lost_answer(string code)
    {
        FakeHandler handler = new FakeHandler()
            .Then(Answers.EcsError(404, code))
            .ThenThrow(new HttpRequestException("reset", new IOException("reset")))
            .Then(Answers.EcsError(404, code));
        using EcsClient client = Ecs(handler);

        LogServiceException failure = await FailsAsync(() => client.RevokeSecurityGroupAsync(s_rule));
        await client.RevokeSecurityGroupAsync(s_rule);

        Assert.Equal(MissingResource.SecurityGroupRule, failure.MissingResource);
        Assert.Equal(3, handler.Sent.Count);
    }

    [Fact]
    public async Task Rules_are_read_over_all_pages()
    {
        FakeHandler handler = new FakeHandler()
            .Then(Answers.Json("""{"NextToken":"n 1","Permissions":{"Permission":[{"SecurityGroupRuleId":"sgr-1","Direction":"ingress","IpProtocol":"TCP","PortRange":"11111/11111","SourceCidrIp":"0.0.0.0/0","Policy":"Accept","Priority":"5","NicType":"intranet","Description":"d","CreateTime":"2018-12-12T07:28:38Z"}]}}"""))
            .Then(Answers.Json("""{"NextToken":"","Permissions":{"Permission":[{"Direction":"egress","IpProtocol":"ALL","PortRange":"-1/-1","DestCidrIp":"10.0.0.0/8","Policy":"Drop","Priority":2}]}}"""));
        using EcsClient client = Ecs(handler);

        IReadOnlyList<SecurityGroupRule> rules = await client.DescribeSecurityGroupAttributeAsync(null, "sg-1", "all");

        Assert.Equal(new SecurityGroupRule { SecurityGroupId = "sg-1", Region = "cn-hangzhou", SecurityGroupRuleId = "sgr-1", Direction = "ingress", IpProtocol = "TCP", PortRange = "11111/11111", SourceCidrIp = "0.0.0.0/0", Policy = "Accept", Priority = 5, NicType = "intranet", Description = "d", CreateTime = new DateTimeOffset(2018, 12, 12, 7, 28, 38, TimeSpan.Zero) }, rules[0]);
        Assert.Equal(("egress", "10.0.0.0/8", 2), (rules[1].Direction, rules[1].DestCidrIp, rules[1].Priority));
        Assert.EndsWith("&MaxResults=500&NextToken=n%201", handler.Sent[1].PathAndQuery, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("group")]
    [InlineData("port")]
    [InlineData("source")]
    [InlineData("priority")]
    [InlineData("direction")]
    public async Task A_rule_that_lacks_something_sends_nothing(string what)
    {
        using EcsClient client = Ecs(new FakeHandler());
        SecurityGroupRule rule = what switch
        {
            "group" => s_rule with { SecurityGroupId = "" },
            "port" => s_rule with { PortRange = "" },
            "source" => s_rule with { SourceCidrIp = "" },
            "priority" => s_rule with { Priority = 101 },
            _ => s_rule with { Direction = "egress" },
        };

        ArgumentException failure = await Assert.ThrowsAsync<ArgumentException>(() => client.AuthorizeSecurityGroupAsync(rule));

        Assert.Contains(what, failure.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_endpoint_follows_region_network_and_emulator()
    {
        LogServiceEndpoint region = LogServiceEndpoint.FromRegion("cn-beijing");
        Assert.Equal("https://ecs.cn-beijing.aliyuncs.com/", Options(region).BaseUri().AbsoluteUri);
        Assert.Equal("https://ecs-vpc.cn-beijing.aliyuncs.com/", Options(LogServiceEndpoint.Parse("cn-beijing-intranet.log.aliyuncs.com")).BaseUri().AbsoluteUri);
        Assert.Equal("http://127.0.0.1:8080/", Options(LogServiceEndpoint.Parse("http://127.0.0.1:8080", "cn-beijing")).BaseUri().AbsoluteUri);
        Assert.Equal("https://ecs-cn-hangzhou.aliyuncs.com/", (Options(region) with { EcsEndpoint = new Uri("https://ecs-cn-hangzhou.aliyuncs.com") }).BaseUri().AbsoluteUri);
        Assert.Throws<ArgumentException>(() => (Options(region) with { EcsEndpoint = new Uri("http://ecs.example.org") }).BaseUri());

        static EcsClientOptions Options(LogServiceEndpoint endpoint) => new() { Endpoint = endpoint, Credentials = new StaticCredentialProvider(SignatureInputs.Key) };
    }
}
