using static AliLogOps.Client.Tests.TestClients;

namespace AliLogOps.Client.Tests;

public class InstanceTests
{
    private const string Whole = """
        { "InstanceId": "i-1", "InstanceName": "web", "HostName": "web-0", "Status": "Running", "RegionId": "cn-hangzhou", "ZoneId": "cn-hangzhou-g",
          "CreationTime": "2026-11-20T04:04Z",
          "VpcAttributes": { "VpcId": "vpc-1", "PrivateIpAddress": { "IpAddress": ["192.168.1.7"] } },
          "InnerIpAddress": { "IpAddress": [] }, "PublicIpAddress": { "IpAddress": ["47.0.0.1"] }, "EipAddress": { "IpAddress": "47.0.0.2" },
          "SecurityGroupIds": { "SecurityGroupId": ["sg-1", "sg-2"] }, "Tags": { "Tag": [{ "TagKey": "env", "TagValue": "dev" }] } }
        """;

    [Fact]
    public async Task An_instance_is_read_with_what_collection_needs()
    {
        FakeHandler handler = new FakeHandler().Then(Page(Whole, "", 1));
        using EcsClient client = Ecs(handler);

        var instance = Assert.Single(await ListAsync(client, new EcsInstanceFilter { VpcId = "vpc-1", SecurityGroupId = "sg-1", Status = "Running", InstanceName = "web*", Tags = new Dictionary<string, string> { ["env"] = "dev", ["app"] = "" } }));

        Assert.Equal(("i-1", "web-0", "vpc-1", "cn-hangzhou-g"), (instance.InstanceId, instance.HostName, instance.VpcId, instance.ZoneId));
        Assert.Equal(["192.168.1.7"], instance.PrivateIPAddress);
        Assert.Equal(["47.0.0.1", "47.0.0.2"], instance.PublicIPAddress);
        Assert.Equal(["sg-1", "sg-2"], instance.SecurityGroupId);
        Assert.Equal("dev", instance.Tag["env"]);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 4, 4, 0, TimeSpan.Zero), instance.CreateTime);
        Assert.Equal("DescribeInstances", handler.Sent[0].Headers["x-acs-action"]);
        Assert.Equal(
            "/?RegionId=cn-hangzhou&InstanceName=web%2A&VpcId=vpc-1&SecurityGroupId=sg-1&Status=Running&Tag.1.Key=env&Tag.1.Value=dev&Tag.2.Key=app&MaxResults=100",
            handler.Sent[0].PathAndQuery);
    }

    [Fact]
    public async Task Pages_go_by_token()
    {
        FakeHandler handler = new FakeHandler().Then(Page(Named("i-1"), "t-2", 0)).Then(Page(Named("i-2"), "t-3", 0)).Then(Page("", "", 0));
        using EcsClient client = Ecs(handler);

        Assert.Equal(["i-1", "i-2"], (await ListAsync(client)).Select(instance => instance.InstanceId));

        Assert.Equal(3, handler.Sent.Count);
        Assert.Contains("NextToken=t-2", handler.Sent[1].PathAndQuery, StringComparison.Ordinal);
        Assert.DoesNotContain("PageNumber", string.Concat(handler.Sent.Select(request => request.PathAndQuery)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_without_tokens_is_read_by_page_numbers()
    {
        FakeHandler handler = new FakeHandler()
            .Then(Page(Named("i-1"), null, 3))
            .Then(Page(Named("i-1") + "," + Named("i-2"), null, 3))
            .Then(Page(Named("i-3"), null, 3));
        using EcsClient client = Ecs(handler);

        Assert.Equal(["i-1", "i-2", "i-3"], (await ListAsync(client)).Select(instance => instance.InstanceId));

        Assert.Contains("PageNumber=1&PageSize=100", handler.Sent[1].PathAndQuery, StringComparison.Ordinal);
        Assert.Contains("PageNumber=2&PageSize=100", handler.Sent[2].PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_count_that_means_nothing_does_not_page_for_ever()
    {
        FakeHandler handler = new FakeHandler().Then(Page(Named("i-1"), "", 99)).Then(Page(Named("i-1"), "", 99)).Then(Page(Named("i-1"), "", 99));
        using EcsClient client = Ecs(handler);

        Assert.Single(await ListAsync(client));
        Assert.Equal(3, handler.Sent.Count);
    }

    [Fact]
    public async Task Ids_go_in_hundreds_and_tags_up_to_twenty()
    {
        FakeHandler handler = new FakeHandler().Then(Page(Named("i-1"), "", 1)).Then(Page(Named("i-101"), "", 1));
        using EcsClient client = Ecs(handler);

        Assert.Equal(2, (await ListAsync(client, new EcsInstanceFilter { InstanceIds = [.. Enumerable.Range(1, 101).Select(i => $"i-{i}")] })).Count);

        Assert.EndsWith("InstanceIds=%5B%22i-101%22%5D&MaxResults=100", handler.Sent[1].PathAndQuery, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => ListAsync(client, new EcsInstanceFilter { Tags = Enumerable.Range(0, 21).ToDictionary(i => $"k{i}", _ => "v") }));
    }

    private static async Task<List<EcsInstance>> ListAsync(EcsClient client, EcsInstanceFilter? filter = null)
    {
        List<EcsInstance> instances = [];
        await foreach (var instance in client.DescribeInstancesAsync(filter))
        {
            instances.Add(instance);
        }

        return instances;
    }

    private static string Named(string id) => $$"""{ "InstanceId": "{{id}}" }""";

    private static HttpResponseMessage Page(string instances, string? token, int total) =>
        Answers.Json($$"""{ "TotalCount": {{total}}, {{(token is null ? "" : $"\"NextToken\": \"{token}\", ")}}"Instances": { "Instance": [{{instances}}] } }""");
}
