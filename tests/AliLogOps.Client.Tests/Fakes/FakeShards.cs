using System.Globalization;
using System.Net;
using System.Text;

namespace AliLogOps.Client.Tests;

/// <summary>A logstore that only pulls and counts: shards with groups, pages of any size, and faults at requests a test chooses.</summary>
internal sealed class FakeShards : HttpMessageHandler
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<int, List<byte[]>> _shards = [];
    private int _requests;

    /// <summary>Most groups of a page, by the number of the request.</summary>
    public Func<int, int> PageSize { get; set; } = _ => 3;

    /// <summary>What request n (from 1) gets instead of an answer; null for the answer.</summary>
    public Func<int, string, HttpResponseMessage?> Fault { get; set; } = (_, _) => null;

    /// <summary>What the index counts; null for no index.</summary>
    public long? IndexCount { get; set; }

    /// <summary>Shards that take no more logs.</summary>
    public HashSet<int> ReadOnly { get; } = [];

    public int Requests => Volatile.Read(ref _requests);

    public void Add(int shard, params LogGroup[] groups)
    {
        lock (_gate)
        {
            if (!_shards.TryGetValue(shard, out List<byte[]>? list))
            {
                _shards.Add(shard, list = []);
            }

            list.AddRange(groups.Select(Encode));
        }
    }

    public void AddRaw(int shard, byte[] group)
    {
        Add(shard);
        lock (_gate)
        {
            _shards[shard].Add(group);
        }
    }

    public LogServiceClient Open() => new(new LogServiceClientOptions
    {
        Endpoint = LogServiceEndpoint.FromRegion("cn-hangzhou"),
        Credentials = new StaticCredentialProvider(SignatureInputs.Key),
        Handler = this,
        Retry = RetryPolicy.None,
    });

    public static LogGroup Group(int first, int count, string topic = "t") => new()
    {
        Topic = topic,
        Source = "10.0.0.1",
        Tags = [new("env", "dev")],
        Logs = [.. Enumerable.Range(first, count).Select(number => new LogItem
        {
            UnixTime = (uint)(1_700_000_000 + number),
            Contents = [new("n", number.ToString(CultureInfo.InvariantCulture)), new("msg", $"line \"{number}\"\n, ünïcode ☃")],
        })],
    };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string query = request.RequestUri!.Query;
        int number = Interlocked.Increment(ref _requests);
        lock (_gate)
        {
            return Task.FromResult(Fault(number, query) ?? Answer(request.RequestUri, query));
        }
    }

    private static byte[] Encode(LogGroup group)
    {
        byte[] bytes = new byte[LogGroupWriter.Measure(group)];
        LogGroupWriter.Write(group, bytes);
        return bytes;
    }

    private HttpResponseMessage Answer(Uri uri, string query)
    {
        if (query.Contains("type=histogram", StringComparison.Ordinal))
        {
            return IndexCount is { } count
                ? Answers.Json($$"""[{"from":1,"to":2,"count":{{count}},"progress":"Complete"}]""")
                : Answers.Error(400, "IndexConfigNotExist");
        }

        if (uri.AbsolutePath.EndsWith("/shards", StringComparison.Ordinal))
        {
            return Answers.Json("[" + string.Join(",", _shards.Keys.Select(id => $$"""{"shardID":{{id}},"status":"{{(ReadOnly.Contains(id) ? "readonly" : "readwrite")}}","inclusiveBeginKey":"","exclusiveEndKey":"","createTime":1}""")) + "]");
        }

        if (uri.AbsolutePath.EndsWith("/index", StringComparison.Ordinal))
        {
            return Answers.Error(404, "IndexConfigNotExist");
        }

        int shard = int.Parse(uri.Segments[^1], CultureInfo.InvariantCulture);
        if (!_shards.TryGetValue(shard, out List<byte[]>? groups))
        {
            return Answers.Error(400, "ShardNotExist");
        }

        if (query.Contains("type=cursor_time", StringComparison.Ordinal))
        {
            return Answers.Json("""{"cursor_time":1700000000}""");
        }

        if (query.Contains("type=cursor", StringComparison.Ordinal))
        {
            int at = query.Contains("from=end", StringComparison.Ordinal) ? groups.Count : 0;
            return Answers.Json($$"""{"cursor":"{{Cursor(at)}}"}""");
        }

        return Pull(groups, Parameter(query, "cursor")!, Parameter(query, "end_cursor"));
    }

    private HttpResponseMessage Pull(List<byte[]> groups, string cursor, string? endCursor)
    {
        int at = Position(cursor);
        int end = Math.Min(groups.Count, endCursor is null ? int.MaxValue : Position(endCursor));
        int count = Math.Clamp(PageSize(Requests), 0, Math.Max(0, end - at));
        using MemoryStream body = new();
        foreach (byte[] group in groups.Skip(at).Take(count))
        {
            body.WriteByte(0x0a);
            uint length = (uint)group.Length;
            for (; length >= 0x80; length >>= 7)
            {
                body.WriteByte((byte)(length | 0x80));
            }

            body.WriteByte((byte)length);
            body.Write(group);
        }

        return Answers.Bytes(body.ToArray(), ("x-log-cursor", Cursor(at + count)), ("x-log-count", count.ToString(CultureInfo.InvariantCulture)), ("x-log-bodyrawsize", body.Length.ToString(CultureInfo.InvariantCulture)));
    }

    private static string Cursor(int position) => Convert.ToBase64String(Encoding.ASCII.GetBytes(position.ToString(CultureInfo.InvariantCulture)));

    private static int Position(string cursor) => int.Parse(Encoding.ASCII.GetString(Convert.FromBase64String(cursor)), CultureInfo.InvariantCulture);

    private static string? Parameter(string query, string name)
    {
        string? pair = query.TrimStart('?').Split('&').FirstOrDefault(pair => pair.StartsWith(name + "=", StringComparison.Ordinal));
        return pair is null ? null : WebUtility.UrlDecode(pair[(name.Length + 1)..]);
    }
}
