using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AliLogOps.Client;

/// <summary>Version 4: <c>SLS4-HMAC-SHA256</c> with a key derived from date and region.</summary>
internal sealed class SignerV4 : IRequestSigner
{
    private const string Algorithm = "SLS4-HMAC-SHA256";
    private const string Terminator = "aliyun_v4_request";
    private readonly string _region;
    private DerivedKey? _key;

    /// <summary>Makes a signer for a region.</summary>
    public SignerV4(string region)
    {
        _region = region;
    }

    /// <inheritdoc />
    public string Sign(SignableRequest request, AccessKeyCredential credential, DateTimeOffset time)
    {
        HeaderList headers = request.Headers;
        headers.Set("x-log-date", time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        headers.Set("x-log-content-sha256", HexText.Sha256(request.Body.Span));
        if (credential.SecurityToken is { } token)
        {
            headers.Set("x-acs-security-token", token);
        }

        string signature = ComputeSignature(request, credential.AccessKeySecret);
        headers.Set("authorization", $"{Algorithm} Credential={credential.AccessKeyId}/{Scope(request)},Signature={signature}");
        return signature;
    }

    /// <inheritdoc />
    public SignedText Explain(SignableRequest request)
    {
        using Utf8Text canonical = new();
        WriteCanonicalRequest(request, canonical);
        using Utf8Text text = new();
        WriteStringToSign(request, canonical, text);
        return new(text.ToString(), canonical.ToString());
    }

    /// <summary>The signature of a request whose headers are complete.</summary>
    internal string ComputeSignature(SignableRequest request, string secret)
    {
        using Utf8Text canonical = new();
        WriteCanonicalRequest(request, canonical);
        using Utf8Text text = new();
        WriteStringToSign(request, canonical, text);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(KeyFor(secret, ShortDate(request)), text.Written, hash);
        return HexText.Lower(hash);
    }

    /// <summary>The four steps of the key, the last of which signs.</summary>
    internal static byte[][] DeriveKeys(string secret, string shortDate, string region)
    {
        byte[] date = HMACSHA256.HashData(Encoding.UTF8.GetBytes("aliyun_v4" + secret), Encoding.UTF8.GetBytes(shortDate));
        byte[] dateRegion = HMACSHA256.HashData(date, Encoding.UTF8.GetBytes(region));
        byte[] service = HMACSHA256.HashData(dateRegion, "sls"u8);
        return [date, dateRegion, service, HMACSHA256.HashData(service, Encoding.UTF8.GetBytes(Terminator))];
    }

    private static void WriteCanonicalRequest(SignableRequest request, Utf8Text text)
    {
        text.Append(request.Method).Append('\n');
        text.Append(request.Path).Append('\n');
        bool first = true;
        foreach ((string key, string value) in request.SortedQuery())
        {
            if (!first)
            {
                text.Append('&');
            }

            first = false;
            text.Append(key);
            if (value.Length > 0)
            {
                text.Append('=').AppendEncoded(value);
            }
        }

        text.Append('\n');
        KeyValuePair<string, string>[] headers = request.Headers.Select(IsSigned);
        foreach ((string name, string value) in headers)
        {
            text.Append(name).Append(':').Append(value).Append('\n');
        }

        text.Append('\n');
        for (int i = 0; i < headers.Length; i++)
        {
            (i == 0 ? text : text.Append(';')).Append(headers[i].Key);
        }

        text.Append('\n').Append(request.Headers.Find("x-log-content-sha256") ?? string.Empty);
    }

    private void WriteStringToSign(SignableRequest request, Utf8Text canonical, Utf8Text text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(canonical.Written, hash);
        text.Append(Algorithm).Append('\n');
        text.Append(request.Headers.Find("x-log-date") ?? string.Empty).Append('\n');
        text.Append(Scope(request)).Append('\n');
        text.AppendHex(hash);
    }

    private string Scope(SignableRequest request) => $"{ShortDate(request)}/{_region}/sls/{Terminator}";

    private static string ShortDate(SignableRequest request)
    {
        string date = request.Headers.Find("x-log-date") ?? string.Empty;
        return date.Length >= 8 ? date[..8] : date;
    }

    private byte[] KeyFor(string secret, string shortDate)
    {
        DerivedKey? known = _key;
        if (known is null || known.ShortDate != shortDate || known.Secret != secret)
        {
            known = new DerivedKey(secret, shortDate, DeriveKeys(secret, shortDate, _region)[3]);
            _key = known;
        }

        return known.Key;
    }

    private static bool IsSigned(string name) =>
        name is "host" or "content-type"
        || name.StartsWith("x-acs-", StringComparison.Ordinal)
        || (name.StartsWith("x-log-", StringComparison.Ordinal) && !name.StartsWith("x-log-meta-", StringComparison.Ordinal));

    private sealed class DerivedKey(string secret, string shortDate, byte[] key)
    {
        public string Secret { get; } = secret;

        public string ShortDate { get; } = shortDate;

        public byte[] Key { get; } = key;
    }
}
