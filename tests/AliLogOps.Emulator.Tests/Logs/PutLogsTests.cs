using System.Text;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Protos;
using AliLogOps.Emulator.Tests.Support;
using Google.Protobuf;

namespace AliLogOps.Emulator.Tests.Logs;

/// <summary>PutLogs over signed requests: what is taken, what is refused and how.</summary>
public sealed class PutLogsTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private readonly TestEmulator _emulator = fixture.Emulator;

    [Theory]
    [InlineData("lz4")]
    [InlineData("zstd")]
    [InlineData("deflate")]
    [InlineData(null)]
    public async Task Group_comes_back_as_it_was_put(string? compression)
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, shards: 1);
        LogGroup group = SampleLog.Group(
            new SampleLog(("k", "v 中"), ("empty", "")) { Time = (uint)api.Now, Topic = "t", Source = "s", Tags = [("tag", "x")] },
            new SampleLog(("other", new string('a', 5000))) { Time = (uint)api.Now - 10 });
        group.MachineUUID = "machine";
        group.Logs[0].TimeNs = 123;
        TestResponse response = await api.PutAsync(group, compression: compression);
        Assert.Empty(response.Ok().Body);
        (LogGroupList pulled, _) = await api.PullAsync(0, await api.CursorAsync(0, "begin"));
        Assert.Equal(group, Assert.Single(pulled.LogGroups));
    }

    [Fact]
    public async Task Load_balancing_goes_round_the_writable_shards()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, shards: 3);
        (await api.CallAsync("POST", "/shards/1?action=split&key=60000000000000000000000000000000")).Ok();
        for (int i = 0; i < 8; i++)
        {
            (await api.PutAsync(api.Group(("n", "x")))).Ok();
        }
        List<int> counts = [];
        for (int shard = 0; shard < 5; shard++)
        {
            counts.Add((await api.PullAsync(shard, await api.CursorAsync(shard, "begin"))).Groups.LogGroups.Count);
        }
        Assert.Equal([2, 0, 2, 2, 2], counts);
    }

    [Theory]
    [InlineData("00000000000000000000000000000000", 0)]
    [InlineData("7fffffffffffffffffffffffffffffff", 0)]
    [InlineData("80000000000000000000000000000000", 1)]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", 1)]
    public async Task Hash_key_decides_over_the_shard(string key, int shard)
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator);
        (await api.PutAsync(api.Group(("a", "b")), $"/shards/route?key={key}")).Ok();
        Assert.Single((await api.PullAsync(shard, await api.CursorAsync(shard, "begin"))).Groups.LogGroups);
        Assert.Empty((await api.PullAsync(1 - shard, await api.CursorAsync(1 - shard, "begin"))).Groups.LogGroups);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?key=12")]
    [InlineData("?key=g0000000000000000000000000000000")]
    public async Task Bad_hash_key_is_refused(string query)
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator);
        (await api.PutAsync(api.Group(("a", "b")), "/shards/route" + query)).Fails(400, "ParameterInvalid", "hash key");
    }

    [Fact]
    public async Task Older_path_is_load_balanced_too()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, shards: 1);
        (await api.PutAsync(api.Group(("a", "b")), "")).Ok();
        Assert.Single((await api.PullAsync(0, await api.CursorAsync(0, "begin"))).Groups.LogGroups);
    }

    [Fact]
    public async Task AppendMeta_adds_the_client_and_the_receive_time_as_tags()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, IndexJson, 1);
        (await api.CallAsync("PUT", "", """{"logstoreName":"store","ttl":30,"shardCount":1,"appendMeta":true}""")).Ok();
        (await api.PutAsync(api.Group(("a", "b")))).Ok();
        (LogGroupList pulled, _) = await api.PullAsync(0, await api.CursorAsync(0, "begin"));
        LogTag[] tags = [.. Assert.Single(pulled.LogGroups).LogTags];
        Assert.Equal(["__client_ip__", "__receive_time__"], tags.Select(tag => tag.Key));
        Assert.Equal("127.0.0.1", tags[0].Value);
        Assert.InRange(long.Parse(tags[1].Value, System.Globalization.CultureInfo.InvariantCulture), api.Now - 60, api.Now);
        Assert.Equal(1, (int)(await api.SearchAsync("__tag__:__client_ip__:127.0.0.1"))["meta"]!["count"]!);
    }

    [Theory]
    [InlineData(-168 * 3600, true)]
    [InlineData((-168 * 3600) - 1, false)]
    [InlineData(15 * 60, true)]
    [InlineData((15 * 60) + 1, false)]
    public async Task Log_time_must_be_in_the_window(int seconds, bool allowed)
    {
        ManualClock clock = new(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
        await using TestEmulator emulator = await TestEmulator.StartAsync(new EmulatorOptions(), clock);
        LogsApi api = await LogsApi.CreateAsync(emulator);
        TestResponse response = await api.PutAsync(new SampleLog(("a", "b")) { Time = (uint)(1_700_000_000 + seconds) }.ToGroup());
        if (allowed)
        {
            response.Ok();
        }
        else
        {
            response.Fails(400, "PostBodyInvalid", "The post data time is out of range");
        }
    }

    [Theory]
    [InlineData("__time__")]
    [InlineData("__source__")]
    [InlineData("__topic__")]
    [InlineData("__partition_time__")]
    [InlineData("_extract_others_")]
    [InlineData("__extract_others__")]
    [InlineData("")]
    public async Task Reserved_and_empty_keys_are_refused(string key)
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator);
        (await api.PutAsync(api.Group((key, "b")))).Fails(400, "InvalidKey");
    }

    [Fact]
    public async Task Key_may_have_128_bytes_and_no_more()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator);
        (await api.PutAsync(api.Group(("_" + new string('k', 127), "b")))).Ok();
        (await api.PutAsync(api.Group((new string('k', 129), "b")))).Fails(400, "InvalidKey", "129 bytes");
    }

    [Fact]
    public async Task Value_may_not_exceed_a_megabyte()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator);
        (await api.PutAsync(api.Group(("k", new string('v', 1024 * 1024))))).Fails(413, "PostBodyTooLarge");
        (await api.PutAsync(api.Group(("k", new string('v', 1_000_000))))).Ok();
    }

    [Fact]
    public async Task Topic_and_source_may_not_exceed_128_bytes()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator);
        LogGroup group = api.Group(("k", "v"));
        group.Topic = new string('t', 129);
        (await api.PutAsync(group)).Fails(400, "ParameterInvalid", "__topic__ has 129 bytes");
        group.Topic = "";
        group.Source = new string('t', 129);
        (await api.PutAsync(group)).Fails(400, "ParameterInvalid", "__source__ has 129 bytes");
    }

    [Theory]
    [InlineData("", "no log")]
    [InlineData("0a", "protobuf")]
    [InlineData("0a0512031201", "protobuf")]
    [InlineData("6e6f2070726f746f627566", "protobuf")]
    [InlineData("1a0174", "no log")]
    public async Task Body_that_is_no_log_group_is_refused(string hex, string message)
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator);
        (await api.PutBytesAsync(Convert.FromHexString(hex), compression: null)).Fails(400, "PostBodyInvalid", message);
    }

    [Fact]
    public async Task Log_without_time_is_refused()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator);
        (await api.PutBytesAsync(Convert.FromHexString("0a08" + "1206" + "0a0161120162"), compression: null)).Fails(400, "PostBodyInvalid", "has no Time");
    }

    [Fact]
    public async Task Unknown_fields_are_skipped()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, shards: 1);
        byte[] raw = [.. api.Group(("a", "b")).ToByteArray(), 0x7A, 1, 0, 0x80, 1, 5];
        (await api.PutBytesAsync(raw)).Ok();
        Assert.Single((await api.PullAsync(0, await api.CursorAsync(0, "begin"))).Groups.LogGroups);
    }

    [Fact]
    public async Task Text_that_is_not_UTF8_is_refused()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator);
        byte[] raw = api.Group(("key", "XYXY")).ToByteArray();
        raw[raw.AsSpan().IndexOf("XY"u8)] = 0xFF;
        (await api.PutBytesAsync(raw)).Fails(400, "InvalidEncoding");
    }

    [Fact]
    public async Task Nanoseconds_out_of_range_are_refused()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator);
        LogGroup group = api.Group(("k", "v"));
        group.Logs[0].TimeNs = 1_000_000_000;
        (await api.PutAsync(group)).Fails(400, "InvalidTimestamp");
    }

    [Fact]
    public async Task Headers_of_the_body_are_checked()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator);
        LogGroup group = api.Group(("k", "v"));
        (await api.PutAsync(group, change: r => r.Remove("x-log-bodyrawsize"))).Fails(400, "MissingBodyRawSize");
        (await api.PutAsync(group, change: r => r["x-log-bodyrawsize"] = "many")).Fails(400, "InvalidBodyRawSize");
        (await api.PutAsync(group, change: r => r["x-log-bodyrawsize"] = "3")).Fails(400, "PostBodyUncompressError");
        (await api.PutAsync(group, change: r => r["x-log-compresstype"] = "brotli")).Fails(400, "InvalidCompressType");
        (await api.PutAsync(group, change: r => r["Content-Type"] = "application/json")).Fails(415, "InvalidContentType");
        (await api.PutAsync(group, change: r => r.Remove("Content-Type"))).Fails(400, "MissingContentType");
        (await api.PutBytesAsync(new byte[(10 * 1024 * 1024) + 1])).Fails(413, "PostBodyTooLarge", "must little than 10485760");
    }

    [Fact]
    public async Task Unknown_logstore_and_processor_are_refused()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator);
        LogsApi missing = new(_emulator, api.Project, "missing");
        (await missing.PutAsync(api.Group(("k", "v")))).Fails(404, "LogStoreNotExist");
        (await api.PutAsync(api.Group(("k", "v")), "/shards/lb?processor=p")).Fails(501, "NotImplemented");
    }

    [Fact]
    public async Task Refused_group_leaves_nothing_behind()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, shards: 1);
        LogGroup group = SampleLog.Group(new SampleLog(("a", "b")) { Time = (uint)api.Now }, new SampleLog(("__time__", "b")) { Time = (uint)api.Now });
        (await api.PutAsync(group)).Fails(400, "InvalidKey", "log 1");
        Assert.Empty((await api.PullAsync(0, await api.CursorAsync(0, "begin"))).Groups.LogGroups);
    }

    [Fact]
    public async Task Many_writers_at_once_lose_and_double_nothing()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, IndexJson);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            for (int i = 0; i < 25; i++)
            {
                (await api.PutAsync(api.Group(("id", $"w{writer}-{i}")))).Ok();
            }
        }));
        List<string> found = [];
        for (int shard = 0; shard < 2; shard++)
        {
            (LogGroupList pulled, _) = await api.PullAsync(shard, await api.CursorAsync(shard, "begin"));
            found.AddRange(pulled.LogGroups.Select(group => group.Logs[0].Contents[0].Value));
        }
        Assert.Equal(Enumerable.Range(0, 8).SelectMany(w => Enumerable.Range(0, 25).Select(i => $"w{w}-{i}")).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        Assert.Equal(1, (int)(await api.SearchAsync("w3-7"))["meta"]!["count"]!);
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_restart()
    {
        string path = Path.Combine(Path.GetTempPath(), "logs-" + Guid.NewGuid().ToString("N"));
        try
        {
            EmulatorOptions options = new() { DataPath = path };
            string project;
            string cursor;
            await using (TestEmulator first = await TestEmulator.StartAsync(options))
            {
                LogsApi api = await LogsApi.CreateAsync(first, IndexJson, 1);
                project = api.Project;
                (await api.PutAsync(api.Group(("id", "one")))).Ok();
                cursor = await api.CursorAsync(0, "end");
                (await api.PutAsync(api.Group(("id", "two")))).Ok();
            }
            await using TestEmulator second = await TestEmulator.StartAsync(options);
            LogsApi again = new(second, project);
            Assert.Equal("two", Assert.Single((await again.PullAsync(0, cursor)).Groups.LogGroups).Logs[0].Contents[0].Value);
            Assert.Equal(1, (int)(await again.SearchAsync("one"))["meta"]!["count"]!);
            (await again.PutAsync(again.Group(("id", "three")))).Ok();
            Assert.Equal(3, (int)(await again.SearchAsync("*"))["meta"]!["count"]!);
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }

    [Fact]
    public async Task What_was_acknowledged_survives_a_kill_at_that_moment()
    {
        string path = Path.Combine(Path.GetTempPath(), "logs-" + Guid.NewGuid().ToString("N"));
        string copy = path + "-copy";
        try
        {
            await using TestEmulator running = await TestEmulator.StartAsync(new EmulatorOptions { DataPath = path });
            LogsApi api = await LogsApi.CreateAsync(running, IndexJson, 1);
            for (int i = 0; i < 5; i++)
            {
                (await api.PutAsync(api.Group(("id", $"n{i}")))).Ok();
            }
            // the files as a kill would leave them: nothing has been closed or flushed for the occasion
            Directory.CreateDirectory(copy);
            foreach (string file in Directory.GetFiles(path, "emulator.db*"))
            {
                using FileStream source = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                using FileStream target = File.Create(Path.Combine(copy, Path.GetFileName(file)));
                await source.CopyToAsync(target, TestContext.Current.CancellationToken);
            }
            await using TestEmulator revived = await TestEmulator.StartAsync(new EmulatorOptions { DataPath = copy });
            LogsApi again = new(revived, api.Project);
            Assert.Equal(5, (await again.PullAsync(0, await again.CursorAsync(0, "begin"))).Groups.LogGroups.Count);
            Assert.Equal(5, (int)(await again.SearchAsync("*"))["meta"]!["count"]!);
        }
        finally
        {
            Directory.Delete(path, recursive: true);
            Directory.Delete(copy, recursive: true);
        }
    }

    private static string IndexJson => $$$"""{"line":{"token":{{{SearchFixture.Delimiters}}},"caseSensitive":false,"chn":false}}""";
}
