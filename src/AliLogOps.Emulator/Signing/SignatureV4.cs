using System.Security.Cryptography;
using System.Text;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Signing;

/// <summary>The fields of <c>SLS4-HMAC-SHA256 Credential={id}/{date}/{region}/sls/aliyun_v4_request,Signature={hex}</c>.</summary>
internal sealed record AuthorizationV4(string AccessKeyId, string Date, string Region, string Signature)
{
    public const string Scheme = "SLS4-HMAC-SHA256";

    public string Scope => $"{Date}/{Region}/sls/aliyun_v4_request";

    /// <exception cref="SlsException">400 ParameterInvalid: the header is not of this form.</exception>
    public static AuthorizationV4 Parse(string header)
    {
        string? credential = null;
        string? signature = null;
        foreach (string field in header[Scheme.Length..].Split(','))
        {
            string text = field.Trim();
            if (text.StartsWith("Credential=", StringComparison.Ordinal))
            {
                credential = text["Credential=".Length..];
            }
            else if (text.StartsWith("Signature=", StringComparison.Ordinal))
            {
                signature = text["Signature=".Length..];
            }
        }
        string[] parts = credential?.Split('/') ?? [];
        if (signature is null || parts.Length != 5 || parts[3] != "sls" || parts[4] != "aliyun_v4_request")
        {
            throw SlsErrors.MalformedAuthorization(
                $"expected {Scheme} Credential=<id>/<yyyymmdd>/<region>/sls/aliyun_v4_request,Signature=<hex>").ToException();
        }
        return new AuthorizationV4(parts[0], parts[1], parts[2], signature);
    }
}

/// <summary>Checks a version 4 signature (Log Service API, "Request signatures (V4)").</summary>
internal static class SignatureV4
{
    /// <summary>The hash that x-log-content-sha256 must have: of the body as sent, or of nothing where the body is not signed (PutObject).</summary>
    public static string BodyHash(SlsRequest request, bool signsBody)
    {
        return Convert.ToHexStringLower(SHA256.HashData(signsBody ? request.RawBody.Span : []));
    }

    /// <summary>True if the signature fits the request in one of the spellings of the official clients.</summary>
    /// <param name="bodyHash">Last line of the canonical request.</param>
    /// <param name="hosts">Host values to try; empty leaves the host out of the signed headers.</param>
    public static bool Verify(SlsRequest request, AuthorizationV4 authorization, string bodyHash, ReadOnlySpan<byte> secret, IReadOnlyList<string> hosts)
    {
        Span<byte> given = stackalloc byte[32];
        if (authorization.Signature.Length != 64
            || Convert.FromHexString(authorization.Signature, given, out _, out int length) != System.Buffers.OperationStatus.Done || length != 32)
        {
            return false;
        }
        string date = request.Headers["x-log-date"] ?? "";
        byte[] key = SigningKey(secret, authorization);
        foreach (string? host in hosts.Cast<string?>().DefaultIfEmpty())
        {
            (string block, string names) = SignedHeaders(request.Headers, host);
            foreach (string path in Paths(request))
            {
                foreach (string query in Queries(request.Query))
                {
                    string canonical = $"{request.Method}\n{path}\n{query}\n{block}\n{names}\n{bodyHash}";
                    string toSign = $"{AuthorizationV4.Scheme}\n{date}\n{authorization.Scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
                    if (CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)), given))
                    {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static byte[] SigningKey(ReadOnlySpan<byte> secret, AuthorizationV4 authorization)
    {
        byte[] prefixed = [.. "aliyun_v4"u8, .. secret];
        byte[] dateKey = HMACSHA256.HashData(prefixed, Encoding.UTF8.GetBytes(authorization.Date));
        byte[] regionKey = HMACSHA256.HashData(dateKey, Encoding.UTF8.GetBytes(authorization.Region));
        return HMACSHA256.HashData(HMACSHA256.HashData(regionKey, "sls"u8), "aliyun_v4_request"u8);
    }

    private static (string Block, string Names) SignedHeaders(RequestHeaders headers, string? host)
    {
        SortedDictionary<string, string> signed = new(StringComparer.Ordinal);
        foreach (KeyValuePair<string, string> header in headers.All)
        {
            string name = header.Key.Trim().ToLowerInvariant();
            if (name == "content-type" || name.StartsWith("x-acs-", StringComparison.Ordinal)
                || (name.StartsWith("x-log-", StringComparison.Ordinal) && !name.StartsWith("x-log-meta-", StringComparison.Ordinal)))
            {
                signed[name] = header.Value.Trim();
            }
        }
        if (host is not null)
        {
            signed["host"] = host;
        }
        StringBuilder block = new();
        foreach (KeyValuePair<string, string> header in signed)
        {
            block.Append(header.Key).Append(':').Append(header.Value).Append('\n');
        }
        return (block.ToString(), string.Join(';', signed.Keys));
    }

    private static string[] Paths(SlsRequest request)
    {
        return request.RawPath == request.Path ? [request.RawPath] : [request.RawPath, request.Path];
    }

    /// <summary>
    /// Pairs sorted by key; the key as it is (or encoded), the value encoded; an empty value is the bare key. The OpenAPI client for Node
    /// leaves some marks of a value unencoded, so that it could ask nothing with parentheses otherwise («unconfirmed» for the service).
    /// </summary>
    private static string[] Queries(QueryParameters query)
    {
        string[] spellings =
        [
            Write(query, key => key, PercentEncoding.Encode),
            Write(query, PercentEncoding.Encode, PercentEncoding.Encode),
            Write(query, key => key, PercentEncoding.EncodeAsNode),
        ];
        return [.. spellings.Distinct(StringComparer.Ordinal)];
    }

    private static string Write(QueryParameters query, Func<string, string> writeKey, Func<string, string> writeValue)
    {
        return string.Join('&', query.Pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(
            pair => pair.Value.Length == 0 ? writeKey(pair.Key) : $"{writeKey(pair.Key)}={writeValue(pair.Value)}"));
    }
}
