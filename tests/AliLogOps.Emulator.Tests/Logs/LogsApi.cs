using System.Globalization;
using System.Text.Json.Nodes;
using AliLogOps.Emulator.Protos;
using AliLogOps.Emulator.Tests.Support;
using Google.Protobuf;
using K4os.Compression.LZ4;

namespace AliLogOps.Emulator.Tests.Logs;

/// <summary>Calls of the data plane as a client makes them, over signed HTTP requests.</summary>
internal sealed class LogsApi(TestEmulator emulator, string project, string logstore = "store")
{
    public TestEmulator Emulator => emulator;

    /// <summary>Now, by the emulator's clock.</summary>
    public long Now => emulator.Clock.GetUtcNow().ToUnixTimeSeconds();

    public static async Task<LogsApi> CreateAsync(TestEmulator emulator, string? index = null, int shards = 2, bool enableModify = false)
    {
        LogsApi api = new(emulator, EmulatorFixture.NewProjectName());
        await emulator.CreateProjectAsync(api.Project);
        string modify = enableModify ? ""","enableModify":true""" : "";
        (await emulator.CallAsync("POST", api.Project, "/logstores", $$"""{"logstoreName":"store","ttl":30,"shardCount":{{shards}}{{modify}}}""")).Ok();
        if (index is not null)
        {
            (await api.CallAsync("POST", "/index", index)).Ok();
        }
        return api;
    }

    public string Project => project;

    /// <summary>A call below the logstore's path.</summary>
    public Task<TestResponse> CallAsync(string method, string path, string? json = null, Action<TestRequest>? change = null)
    {
        return emulator.CallAsync(method, project, $"/logstores/{logstore}{path}", json, change: change);
    }

    public Task<TestResponse> PutAsync(LogGroup group, string path = "/shards/lb", string? compression = "lz4", Action<TestRequest>? change = null)
    {
        return PutBytesAsync(group.ToByteArray(), path, compression, change);
    }

    public Task<TestResponse> PutBytesAsync(byte[] raw, string path = "/shards/lb", string? compression = "lz4", Action<TestRequest>? change = null)
    {
        return CallAsync("POST", path, change: request =>
        {
            request.Body = compression is null ? raw : Compress(raw, compression);
            request["Content-Type"] = "application/x-protobuf";
            request["x-log-bodyrawsize"] = raw.Length.ToString(CultureInfo.InvariantCulture);
            if (compression is not null)
            {
                request["x-log-compresstype"] = compression;
            }
            change?.Invoke(request);
        });
    }

    /// <summary>One log with the present time.</summary>
    public LogGroup Group(params (string Key, string Value)[] contents)
    {
        return new SampleLog(contents) { Time = (uint)Now }.ToGroup();
    }

    public async Task<string> CursorAsync(int shard, string from)
    {
        return (string)(await CallAsync("GET", $"/shards/{shard}?type=cursor&from={from}")).Ok().Json["cursor"]!;
    }

    public async Task<(LogGroupList Groups, TestResponse Response)> PullAsync(int shard, string cursor, int count = 1000, string more = "", string? accept = null)
    {
        TestResponse response = await CallAsync("GET", $"/shards/{shard}?type=log&cursor={cursor}&count={count}{more}", change: request =>
        {
            if (accept is not null)
            {
                request["Accept-Encoding"] = accept;
            }
        });
        response.Ok();
        return (LogGroupList.Parser.ParseFrom(Inflate(response)), response);
    }

    /// <summary>The newer GetLogs over the last hour and the next minute.</summary>
    public async Task<JsonNode> SearchAsync(string query, long? from = null, long? to = null, string more = "")
    {
        return (await SearchRawAsync(query, from, to, more)).Ok().Json;
    }

    public Task<TestResponse> SearchRawAsync(string query, long? from = null, long? to = null, string more = "")
    {
        JsonObject body = JsonNode.Parse($$"""{"from":{{from ?? (Now - 3600)}},"to":{{to ?? (Now + 60)}}{{more}}}""")!.AsObject();
        body["query"] = query;
        return CallAsync("POST", "/logs", body.ToJsonString());
    }

    public static byte[] Inflate(TestResponse response)
    {
        int size = int.Parse(response.Headers["x-log-bodyrawsize"], CultureInfo.InvariantCulture);
        byte[] raw = new byte[size];
        switch (response.Headers.GetValueOrDefault("x-log-compresstype"))
        {
            case "lz4":
                Assert.Equal(size, LZ4Codec.Decode(response.Body, raw));
                return raw;
            case "zstd":
                using (ZstdSharp.Decompressor decompressor = new())
                {
                    Assert.Equal(size, decompressor.Unwrap(response.Body, raw));
                }
                return raw;
            case "deflate":
                using (System.IO.Compression.ZLibStream stream = new(new MemoryStream(response.Body), System.IO.Compression.CompressionMode.Decompress))
                {
                    stream.ReadExactly(raw);
                }
                return raw;
            default:
                Assert.Equal(size, response.Body.Length);
                return response.Body;
        }
    }

    private static byte[] Compress(byte[] raw, string compression)
    {
        switch (compression)
        {
            case "lz4":
                byte[] block = new byte[LZ4Codec.MaximumOutputSize(raw.Length)];
                return block[..LZ4Codec.Encode(raw, block)];
            case "zstd":
                using (ZstdSharp.Compressor compressor = new())
                {
                    return compressor.Wrap(raw).ToArray();
                }
            default:
                using (MemoryStream output = new())
                {
                    using (System.IO.Compression.ZLibStream stream = new(output, System.IO.Compression.CompressionMode.Compress, leaveOpen: true))
                    {
                        stream.Write(raw);
                    }
                    return output.ToArray();
                }
        }
    }
}
