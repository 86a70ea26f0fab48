using System.Security.Cryptography;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Objects;

/// <summary>The headers of PutObject that belong to the object and come back with it (official clients for Python and Go).</summary>
internal static class ObjectHeaders
{
    private const string ContentMd5 = "content-md5";
    private const string MetaPrefix = "x-log-meta-";

    /// <summary>«unconfirmed»: the form of the object storage service, the MD5 of the content in quoted upper-case hexadecimal digits.</summary>
    public static KeyValuePair<string, string> ETagOf(ReadOnlyMemory<byte> content)
    {
        return new("etag", $"\"{HexMd5(content)}\"");
    }

    /// <summary>Content-Type, Content-MD5 and x-log-meta-*; a header that came twice is one list.</summary>
    /// <exception cref="SlsException">400 InvalidDigest or ParameterInvalid.</exception>
    public static List<KeyValuePair<string, string>> Read(SlsRequest request)
    {
        List<KeyValuePair<string, string>> kept = [.. request.Headers.All
            .Select(header => KeyValuePair.Create(header.Key.ToLowerInvariant(), header.Value))
            .Where(header => header.Key is "content-type" or ContentMd5 || header.Key.StartsWith(MetaPrefix, StringComparison.Ordinal))
            .GroupBy(header => header.Key, header => header.Value, StringComparer.Ordinal)
            .Select(header => KeyValuePair.Create(header.Key, string.Join(", ", header)))
            .Where(header => header.Value.Length > 0 || header.Key.StartsWith(MetaPrefix, StringComparison.Ordinal))];
        foreach ((string name, string value) in kept)
        {
            if (!value.All(c => c is >= ' ' and <= '~'))
            {
                throw SlsErrors.ParameterInvalid($"header {name} holds a character that is no printable ASCII: encode its value").ToException();
            }
            if (name == ContentMd5 && !FitsBody(value, request.RawBody))
            {
                throw SlsErrors.InvalidDigest(value).ToException();
            }
        }
        return kept;
    }

    /// <summary>Base64, as the clients document it; the Go client puts its own hexadecimal hash in its place when it signs with version 1.</summary>
    private static bool FitsBody(string md5, ReadOnlyMemory<byte> body)
    {
        return md5 == Convert.ToBase64String(Md5(body)) || md5 == HexMd5(body);
    }

    private static string HexMd5(ReadOnlyMemory<byte> content)
    {
        return Convert.ToHexString(Md5(content));
    }

    private static byte[] Md5(ReadOnlyMemory<byte> content)
    {
        return MD5.HashData(content.Span);
    }
}
