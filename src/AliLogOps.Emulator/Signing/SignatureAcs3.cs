using System.Security.Cryptography;
using System.Text;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Signing;

/// <summary>The fields of <c>ACS3-HMAC-SHA256 Credential={id},SignedHeaders={names},Signature={hex}</c>; null where one is lacking.</summary>
internal sealed record AuthorizationAcs3(string? AccessKeyId, string? SignedHeaders, string? Signature)
{
    public const string Scheme = "ACS3-HMAC-SHA256";

    /// <summary>Splits the header; blanks after the commas are allowed.</summary>
    public static AuthorizationAcs3 Parse(string header)
    {
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        foreach (string field in header[Scheme.Length..].Split(','))
        {
            int equals = field.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                fields[field[..equals].Trim()] = field[(equals + 1)..].Trim();
            }
        }
        return new AuthorizationAcs3(fields.GetValueOrDefault("Credential"), fields.GetValueOrDefault("SignedHeaders"), fields.GetValueOrDefault("Signature"));
    }
}

/// <summary>Checks a signature of "Request syntax and signature method V3", as ECS and STS use it.</summary>
internal static class SignatureAcs3
{
    /// <summary>Names of the headers that must be signed on this request, sorted and joined by semicolons.</summary>
    public static string NamesToSign(RequestHeaders headers)
    {
        return string.Join(';', headers.All
            .Select(header => header.Key.ToLowerInvariant())
            .Where(IsSigned)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal));
    }

    /// <summary>True if the signature is that of the request.</summary>
    public static bool Verify(SlsRequest request, string signedHeaders, ReadOnlySpan<byte> secret, string signature)
    {
        Span<byte> given = stackalloc byte[32];
        if (signature.Length != 64
            || Convert.FromHexString(signature, given, out _, out int length) != System.Buffers.OperationStatus.Done || length != 32)
        {
            return false;
        }
        string bodyHash = Convert.ToHexStringLower(SHA256.HashData(request.RawBody.Span));
        string canonical = $"{request.Method}\n{CanonicalPath(request)}\n{CanonicalQuery(request.Query)}\n{CanonicalHeaders(request.Headers, signedHeaders)}\n{signedHeaders}\n{bodyHash}";
        string toSign = $"{AuthorizationAcs3.Scheme}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        return CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(toSign)), given);
    }

    private static bool IsSigned(string name)
    {
        return name is "host" or "content-type" || name.StartsWith("x-acs-", StringComparison.Ordinal);
    }

    private static string CanonicalPath(SlsRequest request)
    {
        return string.Join('/', request.Path.Split('/').Select(PercentEncoding.Encode));
    }

    private static string CanonicalQuery(QueryParameters query)
    {
        return string.Join('&', query.Pairs
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{PercentEncoding.Encode(pair.Key)}={PercentEncoding.Encode(pair.Value)}"));
    }

    private static string CanonicalHeaders(RequestHeaders headers, string signedHeaders)
    {
        StringBuilder block = new();
        foreach (string name in signedHeaders.Split(';'))
        {
            IEnumerable<string> values = headers.All
                .Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
                .Select(header => header.Value.Trim())
                .Order(StringComparer.Ordinal);
            block.Append(name).Append(':').AppendJoin(',', values).Append('\n');
        }
        return block.ToString();
    }
}
