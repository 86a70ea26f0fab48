using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AliLogOps.Emulator.Tests.Support;

/// <summary>
/// Signs requests as the documents say, written apart from the emulator's checks. It signs exactly what the request holds,
/// so that a test can break one thing and sign the rest rightly.
/// </summary>
internal static class TestSigner
{
    /// <summary>Version 1: scheme LOG.</summary>
    public static void SignV1(TestRequest request, string id, string secret, DateTimeOffset now, bool sha256 = false)
    {
        request.Default("Date", now.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss 'GMT'", CultureInfo.InvariantCulture));
        request.Default("x-log-signaturemethod", sha256 ? "hmac-sha256" : "hmac-sha1");
        if (request.Body.Length > 0)
        {
            request.Default("Content-MD5", Convert.ToHexString(MD5.HashData(request.Body)));
        }
        StringBuilder text = new();
        text.Append(request.Method).Append('\n');
        text.Append(request["Content-MD5"]).Append('\n');
        text.Append(request["Content-Type"]).Append('\n');
        text.Append(request.Has("x-log-date") ? request["x-log-date"] : request["Date"]).Append('\n');
        foreach ((string name, string value) in request.HeadersStarting("x-log-", "x-acs-").Where(header => header.Name != "x-log-date"))
        {
            text.Append(name).Append(':').Append(value).Append('\n');
        }
        text.Append(request.Path);
        if (request.Query.Count > 0)
        {
            text.Append('?').AppendJoin('&', request.Query.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
        }
        byte[] key = Encoding.UTF8.GetBytes(secret);
        byte[] message = Encoding.UTF8.GetBytes(text.ToString());
        request.Default("Authorization", $"LOG {id}:{Convert.ToBase64String(sha256 ? HMACSHA256.HashData(key, message) : HMACSHA1.HashData(key, message))}");
    }

    /// <summary>Version 4: scheme SLS4-HMAC-SHA256.</summary>
    public static void SignV4(TestRequest request, string id, string secret, DateTimeOffset now, string region)
    {
        request.Default("x-log-date", now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        request.Default("x-log-content-sha256", Hash(request.Body));
        string date = request["x-log-date"].Split('T')[0];
        (string block, string names) = Headers(request, "x-log-", "x-acs-");
        string query = string.Join('&', request.Query.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => pair.Value.Length == 0 ? pair.Key : $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
        string canonical = $"{request.Method}\n{request.Path}\n{query}\n{block}\n{names}\n{Hash(request.Body)}";
        string scope = $"{date}/{region}/sls/aliyun_v4_request";
        byte[] key = Encoding.UTF8.GetBytes("aliyun_v4" + secret);
        foreach (string part in (string[])[date, region, "sls", "aliyun_v4_request"])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }
        string toSign = $"SLS4-HMAC-SHA256\n{request["x-log-date"]}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonical))}";
        request.Default("Authorization", $"SLS4-HMAC-SHA256 Credential={id}/{scope},Signature={Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)))}");
    }

    /// <summary>ACS3-HMAC-SHA256 of ECS and STS.</summary>
    public static void SignAcs3(TestRequest request, string id, string secret, DateTimeOffset now)
    {
        request.Default("x-acs-date", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        request.Default("x-acs-signature-nonce", Guid.NewGuid().ToString("N"));
        request.Default("x-acs-content-sha256", Hash(request.Body));
        (string block, string names) = Headers(request, "x-acs-", "x-acs-");
        string query = string.Join('&', request.Query.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
        string canonical = $"{request.Method}\n{request.Path}\n{query}\n{block}\n{names}\n{Hash(request.Body)}";
        string toSign = $"ACS3-HMAC-SHA256\n{Hash(Encoding.UTF8.GetBytes(canonical))}";
        string signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(toSign)));
        request.Default("Authorization", $"ACS3-HMAC-SHA256 Credential={id},SignedHeaders={names},Signature={signature}");
    }

    private static (string Block, string Names) Headers(TestRequest request, params string[] prefixes)
    {
        List<(string Name, string Value)> signed = [.. request.HeadersStarting([.. prefixes, "content-type"]), ("host", request.Host)];
        signed.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return (string.Concat(signed.Select(header => $"{header.Name}:{header.Value}\n")), string.Join(';', signed.Select(header => header.Name)));
    }

    private static string Hash(byte[] bytes)
    {
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }
}
