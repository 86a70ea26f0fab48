using System.Text.Json.Nodes;
using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.ControlPlane;

public class ShardTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private const string First = "00000000000000000000000000000000";
    private const string Half = "80000000000000000000000000000000";
    private const string Last = "ffffffffffffffffffffffffffffffff";
    private readonly TestEmulator _emulator = fixture.Emulator;

    [Fact]
    public async Task Two_shards_halve_the_key_space()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "store-1");
        JsonArray shards = (await _emulator.CallAsync("GET", project, "/logstores/store-1/shards")).Ok().Json.AsArray();
        Assert.Equal([(0, "readwrite", First, Half), (1, "readwrite", Half, Last)], shards.Select(Describe));
        Assert.InRange((long)shards[0]!["createTime"]!, 1, long.MaxValue);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(100)]
    public void Any_number_of_shards_covers_the_space_without_gaps(int count)
    {
        List<ShardRecord> shards = ShardRanges.DivideEvenly(count, 0);
        Assert.Equal(First, shards[0].InclusiveBeginKey);
        Assert.Equal(Last, shards[^1].ExclusiveEndKey);
        Assert.All(shards, shard => Assert.True(ShardRanges.IsKey(shard.InclusiveBeginKey) && ShardRanges.IsKey(shard.ExclusiveEndKey)));
        Assert.All(shards, shard => Assert.True(string.CompareOrdinal(shard.InclusiveBeginKey, shard.ExclusiveEndKey) < 0));
        for (int i = 1; i < count; i++)
        {
            Assert.Equal(shards[i - 1].ExclusiveEndKey, shards[i].InclusiveBeginKey);
        }
    }

    [Fact]
    public async Task A_split_closes_the_shard_and_opens_two()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "store-1");
        JsonArray answer = (await _emulator.CallAsync("POST", project, "/logstores/store-1/shards/1?action=split&key=c")).Ok().Json.AsArray();
        string key = "c".PadRight(32, '0');
        Assert.Equal([(1, "readonly", Half, Last), (2, "readwrite", Half, key), (3, "readwrite", key, Last)], answer.Select(Describe));
        Assert.Equal(4, (await _emulator.CallAsync("GET", project, "/logstores/store-1/shards")).Ok().Json.AsArray().Count);
        Assert.Equal(3, (int)(await _emulator.CallAsync("GET", project, "/logstores/store-1")).Ok().Json["shardCount"]!);
        (await _emulator.CallAsync("POST", project, "/logstores/store-1/shards/1?action=split&key=c")).Fails(400, "ParameterInvalid", "readonly");
    }

    [Fact]
    public async Task A_split_without_a_key_halves_the_shard()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "store-1", shards: 1);
        JsonArray answer = (await _emulator.CallAsync("POST", project, "/logstores/store-1/shards/0?action=split")).Ok().Json.AsArray();
        Assert.Equal([(0, "readonly", First, Last), (1, "readwrite", First, Half), (2, "readwrite", Half, Last)], answer.Select(Describe));
    }

    [Fact]
    public async Task A_merge_joins_a_shard_with_its_right_neighbour()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "store-1");
        JsonArray answer = (await _emulator.CallAsync("POST", project, "/logstores/store-1/shards/0?action=merge")).Ok().Json.AsArray();
        Assert.Equal([(2, "readwrite", First, Last), (0, "readonly", First, Half), (1, "readonly", Half, Last)], answer.Select(Describe));
        (await _emulator.CallAsync("POST", project, "/logstores/store-1/shards/2?action=merge")).Fails(400, "ParameterInvalid", "can not merge the last shard");
    }

    [Theory]
    [InlineData("/logstores/store-1/shards/9?action=split", "invalid shard id")]
    [InlineData("/logstores/store-1/shards/x?action=split", "invalid shard id")]
    [InlineData("/logstores/store-1/shards/0?action=split&key=9", "invalid mid hash")]
    [InlineData("/logstores/store-1/shards/0?action=split&key=00", "invalid mid hash")]
    [InlineData("/logstores/store-1/shards/0?action=split&key=xyz", "invalid mid hash")]
    [InlineData("/logstores/store-1/shards/0?action=turn", "turn")]
    public async Task A_bad_change_is_refused(string target, string message)
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "store-1");
        (await _emulator.CallAsync("POST", project, target)).Fails(400, "ParameterInvalid", message);
        Assert.Equal(2, (await _emulator.CallAsync("GET", project, "/logstores/store-1/shards")).Ok().Json.AsArray().Count);
    }

    [Fact]
    public async Task Only_a_readonly_shard_is_deleted()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "store-1");
        (await _emulator.CallAsync("DELETE", project, "/logstores/store-1/shards/0")).Fails(400, "ParameterInvalid", "readwrite");
        (await _emulator.CallAsync("DELETE", project, "/logstores/store-1/shards/7")).Fails(400, "ParameterInvalid", "invalid shard id");
        (await _emulator.CallAsync("DELETE", project, "/logstores/store-1/shards/x")).Fails(400, "ParameterInvalid", "invalid shard id");
        (await _emulator.CallAsync("POST", project, "/logstores/store-1/shards/0?action=split")).Ok();
        Assert.Empty((await _emulator.CallAsync("DELETE", project, "/logstores/store-1/shards/0")).Ok().Body);
        JsonArray shards = (await _emulator.CallAsync("GET", project, "/logstores/store-1/shards")).Ok().Json.AsArray();
        Assert.Equal([1, 2, 3], shards.Select(shard => (int)shard!["shardID"]!));
    }

    private static (int, string, string, string) Describe(JsonNode? shard)
    {
        return ((int)shard!["shardID"]!, (string)shard["status"]!, (string)shard["inclusiveBeginKey"]!, (string)shard["exclusiveEndKey"]!);
    }
}
