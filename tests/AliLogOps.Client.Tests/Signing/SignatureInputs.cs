using System.Text;

namespace AliLogOps.Client.Tests;

/// <summary>The requests that the published and recorded signature vectors are about.</summary>
internal static class SignatureInputs
{
    public const string KeyId = "testAccessKeyId";
    public const string Secret = "testAccessKeySecret";
    public const string Token = "CAISsecurity+token/for==test";
    public const string Date = "Mon, 06 May 2024 07:08:09 GMT";
    public const string LogDate = "20240506T070809Z";
    public const string Host = "my-project.cn-hangzhou.log.aliyuncs.com";
    public const string CreateLogstore = """{"logstoreName":"my-logstore","ttl":30,"shardCount":2}""";
    public const string Search = """{"query":"msg: 你好 and a+b","from":1714979289,"to":1714979289}""";
    public const string OpenApiCreateLogstore = """{"logstoreName":"my-logstore","shardCount":2,"ttl":30}""";
    public const string CreateProject = """{"projectName":"my-project","description":"d"}""";
    public const string LogGroupHex = "0a1e08d983e2b10612160a07546573744b6579120b54657374436f6e74656e741a02743122093132372e302e302e31320a0a047461673112027631";
    public const string LogGroupBlockHex = "f02c" + LogGroupHex;
    public static readonly DateTimeOffset Time = new(2024, 5, 6, 7, 8, 9, TimeSpan.Zero);

    public static readonly AccessKeyCredential Key = new(KeyId, Secret);
    public static readonly AccessKeyCredential TemporaryKey = new(KeyId, Secret, Token);

    public static readonly (string, string)[] ListQuery = [("logstoreName", ""), ("offset", "0"), ("size", "10")];
    public static readonly (string, string)[] ProjectQuery = [("offset", "0"), ("resourceGroupId", ""), ("size", "100")];

    public static readonly (string, string)[] SearchQuery =
    [
        ("from", "1714979000"), ("query", "status: 200 and msg: \"a b~c*+/=&?\" | select 你好"), ("to", "1714979289"), ("topic", ""), ("type", "log"),
    ];

    /// <summary>A request with nothing but what is given; the path is the same encoded and decoded.</summary>
    public static SignableRequest Request(string method, string path, (string Key, string Value)[]? query = null, byte[]? body = null, params (string Name, string Value)[] headers)
    {
        SignableRequest request = new()
        {
            Method = method,
            Path = path,
            DecodedPath = path,
            Query = (query ?? []).Select(pair => new KeyValuePair<string, string>(pair.Key, pair.Value)).ToArray(),
            Body = body ?? [],
        };
        foreach ((string name, string value) in headers)
        {
            request.Headers.Set(name, value);
        }

        return request;
    }

    /// <summary>A request as the client prepares it: API version and raw size, and for a body type and compression.</summary>
    public static SignableRequest LogRequest(string method, string path, (string, string)[]? query = null, byte[]? body = null, int? rawSize = null, string? contentType = null, string? compressType = null)
    {
        SignableRequest request = Request(method, path, query, body);
        request.Headers.Set("x-log-apiversion", "0.6.0");
        request.Headers.Set("x-log-bodyrawsize", (rawSize ?? body?.Length ?? 0).ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (contentType is not null)
        {
            request.Headers.Set("Content-Type", contentType);
        }

        if (compressType is not null)
        {
            request.Headers.Set("x-log-compresstype", compressType);
        }

        return request;
    }

    /// <summary>The request of a row of the vector tables.</summary>
    public static (SignableRequest Request, AccessKeyCredential Key) Row(string row) => row switch
    {
        "1" => (LogRequest("GET", "/logstores"), Key),
        "2" => (LogRequest("GET", "/logstores", ListQuery), Key),
        "3" => (LogRequest("POST", "/logstores", null, Utf8(CreateLogstore), contentType: "application/json"), Key),
        "4" => (LogRequest("GET", "/logstores/my-logstore", SearchQuery), Key),
        "5" => (LogRequest("GET", "/"), TemporaryKey),
        "6" => (PutLogs(), Key),
        "6s" => (PutLogs(), TemporaryKey),
        "7" => (LogRequest("DELETE", "/logstores/my-logstore/index"), Key),
        "8" => (LogRequest("POST", "/logstores/my-logstore/logs", null, Utf8(Search), contentType: "application/json"), Key),
        "9" => (LogRequest("GET", "/", ProjectQuery), Key),
        "O1" => (LogRequest("GET", "/logstores", [("logstoreName", "a b"), ("offset", "0"), ("size", "10")]), Key),
        "O1s" => (LogRequest("GET", "/logstores", [("logstoreName", "a b"), ("offset", "0"), ("size", "10")]), TemporaryKey),
        "O2" => (LogRequest("POST", "/logstores", null, Utf8(OpenApiCreateLogstore), contentType: "application/json"), Key),
        "O2s" => (LogRequest("POST", "/logstores", null, Utf8(OpenApiCreateLogstore), contentType: "application/json"), TemporaryKey),
        _ => throw new ArgumentOutOfRangeException(nameof(row), row, "no such row"),
    };

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static SignableRequest PutLogs() =>
        LogRequest("POST", "/logstores/my-logstore/shards/lb", null, Convert.FromHexString(LogGroupBlockHex), rawSize: 59, contentType: "application/x-protobuf", compressType: "lz4");
}
