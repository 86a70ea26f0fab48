using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Tests.Support;

/// <summary>Makes requests without a web server.</summary>
internal static class Requests
{
    public static SlsRequest Of(
        string method,
        string path,
        IEnumerable<(string Key, string Value)>? query = null,
        IEnumerable<(string Name, string Value)>? headers = null,
        byte[]? body = null,
        string host = "")
    {
        List<KeyValuePair<string, string>> all = [.. (headers ?? []).Select(header => KeyValuePair.Create(header.Name, header.Value))];
        if (host.Length > 0)
        {
            all.Add(new("Host", host));
        }
        return new SlsRequest
        {
            Method = method,
            RawPath = path,
            Path = PercentEncoding.Decode(path),
            Query = QueryParameters.Of((query ?? []).Select(pair => new QueryPair(pair.Key, pair.Value, true))),
            Headers = new RequestHeaders(all),
            Host = host,
            Project = null,
            RawBody = body ?? [],
            Body = body ?? [],
            RequestId = "000000000000000000000000",
            ReceivedAt = DateTimeOffset.UnixEpoch,
        };
    }
}
