using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AliLogOps.Module.Tests.Logs;

/// <summary>
/// A service with one logstore whose answers a test decides: how many rows a page holds, which requests are called incomplete, which
/// fail, which never end. It counts requests. Signatures are the emulator's business, not this one's.
/// </summary>
public sealed class FakeLogService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _searches;
    private readonly TaskCompletionSource _hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FakeLogService(WebApplication app)
    {
        _app = app;
    }

    /// <summary>One log per entry, oldest first.</summary>
    public List<(long Time, Dictionary<string, string> Fields)> Stored { get; } = [];

    /// <summary>Width of the histogram's buckets; 0 for one that says nothing of use.</summary>
    public int BucketSeconds { get; set; }

    /// <summary>What was asked for, in order.</summary>
    public ConcurrentQueue<FakeRequest> Requests { get; } = new();

    /// <summary>Decides whether a search request (numbered from 1) is called incomplete.</summary>
    public Func<FakeRequest, int, bool> IsIncomplete { get; set; } = (_, _) => false;

    /// <summary>Rows an incomplete answer holds at most.</summary>
    public int RowsWhenIncomplete { get; set; } = int.MaxValue;

    /// <summary>SQL rows instead of logs, as columns and values.</summary>
    public (string[] Columns, string[][] Rows)? SqlResult { get; set; }

    /// <summary>Decides whether a request (numbered from 1) fails: status and code.</summary>
    public Func<FakeRequest, int, (int Status, string Code, string Message)?> Failure { get; set; } = (_, _) => null;

    /// <summary>Decides whether a request never gets an answer.</summary>
    public Func<FakeRequest, bool> Hangs { get; set; } = _ => false;

    /// <summary>Ends when the first request without an answer has arrived.</summary>
    public Task Hanging => _hanging.Task;

    public string Endpoint { get; private set; } = "";

    public IReadOnlyList<FakeRequest> Searches => [.. Requests.Where(request => request.IsSearch)];

    public IReadOnlyList<FakeRequest> Writes => [.. Requests.Where(request => request.IsWrite)];

    public static async Task<FakeLogService> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var service = new FakeLogService(app);
        app.Run(service.AnswerAsync);
        await app.StartAsync();
        service.Endpoint = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return service;
    }

    /// <summary>Stores logs one second apart, ending now.</summary>
    public void Fill(int count, Func<int, Dictionary<string, string>>? fields = null)
    {
        var newest = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 5;
        for (var number = 0; number < count; number++)
        {
            Stored.Add((newest - count + number, fields?.Invoke(number) ?? new() { ["n"] = number.ToString(System.Globalization.CultureInfo.InvariantCulture) }));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _hanging.TrySetResult();
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var request = new FakeRequest(context.Request.Method, context.Request.Path, context.Request.QueryString.Value ?? "", context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray());
        Requests.Enqueue(request);
        if (Hangs(request))
        {
            _hanging.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }

        context.Response.Headers["x-log-requestid"] = "FAKE" + Requests.Count;
        if (Failure(request, Requests.Count) is { } failure)
        {
            await WriteAsync(context, failure.Status, new JsonObject { ["errorCode"] = failure.Code, ["errorMessage"] = failure.Message });
            return;
        }

        if (request.IsSearch)
        {
            await WriteAsync(context, 200, Search(request));
        }
        else if (request.Query.Contains("type=histogram", StringComparison.Ordinal))
        {
            var incomplete = IsIncomplete(request, Requests.Count);
            context.Response.Headers["x-log-progress"] = incomplete ? "Incomplete" : "Complete";
            context.Response.Headers["x-log-count"] = Stored.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
            await WriteAsync(context, 200, BucketSeconds > 0 ? Buckets(context) : new JsonArray(new JsonObject { ["from"] = 100, ["to"] = 160, ["count"] = Stored.Count, ["progress"] = incomplete ? "Incomplete" : "Complete" }));
        }
    }

    // the first log at or after a time; they lie in its order
    private int IndexOf(long time)
    {
        var (low, high) = (0, Stored.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Stored[middle].Time < time ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private JsonArray Buckets(HttpContext context)
    {
        var from = long.Parse(context.Request.Query["from"]!, null);
        var to = long.Parse(context.Request.Query["to"]!, null);
        var buckets = new JsonArray();
        for (var begin = from; begin < to; begin += BucketSeconds)
        {
            var end = Math.Min(begin + BucketSeconds, to);
            buckets.Add(new JsonObject { ["from"] = begin, ["to"] = end, ["count"] = IndexOf(end) - IndexOf(begin), ["progress"] = "Complete" });
        }

        return buckets;
    }

    private byte[] Search(FakeRequest request)
    {
        var incomplete = IsIncomplete(request, Interlocked.Increment(ref _searches));
        using var body = new MemoryStream();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("data");
            var count = SqlResult is { } sql ? WriteSqlRows(writer, sql.Columns, sql.Rows) : WriteLogs(writer, request, incomplete);
            writer.WriteEndArray();
            writer.WriteStartObject("meta");
            writer.WriteString("progress", incomplete ? "Incomplete" : "Complete");
            writer.WriteBoolean("hasSQL", SqlResult is not null);
            writer.WriteNumber("processedRows", Stored.Count);
            writer.WriteNumber("count", count);
            writer.WriteStartArray("keys");
            Array.ForEach(SqlResult?.Columns ?? [], writer.WriteStringValue);
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return body.ToArray();
    }

    private static int WriteSqlRows(Utf8JsonWriter writer, string[] columns, string[][] rows)
    {
        foreach (var row in rows)
        {
            // in an order of its own, as a map on the wire may be
            writer.WriteStartObject();
            for (var column = columns.Length - 1; column >= 0; column--)
            {
                writer.WriteString(columns[column], row[column]);
            }

            writer.WriteEndObject();
        }

        return rows.Length;
    }

    private int WriteLogs(Utf8JsonWriter writer, FakeRequest request, bool incomplete)
    {
        var json = request.Json;
        var (first, end) = (IndexOf(json["from"]!.GetValue<long>()), IndexOf(json["to"]!.GetValue<long>()));
        var newestFirst = json["reverse"]?.GetValue<bool>() == true;
        var offset = json["offset"]!.GetValue<int>();
        var line = Math.Min(json["line"]!.GetValue<int>(), incomplete ? RowsWhenIncomplete : int.MaxValue);
        var last = Math.Min(offset + line, end - first);
        for (var row = offset; row < last; row++)
        {
            var (time, fields) = Stored[newestFirst ? end - 1 - row : first + row];
            writer.WriteStartObject();
            writer.WriteString("__time__", time.ToString(System.Globalization.CultureInfo.InvariantCulture));
            writer.WriteString("__source__", fields.GetValueOrDefault("__source__", "127.0.0.1"));
            foreach (var (name, value) in fields)
            {
                if (name != "__source__")
                {
                    writer.WriteString(name, value);
                }
            }

            writer.WriteEndObject();
        }

        return Math.Max(0, last - offset);
    }

    private static Task WriteAsync(HttpContext context, int status, JsonNode content) => WriteAsync(context, status, JsonSerializer.SerializeToUtf8Bytes(content));

    private static async Task WriteAsync(HttpContext context, int status, byte[] bytes)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes);
    }
}

/// <summary>One request as it came.</summary>
public sealed record FakeRequest(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public bool IsSearch => Method == "POST" && Path.EndsWith("/logs", StringComparison.Ordinal);

    public bool IsWrite => Method == "POST" && (Path.EndsWith("/shards/lb", StringComparison.Ordinal) || Path.EndsWith("/shards/route", StringComparison.Ordinal));

    public JsonNode Json => JsonNode.Parse(Body)!;

    public int Offset => Json["offset"]!.GetValue<int>();

    public int Line => Json["line"]!.GetValue<int>();
}
