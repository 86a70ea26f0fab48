using System.Globalization;
using System.Text.Json.Nodes;
using AliLogOps.Emulator.Protos;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Logs;

/// <summary>Searches that are narrowed to a part of a second (fromNs, toNs) or to one shard.</summary>
public sealed class SearchScopeTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private const string Index = """{"line":{"token":[" "]}}""";

    private readonly TestEmulator _emulator = fixture.Emulator;

    [Theory]
    [InlineData(0, 100, 2, 200, "b c d e f")]
    [InlineData(0, 101, 2, 200, "c d e f")]
    [InlineData(0, 0, 2, 0, "a b c d")]
    [InlineData(0, 0, 2, 201, "a b c d e f g")]
    [InlineData(0, -1, 2, -1, "a b c d")]
    [InlineData(0, 1, 0, 101, "b")]
    [InlineData(2, 0, 2, 1, "e")]
    [InlineData(2, 0, 2, 200, "e f")]
    [InlineData(2, 200, 2, 999_999_999, "g")]
    public async Task Nanoseconds_narrow_the_first_and_the_last_second(int from, int fromNs, int to, int toNs, string expected)
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, Index);
        long start = api.Now - 50;
        // e has no nanoseconds, which counts as 0
        (string Name, int Second, uint? Nanoseconds)[] logs =
            [("a", 0, 0), ("b", 0, 100), ("c", 0, 200), ("d", 1, 50), ("e", 2, null), ("f", 2, 199), ("g", 2, 200)];
        foreach ((string name, int second, uint? nanoseconds) in logs)
        {
            LogGroup group = new SampleLog(("n", name)) { Time = (uint)(start + second) }.ToGroup();
            if (nanoseconds is { } value)
            {
                group.Logs[0].TimeNs = value;
            }
            (await api.PutAsync(group)).Ok();
        }
        JsonNode answer = await api.SearchAsync("*", start + from, start + to, Member("fromNs", fromNs) + Member("toNs", toNs));
        Assert.Equal(expected, Names(answer));
        JsonArray buckets = (await api.CallAsync("GET", $"?type=histogram&query=*&from={start + from}&to={start + to}&fromNs={fromNs}&toNs={toNs}")).Ok().Json.AsArray();
        Assert.Equal(expected.Split(' ').Length, buckets.Sum(bucket => (int)bucket!["count"]!));
        JsonNode count = await api.SearchAsync("* | select count(*) as c", start + from, start + to, Member("fromNs", fromNs) + Member("toNs", toNs));
        Assert.Equal(expected.Split(' ').Length.ToString(CultureInfo.InvariantCulture), (string)count["data"]![0]!["c"]!);
    }

    [Theory]
    [InlineData("\"from\":5,\"to\":5,\"fromNs\":7,\"toNs\":7")]
    [InlineData("\"from\":5,\"to\":5,\"fromNs\":8,\"toNs\":7")]
    [InlineData("\"from\":5,\"to\":6,\"fromNs\":1000000000")]
    [InlineData("\"from\":5,\"to\":6,\"toNs\":-2")]
    [InlineData("\"from\":5,\"to\":6,\"toNs\":\"x\"")]
    public async Task Nanoseconds_out_of_range_are_refused(string body)
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, Index);
        (await api.CallAsync("POST", "/logs", "{" + body + "}")).Fails(400, "InvalidTimeRange");
    }

    [Fact]
    public async Task One_shard_is_searched()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, Index, shards: 2);
        foreach ((string name, string key) in ((string, string)[])[("low", "00"), ("high", "ff"), ("low-too", "10")])
        {
            (await api.PutAsync(api.Group(("n", name)), "/shards/route?key=" + key.PadRight(32, '0'))).Ok();
        }
        Assert.Equal("low low-too", Names(await api.SearchAsync("*", more: ",\"shard\":0")));
        Assert.Equal("high", Names(await api.SearchAsync("*", more: ",\"shard\":1")));
        Assert.Equal("low high low-too", Names(await api.SearchAsync("*", more: ",\"shard\":-1")));
        Assert.Equal("2", (string)(await api.SearchAsync("* | select count(*) as c", more: ",\"shard\":0"))["data"]![0]!["c"]!);
        JsonArray older = (await api.CallAsync("GET", $"?type=log&from={api.Now - 60}&to={api.Now + 60}&query=low&shard=1")).Ok().Json.AsArray();
        Assert.Empty(older);

        (await api.CallAsync("POST", "/shards/0?action=split")).Ok();
        (await api.PutAsync(api.Group(("n", "after")), "/shards/route?key=" + new string('0', 32))).Ok();
        Assert.Equal("low low-too", Names(await api.SearchAsync("*", more: ",\"shard\":0")));
        Assert.Equal("after", Names(await api.SearchAsync("*", more: ",\"shard\":2")));
        (await api.SearchRawAsync("*", more: ",\"shard\":9")).Fails(400, "ShardNotExist", "shard 9 does not exist");
    }

    private static string Member(string name, int value)
    {
        return string.Create(CultureInfo.InvariantCulture, $",\"{name}\":{value}");
    }

    private static string Names(JsonNode answer)
    {
        return string.Join(' ', answer["data"]!.AsArray().Select(log => (string)log!["n"]!));
    }
}
