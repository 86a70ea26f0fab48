using System.Globalization;
using System.Text;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Protos;
using AliLogOps.Emulator.Tests.Support;
using Google.Protobuf;

namespace AliLogOps.Emulator.Tests.Logs;

/// <summary>Cursors and PullLogs over signed requests.</summary>
public sealed class PullLogsTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private readonly TestEmulator _emulator = fixture.Emulator;

    [Fact]
    public async Task Cursor_is_Base64_of_a_growing_decimal_number()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, shards: 1);
        string empty = await api.CursorAsync(0, "begin");
        Assert.Equal(empty, await api.CursorAsync(0, "end"));
        await PutAsync(api, 2);
        Assert.Equal(empty, await api.CursorAsync(0, "begin"));
        Assert.Equal(2, Number(await api.CursorAsync(0, "end")) - Number(empty));
    }

    [Fact]
    public async Task Reading_goes_on_from_cursor_to_cursor_to_the_end()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, shards: 1);
        await PutAsync(api, 5);
        string cursor = await api.CursorAsync(0, "begin");
        List<string> seen = [];
        List<string> counts = [];
        while (true)
        {
            (LogGroupList groups, TestResponse response) = await api.PullAsync(0, cursor, 2);
            seen.AddRange(groups.LogGroups.Select(group => group.Logs[0].Contents[0].Value));
            counts.Add(response.Headers["x-log-count"]);
            if (response.Headers["x-log-cursor"] == cursor)
            {
                break;
            }
            cursor = response.Headers["x-log-cursor"];
        }
        Assert.Equal(["0", "1", "2", "3", "4"], seen);
        Assert.Equal(["2", "2", "1", "0"], counts);
        Assert.Equal(cursor, await api.CursorAsync(0, "end"));
    }

    [Fact]
    public async Task End_cursor_stops_before_its_group()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, shards: 1);
        await PutAsync(api, 3);
        string begin = await api.CursorAsync(0, "begin");
        string end = await api.CursorAsync(0, "end");
        await PutAsync(api, 2);
        (LogGroupList groups, TestResponse response) = await api.PullAsync(0, begin, more: $"&end_cursor={end}");
        Assert.Equal(3, groups.LogGroups.Count);
        Assert.Equal(end, response.Headers["x-log-cursor"]);
        (groups, response) = await api.PullAsync(0, end, more: $"&end_cursor={end}");
        Assert.Empty(groups.LogGroups);
        Assert.Equal(end, response.Headers["x-log-cursor"]);
    }

    [Theory]
    [InlineData("lz4", "lz4")]
    [InlineData("zstd", "zstd")]
    [InlineData("zstd, lz4", "zstd")]
    [InlineData("deflate", "deflate")]
    [InlineData("gzip, deflate", null)]
    [InlineData("", null)]
    public async Task Answer_is_compressed_as_asked(string accept, string? expected)
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, shards: 1);
        await PutAsync(api, 3);
        (LogGroupList groups, TestResponse response) = await api.PullAsync(0, await api.CursorAsync(0, "begin"), accept: accept);
        Assert.Equal(3, groups.LogGroups.Count);
        Assert.Equal(expected, response.Headers.GetValueOrDefault("x-log-compresstype"));
        Assert.Equal("application/x-protobuf", response.Headers["Content-Type"]);
    }

    [Fact]
    public async Task Groups_are_the_same_however_they_were_sent_and_are_fetched()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, shards: 1);
        (await _emulator.CallAsync("PUT", api.Project, "/logstores/store", """{"logstoreName":"store","ttl":1,"appendMeta":true}""")).Ok();
        string?[] compressions = ["lz4", null, "zstd", "deflate"];
        for (int i = 0; i < 12; i++)
        {
            byte[] raw = api.Group(("number", $"{i}"), ("text", string.Concat(Enumerable.Repeat($"word{i} ", 1 + (i * 500))))).ToByteArray();
            (await api.PutBytesAsync(raw, compression: compressions[i % compressions.Length])).Ok();
        }
        string cursor = await api.CursorAsync(0, "begin");
        (LogGroupList plain, _) = await api.PullAsync(0, cursor, accept: "");
        Assert.Equal(12, plain.LogGroups.Count);
        Assert.All(plain.LogGroups, group => Assert.Contains(group.LogTags, tag => tag.Key == "__receive_time__"));
        foreach (string accept in (string[])["lz4", "zstd", "deflate"])
        {
            Assert.Equal(plain, (await api.PullAsync(0, cursor, accept: accept)).Groups);
        }
    }

    [Fact]
    public async Task Empty_answer_has_size_0_and_is_not_compressed()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, shards: 1);
        (_, TestResponse response) = await api.PullAsync(0, await api.CursorAsync(0, "begin"), accept: "lz4");
        Assert.Equal("0", response.Headers["x-log-bodyrawsize"]);
        Assert.Empty(response.Body);
    }

    [Fact]
    public async Task HEAD_gives_the_headers_alone_and_type_logs_is_taken_too()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, shards: 1);
        await PutAsync(api, 3);
        string cursor = await api.CursorAsync(0, "begin");
        TestResponse response = (await api.CallAsync("HEAD", $"/shards/0?type=logs&cursor={cursor}&count=2")).Ok();
        Assert.Empty(response.Body);
        Assert.Equal("2", response.Headers["x-log-count"]);
        Assert.Equal(2, Number(response.Headers["x-log-cursor"]) - Number(cursor));
        (await api.CallAsync("GET", $"/shards/0?type=logs&cursor={cursor}&count=2")).Ok();
    }

    [Fact]
    public async Task Cursor_by_time_goes_by_the_time_of_receipt()
    {
        ManualClock clock = new(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
        await using TestEmulator emulator = await TestEmulator.StartAsync(new EmulatorOptions(), clock);
        LogsApi api = await LogsApi.CreateAsync(emulator, shards: 1);
        // the log's own time plays no part
        (await api.PutAsync(new SampleLog(("n", "0")) { Time = 1_700_000_100 }.ToGroup())).Ok();
        clock.Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_050);
        (await api.PutAsync(new SampleLog(("n", "1")) { Time = 1_700_000_000 }.ToGroup())).Ok();
        string begin = await api.CursorAsync(0, "begin");
        string end = await api.CursorAsync(0, "end");
        Assert.Equal(begin, await api.CursorAsync(0, "1"));
        Assert.Equal(begin, await api.CursorAsync(0, "1700000000"));
        Assert.Equal(1, Number(await api.CursorAsync(0, "1700000001")) - Number(begin));
        Assert.Equal(1, Number(await api.CursorAsync(0, "1700000050")) - Number(begin));
        Assert.Equal(end, await api.CursorAsync(0, "1700000051"));
        TestResponse time = (await api.CallAsync("GET", $"/shards/0?type=cursor_time&cursor={await api.CursorAsync(0, "1700000001")}")).Ok();
        Assert.Equal(1_700_000_050, (long)time.Json["cursor_time"]!);
    }

    [Fact]
    public async Task Bad_input_is_refused()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, shards: 1);
        await PutAsync(api, 1);
        string cursor = await api.CursorAsync(0, "begin");
        (await api.CallAsync("GET", "/shards/0?type=cursor&from=soon")).Fails(400, "ParameterInvalid", "Parameter From is not valid");
        (await api.CallAsync("GET", "/shards/7?type=cursor&from=begin")).Fails(400, "ShardNotExist");
        (await api.CallAsync("GET", "/shards/x?type=log&cursor=" + cursor)).Fails(400, "ShardNotExist");
        (await api.CallAsync("GET", "/shards/0?type=log&cursor=rubbish")).Fails(400, "ParameterInvalid", "'rubbish'");
        (await api.CallAsync("GET", "/shards/0?type=log")).Fails(400, "ParameterInvalid", "Cursor");
        (await api.CallAsync("GET", "/shards/0?type=log&cursor=" + Base64(Number(cursor) + 2))).Fails(400, "ParameterInvalid", "no cursor of this shard");
        (await api.CallAsync("GET", $"/shards/0?type=log&cursor={cursor}&count=1001")).Fails(400, "ParameterInvalid", "count is '1001'");
        (await api.CallAsync("GET", $"/shards/0?type=log&cursor={cursor}&end_cursor=x")).Fails(400, "ParameterInvalid", "end_cursor");
        (await api.CallAsync("GET", $"/shards/0?type=log&cursor={cursor}&processor=p")).Fails(501, "NotImplemented", "processor");
        (await api.CallAsync("GET", "/shards/0?type=cursor_time&cursor=" + Base64(Number(cursor) + 2))).Fails(400, "ParameterInvalid");
    }

    [Fact]
    public async Task Cursor_of_a_deleted_logstore_does_not_fit_its_successor()
    {
        ManualClock clock = new(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
        await using TestEmulator emulator = await TestEmulator.StartAsync(new EmulatorOptions(), clock);
        LogsApi api = await LogsApi.CreateAsync(emulator, shards: 1);
        await PutAsync(api, 1);
        string cursor = await api.CursorAsync(0, "begin");
        (await api.CallAsync("DELETE", "")).Ok();
        clock.Now = clock.Now.AddSeconds(1);
        (await emulator.CallAsync("POST", api.Project, "/logstores", """{"logstoreName":"store","ttl":30,"shardCount":1}""")).Ok();
        await PutAsync(api, 1);
        (await api.CallAsync("GET", "/shards/0?type=log&cursor=" + cursor)).Fails(400, "ParameterInvalid");
        Assert.Single((await api.PullAsync(0, await api.CursorAsync(0, "begin"))).Groups.LogGroups);
    }

    private static async Task PutAsync(LogsApi api, int count)
    {
        for (int i = 0; i < count; i++)
        {
            (await api.PutAsync(api.Group(("n", i.ToString(CultureInfo.InvariantCulture))))).Ok();
        }
    }

    private static long Number(string cursor)
    {
        return long.Parse(Encoding.ASCII.GetString(Convert.FromBase64String(cursor)), CultureInfo.InvariantCulture);
    }

    private static string Base64(long number)
    {
        return Convert.ToBase64String(Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)));
    }
}
