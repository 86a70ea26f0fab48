using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AliLogOps.Client;

/// <summary>ACS3-HMAC-SHA256, the signature of ECS and STS (Alibaba Cloud: "Request syntax and signature method V3").</summary>
internal sealed class SignerAcs3 : IRequestSigner
{
    private const string Algorithm = "ACS3-HMAC-SHA256";
    private readonly Func<string> _newNonce;

    /// <summary>Makes a signer.</summary>
    /// <param name="newNonce">Gives a text never used before; null for random ones.</param>
    public SignerAcs3(Func<string>? newNonce = null)
    {
        _newNonce = newNonce ?? (static () => HexText.Lower(RandomNumberGenerator.GetBytes(16)));
    }

    /// <inheritdoc />
    public string Sign(SignableRequest request, AccessKeyCredential credential, DateTimeOffset time)
    {
        HeaderList headers = request.Headers;
        headers.Set("x-acs-date", time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        headers.Set("x-acs-signature-nonce", _newNonce());
        headers.Set("x-acs-content-sha256", HexText.Sha256(request.Body.Span));
        if (credential.SecurityToken is { } token)
        {
            headers.Set("x-acs-accesskey-id", credential.AccessKeyId);
            headers.Set("x-acs-security-token", token);
        }

        string signature = ComputeSignature(request, credential.AccessKeySecret);
        headers.Set("authorization", $"{Algorithm} Credential={credential.AccessKeyId},SignedHeaders={SignedNames(request)},Signature={signature}");
        return signature;
    }

    /// <inheritdoc />
    public SignedText Explain(SignableRequest request)
    {
        using Utf8Text canonical = new();
        WriteCanonicalRequest(request, canonical);
        using Utf8Text text = new();
        WriteStringToSign(canonical, text);
        return new(text.ToString(), canonical.ToString());
    }

    /// <summary>The signature of a request whose headers are complete.</summary>
    internal static string ComputeSignature(SignableRequest request, string secret)
    {
        using Utf8Text canonical = new();
        WriteCanonicalRequest(request, canonical);
        using Utf8Text text = new();
        WriteStringToSign(canonical, text);
        byte[] key = Encoding.UTF8.GetBytes(secret);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, text.Written, hash);
        CryptographicOperations.ZeroMemory(key);
        return HexText.Lower(hash);
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
            text.AppendEncoded(key).Append('=').AppendEncoded(value);
        }

        text.Append('\n');
        foreach ((string name, string value) in request.Headers.Select(IsSigned))
        {
            text.Append(name).Append(':').Append(value).Append('\n');
        }

        text.Append('\n').Append(SignedNames(request)).Append('\n');
        text.Append(request.Headers.Find("x-acs-content-sha256") ?? HexText.EmptySha256);
    }

    private static void WriteStringToSign(Utf8Text canonical, Utf8Text text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(canonical.Written, hash);
        text.Append(Algorithm).Append('\n').AppendHex(hash);
    }

    private static string SignedNames(SignableRequest request) =>
        string.Join(';', Array.ConvertAll(request.Headers.Select(IsSigned), static header => header.Key));

    private static bool IsSigned(string name) =>
        name is "host" or "content-type" || name.StartsWith("x-acs-", StringComparison.Ordinal);
}
