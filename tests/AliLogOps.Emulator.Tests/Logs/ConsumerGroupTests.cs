using System.Globalization;
using System.Text.Json.Nodes;
using AliLogOps.Emulator.Consumers;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Logs;

/// <summary>Consumer groups: who reads which shard, and where each shard stands.</summary>
public sealed class ConsumerGroupTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));
    private TestEmulator _emulator = null!;
    private LogsApi _api = null!;

    public async ValueTask InitializeAsync()
    {
        _emulator = await TestEmulator.StartAsync(clock: _clock);
        _api = await LogsApi.CreateAsync(_emulator, shards: 4);
    }

    public ValueTask DisposeAsync()
    {
        return _emulator.DisposeAsync();
    }

    [Fact]
    public async Task Groups_are_created_listed_changed_and_deleted()
    {
        await CreateAsync("g-b", 60, order: false);
        await CreateAsync("g-a", 30, order: true);
        (await CallAsync("POST", "", """{"consumerGroup":"g-a","timeout":1,"order":false}""")).Fails(400, "ConsumerGroupAlreadyExist");
        Assert.Equal("""[{"name":"g-a","timeout":30,"order":true},{"name":"g-b","timeout":60,"order":false}]""", (await CallAsync("GET", "")).Ok().Text);
        (await CallAsync("PUT", "/g-a", """{"timeout":90}""")).Ok();
        Assert.StartsWith("""[{"name":"g-a","timeout":90,"order":true}""", (await CallAsync("GET", "")).Text, StringComparison.Ordinal);
        (await CallAsync("DELETE", "/g-a")).Ok();
        (await CallAsync("DELETE", "/g-a")).Fails(404, "ConsumerGroupNotExist");
        (await CallAsync("PUT", "/g-a", """{"timeout":90}""")).Fails(404, "ConsumerGroupNotExist");
    }

    [Theory]
    [InlineData("g")]
    [InlineData("consumerGroupX")]
    [InlineData("_team.a-1")]
    public async Task A_name_is_free_within_its_characters(string name)
    {
        await CreateAsync(name, 60, order: false);
        Assert.Equal([0, 1, 2, 3], JsonNode.Parse((await CallAsync("POST", $"/{name}?type=heartbeat&consumer=a", "[]")).Ok().Text)!.AsArray().Select(shard => (int)shard!));
        (await CallAsync("DELETE", "/" + name)).Ok();
    }

    [Theory]
    [InlineData("""{"consumerGroup":"g-1","order":true}""", "timeout is lacking")]
    [InlineData("""{"consumerGroup":"","timeout":1,"order":true}""", "name  is invalid")]
    [InlineData("""{"consumerGroup":"g-1","timeout":0,"order":true}""", "timeout 0")]
    [InlineData("""{"consumerGroup":"G!","timeout":1,"order":true}""", "name G! is invalid")]
    public async Task A_bad_group_is_told(string json, string message)
    {
        (await CallAsync("POST", "", json)).Fails(400, "JsonInfoInvalid", message);
    }

    [Fact]
    public async Task Shards_are_shared_out_and_change_hands_only_when_let_go()
    {
        await CreateAsync("g-1", 20);
        Assert.Equal([0, 1, 2, 3], await BeatAsync("a"));
        // the newcomer waits until the other has let go
        Assert.Empty(await BeatAsync("b"));
        Assert.Equal([0, 1], await BeatAsync("a", 0, 1, 2, 3));
        Assert.Empty(await BeatAsync("b"));
        Assert.Equal([0, 1], await BeatAsync("a", 0, 1));
        Assert.Equal([2, 3], await BeatAsync("b"));
        Assert.Equal([0, 1], await BeatAsync("a", 0, 1));
        // b falls silent
        _clock.Now = _clock.Now.AddSeconds(15);
        Assert.Equal([0, 1], await BeatAsync("a", 0, 1));
        _clock.Now = _clock.Now.AddSeconds(10);
        Assert.Equal([0, 1, 2, 3], await BeatAsync("a", 0, 1));
        (await RawBeatAsync("b", "[2,3]")).Fails(400, "NotExistConsumerWithBody", "b does not exist");
        Assert.Empty(await BeatAsync("b"));
        Assert.Equal([0, 1], await BeatAsync("a", 0, 1, 2, 3));
    }

    [Fact]
    public async Task Checkpoints_are_kept_with_their_writer_and_time()
    {
        await CreateAsync("g-1", 20);
        await BeatAsync("a");
        string cursor = await _api.CursorAsync(1, "begin");
        (await CheckpointAsync("a", 1, cursor)).Ok();
        string expected = $$"""[{"shard":1,"checkpoint":"{{cursor}}","updateTime":{{_clock.Now.ToUnixTimeSeconds()}}000000,"consumer":"a"}]""";
        Assert.Equal(expected, (await CallAsync("GET", "/g-1")).Ok().Text);
        Assert.Equal(expected, (await CallAsync("GET", "/g-1?shard=1")).Ok().Text);
        Assert.Equal("[]", (await CallAsync("GET", "/g-1?shard=0")).Ok().Text);
        (await CallAsync("GET", "/g-1?shard=9")).Fails(404, "ShardNotExist");
        (await CheckpointAsync("a", 9, cursor)).Fails(404, "ShardNotExist");
        (await CheckpointAsync("a", 1, "bm9uZQ==")).Fails(400, "InvalidShardCheckPoint");
        (await CheckpointAsync("b", 1, cursor)).Fails(404, "ConsumerNotExist");
        (await CheckpointAsync("b", 1, cursor, force: true)).Ok();
        Assert.Empty(await BeatAsync("c"));
        (await CheckpointAsync("c", 1, cursor)).Fails(400, "InvalidShardCheckPoint", "not held");
        (await CallAsync("POST", "/g-1?type=checkpoint&consumer=a", """{"shard":1}""")).Fails(400, "JsonInfoInvalid", "checkpoint is lacking");
        (await RawBeatAsync("a", "{}")).Fails(400, "JsonInfoInvalid");
        (await CallAsync("POST", "/g-1?type=other&consumer=a", "[]")).Fails(400, "ParameterInvalid");
    }

    [Fact]
    public async Task In_an_ordered_group_a_split_shard_is_read_to_its_end_first()
    {
        await CreateAsync("g-1", 20, order: true);
        (await _api.PutAsync(_api.Group(("a", "b")), "/shards/route?key=00000000000000000000000000000000", change: null)).Ok();
        (await _api.CallAsync("POST", "/shards/0?action=split")).Ok();
        Assert.Equal([0, 1, 2, 3], await BeatAsync("a"));
        (await CheckpointAsync("a", 0, await _api.CursorAsync(0, "end"))).Ok();
        Assert.Equal([0, 1, 2, 3, 4, 5], await BeatAsync("a", 0, 1, 2, 3));
    }

    [Fact]
    public void Any_number_of_consumers_gets_every_shard_once_in_even_parts()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            Share(new Random(seed));
        }
    }

    private static void Share(Random random)
    {
        DateTimeOffset now = DateTimeOffset.UnixEpoch;
        ShardAssignment assignment = new();
        int[] shards = [.. Enumerable.Range(0, 12)];
        Dictionary<string, List<int>> held = [];
        for (int round = 0; round < 300; round++)
        {
            string name = "c" + random.Next(5).ToString(CultureInfo.InvariantCulture);
            List<int> before = held.GetValueOrDefault(name, []);
            List<int>? now1 = assignment.Beat(name, before, shards, now, TimeSpan.FromHours(1));
            Assert.NotNull(now1);
            held[name] = now1;
            Assert.Equal(held.Values.Sum(list => list.Count), held.Values.SelectMany(list => list).Distinct().Count());
        }
        Assert.Equal(shards, held.Values.SelectMany(list => list).Order());
        Assert.True(held.Values.Max(list => list.Count) - held.Values.Min(list => list.Count) <= 1);
    }

    private async Task CreateAsync(string name, int timeout, bool order = false)
    {
        (await CallAsync("POST", "", $$"""{"consumerGroup":"{{name}}","timeout":{{timeout}},"order":{{(order ? "true" : "false")}}}""")).Ok();
    }

    private async Task<List<int>> BeatAsync(string consumer, params int[] held)
    {
        JsonNode answer = (await RawBeatAsync(consumer, $"[{string.Join(',', held)}]")).Ok().Json;
        return [.. answer.AsArray().Select(shard => (int)shard!)];
    }

    private Task<TestResponse> RawBeatAsync(string consumer, string json)
    {
        return CallAsync("POST", $"/g-1?type=heartbeat&consumer={consumer}", json);
    }

    private Task<TestResponse> CheckpointAsync(string consumer, int shard, string cursor, bool force = false)
    {
        return CallAsync("POST", $"/g-1?type=checkpoint&consumer={consumer}{(force ? "&forceSuccess=true" : "")}", $$"""{"shard":{{shard}},"checkpoint":"{{cursor}}"}""");
    }

    private Task<TestResponse> CallAsync(string method, string path, string? json = null)
    {
        return _api.CallAsync(method, "/consumergroups" + path, json);
    }
}
