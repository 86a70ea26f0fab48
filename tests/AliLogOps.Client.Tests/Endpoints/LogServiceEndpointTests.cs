namespace AliLogOps.Client.Tests;

public class LogServiceEndpointTests
{
    [Theory]
    [InlineData(EndpointNetwork.Public, "https://cn-hangzhou.log.aliyuncs.com/")]
    [InlineData(EndpointNetwork.Intranet, "https://cn-hangzhou-intranet.log.aliyuncs.com/")]
    [InlineData(EndpointNetwork.Share, "https://cn-hangzhou-share.log.aliyuncs.com/")]
    [InlineData(EndpointNetwork.Accelerated, "https://log-global.aliyuncs.com/")]
    public void A_region_has_an_endpoint_in_each_network(EndpointNetwork network, string expected)
    {
        LogServiceEndpoint endpoint = LogServiceEndpoint.FromRegion("cn-hangzhou", network);

        Assert.Equal(expected, endpoint.BaseUri.AbsoluteUri);
        Assert.Equal("cn-hangzhou", endpoint.Region);
        Assert.Equal(network, endpoint.Network);
        Assert.False(endpoint.IsLoopback);
    }

    [Theory]
    [InlineData("cn-hangzhou-vpc.log.aliyuncs.com", EndpointNetwork.Intranet)]
    [InlineData("http://127.0.0.1:8080", EndpointNetwork.Public)]
    [InlineData("https://sls-intranet.example.org", EndpointNetwork.Public)]
    public void An_endpoint_says_which_network_it_is_on(string text, EndpointNetwork network) =>
        Assert.Equal(network, LogServiceEndpoint.Parse(text, "cn-hangzhou").Network);

    [Theory]
    [InlineData("cn-hangzhou.log.aliyuncs.com", null, "https://cn-hangzhou.log.aliyuncs.com/", "cn-hangzhou")]
    [InlineData("https://ap-southeast-1-intranet.log.aliyuncs.com", null, "https://ap-southeast-1-intranet.log.aliyuncs.com/", "ap-southeast-1")]
    [InlineData("rus-west-1-share.log.aliyuncs.com", null, "https://rus-west-1-share.log.aliyuncs.com/", "rus-west-1")]
    [InlineData("cn-hangzhou-vpc.log.aliyuncs.com/", null, "https://cn-hangzhou-vpc.log.aliyuncs.com/", "cn-hangzhou")]
    [InlineData("cn-hangzhou-corp.sls.aliyuncs.com", null, "https://cn-hangzhou-corp.sls.aliyuncs.com/", "cn-hangzhou-corp")]
    [InlineData("log-global.aliyuncs.com", "cn-shanghai", "https://log-global.aliyuncs.com/", "cn-shanghai")]
    [InlineData("https://sls.example.org:8443", "cn-beijing", "https://sls.example.org:8443/", "cn-beijing")]
    [InlineData("http://127.0.0.1:8080", "cn-hangzhou", "http://127.0.0.1:8080/", "cn-hangzhou")]
    [InlineData("127.0.0.1:8080", "cn-hangzhou", "http://127.0.0.1:8080/", "cn-hangzhou")]
    [InlineData("localhost:8080", "cn-hangzhou", "http://localhost:8080/", "cn-hangzhou")]
    [InlineData("[::1]:8080", "cn-hangzhou", "http://[::1]:8080/", "cn-hangzhou")]
    [InlineData("https://sls.localhost", "cn-hangzhou", "https://sls.localhost/", "cn-hangzhou")]
    public void Reads_what_people_give(string text, string? region, string expected, string expectedRegion)
    {
        LogServiceEndpoint endpoint = LogServiceEndpoint.Parse(text, region);

        Assert.Equal(expected, endpoint.BaseUri.AbsoluteUri);
        Assert.Equal(expectedRegion, endpoint.Region);
    }

    [Theory]
    [InlineData("", null, "is no endpoint")]
    [InlineData(" cn-hangzhou.log.aliyuncs.com", null, "blanks")]
    [InlineData("cn-hangzhou.log.aliyuncs.com\n", null, "blanks")]
    [InlineData("ftp://cn-hangzhou.log.aliyuncs.com", null, "is no endpoint")]
    [InlineData("https://cn-hangzhou.log.aliyuncs.com/logstores", null, "without path")]
    [InlineData("https://cn-hangzhou.log.aliyuncs.com?x=1", null, "query")]
    [InlineData("https://user:pass@cn-hangzhou.log.aliyuncs.com", null, "user")]
    [InlineData("http://cn-hangzhou.log.aliyuncs.com", null, "plain HTTP")]
    [InlineData("http://10.0.0.1:8080", "cn-hangzhou", "plain HTTP")]
    [InlineData("http://127.0.0.1.example.org", "cn-hangzhou", "plain HTTP")]
    [InlineData("http://127.0.0.1:8080", null, "does not name a region")]
    [InlineData("https://sls.example.org", null, "does not name a region")]
    [InlineData("log-global.aliyuncs.com", null, "does not name a region")]
    [InlineData("my-project.cn-hangzhou.log.aliyuncs.com", null, "begins with a project")]
    [InlineData("cn-hangzhou.log.aliyuncs.com", "Hangzhou", "no region code")]
    [InlineData("cn-hangzhou.log.aliyuncs.com", "cn-hangzhou ", "no region code")]
    [InlineData("cn-hangzhou.log.aliyuncs.com", "", "no region code")]
    public void Says_what_is_wrong_with_anything_else(string text, string? region, string part)
    {
        ArgumentException failure = Assert.Throws<ArgumentException>(() => LogServiceEndpoint.Parse(text, region));

        Assert.Contains(part, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cn_hangzhou")]
    [InlineData("hangzhou")]
    [InlineData("CN-HANGZHOU")]
    [InlineData("cn-")]
    [InlineData("cn-hangzhou\n")]
    [InlineData("evil.example.org/cn-hangzhou")]
    public void Refuses_a_malformed_region(string region) =>
        Assert.Throws<ArgumentException>(() => LogServiceEndpoint.FromRegion(region));

    [Theory]
    [InlineData("https://cn-hangzhou.log.aliyuncs.com", "p-1.cn-hangzhou.log.aliyuncs.com", "cn-hangzhou.log.aliyuncs.com")]
    [InlineData("http://127.0.0.1:8080", "p-1.127.0.0.1:8080", "127.0.0.1:8080")]
    [InlineData("http://localhost:80", "p-1.localhost", "localhost")]
    [InlineData("http://[::1]:8080", "p-1.localhost:8080", "[::1]:8080")]
    public void Names_the_host_of_a_project(string text, string projectHost, string bareHost)
    {
        LogServiceEndpoint endpoint = LogServiceEndpoint.Parse(text, "cn-hangzhou");

        Assert.Equal(projectHost, endpoint.GetHost("p-1"));
        Assert.Equal(bareHost, endpoint.GetHost(null));
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.9.9.9", true)]
    [InlineData("::1", true)]
    [InlineData("localhost", true)]
    [InlineData("a.LOCALHOST", true)]
    [InlineData("localhost.example.org", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("notlocalhost", false)]
    public void Knows_this_machine(string host, bool expected) => Assert.Equal(expected, LogServiceEndpoint.IsLoopbackHost(host));
}
