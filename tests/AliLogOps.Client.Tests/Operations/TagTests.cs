using System.Text;
using static AliLogOps.Client.Tests.TestClients;

namespace AliLogOps.Client.Tests;

public class TagTests
{
    [Fact]
    public async Task A_tag_is_set_and_removed_on_the_bare_host()
    {
        FakeHandler handler = new FakeHandler().Then(Answers.Ok()).Then(Answers.Ok());
        using LogServiceClient client = Log(handler);

        await client.TagResourceAsync(new ResourceTag(ResourceTag.LogstoreType, ResourceTag.IdOf("my-project", "logs"), "owner", "team"));
        await client.UntagResourceAsync(ResourceTag.ProjectType, "my-project", ["owner"]);

        Assert.Equal(("POST", "/tag"), (handler.Sent[0].Method, handler.Sent[0].PathAndQuery));
        Assert.Equal("cn-hangzhou.log.aliyuncs.com", handler.Sent[0].Host);
        Assert.Equal("""{"resourceType":"logstore","resourceId":["my-project#logs"],"tags":[{"key":"owner","value":"team"}]}""", Encoding.UTF8.GetString(handler.Sent[0].Body));
        Assert.Equal("""{"resourceType":"project","resourceId":["my-project"],"tags":["owner"]}""", Encoding.UTF8.GetString(handler.Sent[1].Body));
    }

    [Fact]
    public async Task Tags_are_listed_page_by_page()
    {
        FakeHandler handler = new FakeHandler()
            .Then(Answers.Json("""{"nextToken":"t","tagResources":[{"resourceType":"project","resourceId":"a","tagKey":"owner","tagValue":"x"}]}"""))
            .Then(Answers.Json("""{"nextToken":"","tagResources":[{"resourceType":"project","resourceId":"b","tagKey":"owner","tagValue":"y"}]}"""));
        using LogServiceClient client = Log(handler);

        List<string> tags = [];
        await foreach (var tag in client.ListTagsAsync(ResourceTag.ProjectType, ["a", "b"], "owner"))
        {
            tags.Add(tag.ToString());
        }

        Assert.Equal(["a: owner=x", "b: owner=y"], tags);
        Assert.Equal("/tags?resourceType=project&resourceId=%5B%22a%22%2C%22b%22%5D&tags=%5B%7B%22key%22%3A%22owner%22%7D%5D", handler.Sent[0].PathAndQuery);
        Assert.EndsWith("&nextToken=t", handler.Sent[1].PathAndQuery, StringComparison.Ordinal);
    }
}
