using System.Text.Json.Nodes;
using AliLogOps.Emulator.Protos;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Logs;

/// <summary>The obsolete list of topics, and what goes with a deleted shard.</summary>
public sealed class TopicsTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    [Fact]
    public async Task Topics_are_listed_in_pages()
    {
        LogsApi api = await LogsApi.CreateAsync(fixture.Emulator);
        foreach (string topic in (string[])["b", "", "日志", "b"])
        {
            LogGroup group = api.Group(("k", "v"));
            group.Topic = topic;
            (await api.PutAsync(group)).Ok();
        }
        TestResponse all = (await api.CallAsync("GET", "?type=topic")).Ok();
        Assert.Equal(["", "b", "日志"], all.Json.AsArray().Select(topic => (string)topic!));
        Assert.Equal(("3", ""), (all.Headers["x-log-count"], all.Headers["x-log-nexttoken"]));
        TestResponse first = (await api.CallAsync("GET", "?type=topic&token=&line=2")).Ok();
        Assert.Equal(["", "b"], first.Json.AsArray().Select(topic => (string)topic!));
        TestResponse second = (await api.CallAsync("GET", "?type=topic&line=2", change: request => request.Query.Add(new("token", first.Headers["x-log-nexttoken"])))).Ok();
        Assert.Equal(["日志"], second.Json.AsArray().Select(topic => (string)topic!));
        (await api.CallAsync("GET", "?type=topic&line=101")).Fails(400, "ParameterInvalid", "101");
        (await api.CallAsync("GET", "?type=topic&token=!")).Fails(400, "ParameterInvalid", "token");
    }

    [Fact]
    public async Task The_logs_of_a_deleted_shard_are_found_no_more_and_the_others_are()
    {
        LogsApi api = await LogsApi.CreateAsync(fixture.Emulator, """{"line":{"token":[" "]}}""", shards: 1);
        (await api.PutAsync(api.Group(("k", "old")))).Ok();
        (await api.CallAsync("POST", "/shards/0?action=split")).Ok();
        (await api.PutAsync(api.Group(("k", "new")))).Ok();
        Assert.Equal(2, Rows(await api.SearchAsync("*")).Count);
        (await api.CallAsync("DELETE", "/shards/0")).Ok();
        Assert.Equal("new", (string?)Assert.Single(Rows(await api.SearchAsync("*")))!["k"]);
        (await api.CallAsync("GET", "/shards/0?type=cursor&from=begin")).Fails(400, "ShardNotExist");
        (await api.PutAsync(api.Group(("k", "newer")))).Ok();
        Assert.Equal(2, Rows(await api.SearchAsync("*")).Count);
    }

    private static JsonArray Rows(JsonNode answer)
    {
        return answer["data"]!.AsArray();
    }
}
