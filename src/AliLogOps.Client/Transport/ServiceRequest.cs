using System.Globalization;

namespace AliLogOps.Client;

/// <summary>One request as an operation describes it, before host, signature and attempts come in.</summary>
internal sealed class ServiceRequest
{
    private readonly List<KeyValuePair<string, string>> _query = [];

    private ServiceRequest(HttpMethod method, string? project, string path, string decodedPath)
    {
        Method = method;
        Project = project;
        Path = path;
        DecodedPath = decodedPath;
    }

    public HttpMethod Method { get; }

    /// <summary>Null for requests to the bare host.</summary>
    public string? Project { get; }

    /// <summary>Percent-encoded.</summary>
    public string Path { get; }

    public string DecodedPath { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Query => _query;

    /// <summary>Body as sent.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    public string? ContentType { get; init; }

    /// <summary>Length of the body before compression.</summary>
    public int RawSize { get; init; }

    public string? CompressType { get; init; }

    public string Accept { get; init; } = MediaTypes.Json;

    public string? AcceptEncoding { get; init; }

    /// <summary>Name for messages and traces in place of the path.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Further headers.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>A request without body.</summary>
    public static ServiceRequest To(HttpMethod method, string? project, params ReadOnlySpan<string> segments) =>
        new(method, CheckProject(project), Encode(segments), Join(segments));

    /// <summary>A request with a JSON body.</summary>
    public static ServiceRequest WithJson(HttpMethod method, string? project, ReadOnlyMemory<byte> json, params ReadOnlySpan<string> segments) =>
        new(method, CheckProject(project), Encode(segments), Join(segments)) { Body = json, RawSize = json.Length, ContentType = MediaTypes.Json };

    /// <summary>A search: JSON in, compressed JSON out.</summary>
    public static ServiceRequest Search(string project, ReadOnlyMemory<byte> json, params ReadOnlySpan<string> segments) =>
        new(HttpMethod.Post, CheckProject(project), Encode(segments), Join(segments)) { Body = json, RawSize = json.Length, ContentType = MediaTypes.Json, AcceptEncoding = "lz4" };

    /// <summary>A pull: protobuf out, compressed.</summary>
    public static ServiceRequest Pull(string project, params ReadOnlySpan<string> segments) =>
        new(HttpMethod.Get, CheckProject(project), Encode(segments), Join(segments)) { Accept = MediaTypes.Protobuf, AcceptEncoding = "lz4" };

    /// <summary>A write of log data, compressed.</summary>
    public static ServiceRequest Put(string project, ReadOnlyMemory<byte> body, int rawSize, string compressType, params ReadOnlySpan<string> segments) =>
        new(HttpMethod.Post, CheckProject(project), Encode(segments), Join(segments)) { Body = body, RawSize = rawSize, ContentType = MediaTypes.Protobuf, CompressType = compressType };

    /// <summary>An RPC call of ECS or STS.</summary>
    public static ServiceRequest Rpc(string action, string version) =>
        new(HttpMethod.Post, null, "/", "/") { DisplayName = action, Headers = [new("x-acs-action", action), new("x-acs-version", version)] };

    /// <summary>An RPC call whose parameters travel in the body, where no access log shows them; null values are left out.</summary>
    public static ServiceRequest RpcForm(string action, string version, IReadOnlyList<KeyValuePair<string, string?>> parameters)
    {
        IEnumerable<KeyValuePair<string, string?>> common = [new("Action", action), new("Version", version), new("Format", "JSON")];
        string form = string.Join('&', common.Concat(parameters).Where(pair => pair.Value is not null).Select(pair => $"{PercentEncoding.Encode(pair.Key)}={PercentEncoding.Encode(pair.Value!)}"));
        byte[] body = System.Text.Encoding.UTF8.GetBytes(form);
        return new(HttpMethod.Post, null, "/", "/")
        {
            DisplayName = action,
            Body = body,
            RawSize = body.Length,
            ContentType = "application/x-www-form-urlencoded",
            Headers = [new("x-acs-action", action), new("x-acs-version", version)],
        };
    }

    /// <summary>Adds a query pair; null values are left out.</summary>
    public ServiceRequest With(string key, string? value)
    {
        if (value is not null)
        {
            _query.Add(new(key, value));
        }

        return this;
    }

    /// <summary>Adds a number to the query.</summary>
    public ServiceRequest With(string key, long value) => With(key, value.ToString(CultureInfo.InvariantCulture));

    private static string? CheckProject(string? project) => project is null ? null : NameRules.CheckProject(project);

    private static string Join(ReadOnlySpan<string> segments) => "/" + string.Join('/', segments.ToArray());

    private static string Encode(ReadOnlySpan<string> segments)
    {
        if (segments.IsEmpty)
        {
            return "/";
        }

        string path = string.Empty;
        foreach (string segment in segments)
        {
            path += "/" + PercentEncoding.Encode(NameRules.CheckSegment(segment));
        }

        return path;
    }
}
