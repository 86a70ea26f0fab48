using System.Net;
using AliLogOps.Emulator.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace AliLogOps.Emulator.Hosting;

/// <summary>Makes the emulator's request out of the web server's.</summary>
internal static class RequestReader
{
    public static SlsRequest Read(
        IHttpRequestFeature http,
        ReadOnlyMemory<byte> body,
        string requestId,
        DateTimeOffset now,
        string? listenHost,
        IPAddress? remoteAddress,
        CancellationToken aborted)
    {
        RequestHeaders headers = ReadHeaders(http);
        string? forwarded = headers["X-Forwarded-Host"];
        string host = string.IsNullOrEmpty(forwarded) ? headers["Host"] ?? "" : forwarded.Split(',')[0].Trim();
        (string rawPath, string rawQuery) = SplitTarget(http.RawTarget);
        return new SlsRequest
        {
            Method = http.Method,
            RawPath = rawPath,
            Path = PercentEncoding.Decode(rawPath),
            Query = QueryParameters.Parse(rawQuery),
            Headers = headers,
            Host = host,
            Project = HostNames.ProjectOf(host, listenHost),
            RawBody = body,
            Body = body,
            RequestId = requestId,
            ReceivedAt = now,
            RemoteAddress = remoteAddress,
            Aborted = aborted,
        };
    }

    /// <summary>Path and query of a request target; the absolute form (through a proxy) loses its scheme and authority.</summary>
    internal static (string Path, string Query) SplitTarget(string target)
    {
        int scheme = target.StartsWith('/') ? -1 : target.IndexOf("://", StringComparison.Ordinal);
        if (scheme > 0)
        {
            int slash = target.IndexOfAny(['/', '?'], scheme + 3);
            target = slash < 0 ? "/" : target[slash] == '?' ? "/" + target[slash..] : target[slash..];
        }
        int question = target.IndexOf('?', StringComparison.Ordinal);
        string path = question < 0 ? target : target[..question];
        return (path.Length == 0 ? "/" : path, question < 0 ? "" : target[(question + 1)..]);
    }

    private static RequestHeaders ReadHeaders(IHttpRequestFeature http)
    {
        List<KeyValuePair<string, string>> headers = new(http.Headers.Count);
        foreach (KeyValuePair<string, StringValues> header in http.Headers)
        {
            foreach (string? value in header.Value)
            {
                headers.Add(new(header.Key, value ?? ""));
            }
        }
        return new RequestHeaders(headers);
    }
}
