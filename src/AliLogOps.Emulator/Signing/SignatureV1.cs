using System.Security.Cryptography;
using System.Text;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Signing;

/// <summary>
/// Checks a version 1 signature (Log Service API, "Request signatures"): scheme LOG, HMAC over verb, Content-MD5,
/// Content-Type, date, the x-log- and x-acs- headers, and the resource. The official clients differ in how they write
/// path, query and empty headers, so each of their spellings is tried.
/// </summary>
internal static class SignatureV1
{
    /// <summary>True if the signature fits one of the accepted spellings.</summary>
    /// <param name="date">Value of x-log-date, or of Date without it.</param>
    /// <param name="sha256">HMAC-SHA256 instead of HMAC-SHA1, by x-log-signaturemethod.</param>
    /// <param name="signature">Base64 text of the Authorization header.</param>
    /// <param name="signsBody">
    /// False for PutObject: its Content-MD5 belongs to the object, so the Python client signs an empty line instead of it. The Go client
    /// signs it, and the object's x-log-meta- headers as well.
    /// </param>
    public static bool Verify(SlsRequest request, string date, bool sha256, ReadOnlySpan<byte> secret, string signature, bool signsBody = true)
    {
        Span<byte> given = stackalloc byte[64];
        if (!Convert.TryFromBase64String(signature, given, out int length) || length != (sha256 ? 32 : 20))
        {
            return false;
        }
        foreach (string head in Heads(request, date, signsBody))
        {
            foreach (string path in Distinct(request.RawPath, request.Path))
            {
                foreach (string query in Queries(request.Query))
                {
                    byte[] message = Encoding.UTF8.GetBytes($"{head}{path}{query}");
                    byte[] expected = sha256 ? HMACSHA256.HashData(secret, message) : HMACSHA1.HashData(secret, message);
                    if (CryptographicOperations.FixedTimeEquals(expected, given[..length]))
                    {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /// <summary>The lines before the resource.</summary>
    private static IEnumerable<string> Heads(SlsRequest request, string date, bool signsBody)
    {
        string md5 = request.Headers["Content-MD5"] ?? "";
        string[] blocks = Distinct(HeaderBlock(request.Headers, keepEmpty: true), HeaderBlock(request.Headers, keepEmpty: false));
        if (!signsBody)
        {
            blocks = [.. blocks, HeaderBlock(request.Headers, keepEmpty: true, withMeta: true)];
        }
        return (signsBody ? [md5] : Distinct(md5, "")).SelectMany(
            line => blocks.Select(block => $"{request.Method}\n{line}\n{request.Headers["Content-Type"]}\n{date}\n{block}"));
    }

    private static string HeaderBlock(RequestHeaders headers, bool keepEmpty, bool withMeta = false)
    {
        List<KeyValuePair<string, string>> signed = [];
        foreach (KeyValuePair<string, string> header in headers.All)
        {
            string name = header.Key.Trim().ToLowerInvariant();
            string value = header.Value.Trim();
            if ((name.StartsWith("x-log-", StringComparison.Ordinal) || name.StartsWith("x-acs-", StringComparison.Ordinal))
                && name != "x-log-date" && (withMeta || !name.StartsWith("x-log-meta-", StringComparison.Ordinal))
                && (keepEmpty || value.Length > 0))
            {
                signed.Add(new(name, value));
            }
        }
        signed.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        StringBuilder block = new();
        foreach (KeyValuePair<string, string> header in signed)
        {
            block.Append(header.Key).Append(':').Append(header.Value).Append('\n');
        }
        return block.ToString();
    }

    /// <summary>The query as the clients write it: sorted by key or by whole pair; empty values as <c>k=</c>, as <c>k</c>, or as sent.</summary>
    private static IEnumerable<string> Queries(QueryParameters query)
    {
        if (query.Pairs.Count == 0)
        {
            return [""];
        }
        List<string> variants = [];
        foreach (Func<QueryPair, string> write in (Func<QueryPair, string>[])
        [
            pair => $"{pair.Key}={pair.Value}",
            pair => pair.Value.Length > 0 || pair.HasEquals ? $"{pair.Key}={pair.Value}" : pair.Key,
            pair => pair.Value.Length > 0 ? $"{pair.Key}={pair.Value}" : pair.Key,
        ])
        {
            variants.Add("?" + string.Join('&', query.Pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(write)));
            variants.Add("?" + string.Join('&', query.Pairs.Select(write).Order(StringComparer.Ordinal)));
        }
        return variants.Distinct(StringComparer.Ordinal);
    }

    private static string[] Distinct(string first, string second)
    {
        return first == second ? [first] : [first, second];
    }
}
