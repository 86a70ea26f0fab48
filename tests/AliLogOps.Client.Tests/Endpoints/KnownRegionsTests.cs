using System.Net;

namespace AliLogOps.Client.Tests;

public class KnownRegionsTests
{
    [Theory]
    [InlineData("cn-hangzou", "cn-hangzhou")]
    [InlineData("CN_Hangzhou", "cn-hangzhou")]
    [InlineData("cn hangzhou", "cn-hangzhou")]
    [InlineData("eu-centrl-1", "eu-central-1")]
    [InlineData("cn-hangzhou", null)]
    [InlineData("sa-santiago-1", null)]
    [InlineData("na-south-1", null)]
    [InlineData("ap-southeast-7", null)]
    [InlineData("", null)]
    public void A_mistyped_region_is_recognised(string text, string? meant) => Assert.Equal(meant, KnownRegions.FindMeant(text));

    [Theory]
    [InlineData("cn-hangzou", "did you mean 'cn-hangzhou'?")]
    [InlineData("sa-santiago-1", "Check the region and endpoint")]
    public async Task A_host_without_address_names_the_region_that_was_probably_meant(string region, string remedy)
    {
        FakeHandler handler = new FakeHandler().ThenThrow(new HttpRequestException(HttpRequestError.NameResolutionError, "Name or service not known"));
        using LogServiceClient client = new(new LogServiceClientOptions
        {
            Endpoint = LogServiceEndpoint.FromRegion(region),
            Credentials = new StaticCredentialProvider(SignatureInputs.Key),
            Retry = RetryPolicy.None,
            Handler = handler,
        });

        LogServiceException failure = await Assert.ThrowsAsync<LogServiceException>(() => client.GetProjectAsync("my-project", TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCodes.HostNotFound, failure.ErrorCode);
        Assert.Contains($"my-project.{region}.log.aliyuncs.com has no address", failure.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, failure.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("my-project.cn-hangzhou.log.aliyuncs.com", "cn-hangzhou")]
    [InlineData("cn-hangzhou-intranet.log.aliyuncs.com", "cn-hangzhou")]
    [InlineData("ecs.eu-central-1.aliyuncs.com", "eu-central-1")]
    [InlineData("127.0.0.1:8080", null)]
    [InlineData("log.example.com", null)]
    public void The_region_is_found_in_the_names_of_hosts(string host, string? region) => Assert.Equal(region, RegionName.FindIn(host));
}
