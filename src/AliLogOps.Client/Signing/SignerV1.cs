using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AliLogOps.Client;

/// <summary>Version 1: <c>LOG {id}:{signature}</c> over verb, MD5, type, date, x-log- and x-acs- headers and resource.</summary>
internal sealed class SignerV1 : IRequestSigner
{
    private readonly bool _sha256;

    /// <summary>Makes a signer with HMAC-SHA1, or HMAC-SHA256.</summary>
    public SignerV1(bool sha256 = false)
    {
        _sha256 = sha256;
    }

    /// <inheritdoc />
    public string Sign(SignableRequest request, AccessKeyCredential credential, DateTimeOffset time)
    {
        HeaderList headers = request.Headers;
        headers.Set("x-log-signaturemethod", _sha256 ? "hmac-sha256" : "hmac-sha1");
        headers.Set("date", time.UtcDateTime.ToString("R", CultureInfo.InvariantCulture));
        if (request.Body.Length > 0)
        {
            headers.Set("content-md5", Convert.ToHexString(MD5.HashData(request.Body.Span)));
        }

        if (credential.SecurityToken is { } token)
        {
            headers.Set("x-acs-security-token", token);
        }

        string signature = ComputeSignature(request, credential.AccessKeySecret);
        headers.Set("authorization", $"LOG {credential.AccessKeyId}:{signature}");
        return signature;
    }

    /// <inheritdoc />
    public SignedText Explain(SignableRequest request)
    {
        using Utf8Text text = new();
        WriteStringToSign(request, text);
        return new(text.ToString(), null);
    }

    /// <summary>The signature of a request whose headers are complete.</summary>
    internal string ComputeSignature(SignableRequest request, string secret)
    {
        using Utf8Text text = new();
        WriteStringToSign(request, text);
        byte[] key = Encoding.UTF8.GetBytes(secret);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        int length = _sha256 ? HMACSHA256.HashData(key, text.Written, hash) : HMACSHA1.HashData(key, text.Written, hash);
        CryptographicOperations.ZeroMemory(key);
        return Convert.ToBase64String(hash[..length]);
    }

    private static void WriteStringToSign(SignableRequest request, Utf8Text text)
    {
        HeaderList headers = request.Headers;
        text.Append(request.Method).Append('\n');
        text.Append(headers.Find("content-md5") ?? string.Empty).Append('\n');
        text.Append(headers.Find("content-type") ?? string.Empty).Append('\n');
        text.Append(headers.Find("x-log-date") ?? headers.Find("date") ?? string.Empty).Append('\n');
        foreach ((string name, string value) in headers.Select(IsSigned))
        {
            text.Append(name).Append(':').Append(value).Append('\n');
        }

        text.Append(request.DecodedPath);
        char separator = '?';
        foreach ((string key, string value) in request.SortedQuery())
        {
            text.Append(separator).Append(key).Append('=').Append(value);
            separator = '&';
        }
    }

    private static bool IsSigned(string name) =>
        (name.StartsWith("x-log-", StringComparison.Ordinal) || name.StartsWith("x-acs-", StringComparison.Ordinal))
        && name != "x-log-date"
        && !name.StartsWith("x-log-meta-", StringComparison.Ordinal);
}
