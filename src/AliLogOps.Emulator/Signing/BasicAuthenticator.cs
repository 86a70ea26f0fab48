using System.Security.Cryptography;
using System.Text;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Signing;

/// <summary>
/// HTTP Basic authentication of the paths of Prometheus (Log Service documentation, "MetricStore HTTP API details"): the user is the id of the
/// key, the password its secret; with a temporary key <c>{secret}${token}</c>. The codes of refusals are «unconfirmed».
/// </summary>
internal sealed class BasicAuthenticator(SlsKeys keys)
{
    private const string Scheme = "Basic ";

    /// <summary>Checks key, secret and token.</summary>
    /// <exception cref="SlsException">401 Unauthorized or InvalidAccessKeyId; 400 for another scheme.</exception>
    public AccessKey Authenticate(SlsRequest request)
    {
        string? authorization = request.Headers["Authorization"];
        if (string.IsNullOrWhiteSpace(authorization))
        {
            throw SlsErrors.BasicAuthenticationMissing().ToException();
        }
        (string id, byte[] password) = Split(authorization);
        AccessKey key = keys.Find(id);
        ReadOnlySpan<byte> secret = key.Secret.Span;
        if (password.Length < secret.Length || !CryptographicOperations.FixedTimeEquals(password.AsSpan(0, secret.Length), secret))
        {
            throw SlsErrors.SecretNotMatch(id).ToException();
        }
        // a secret may hold the sign that parts it from the token
        ReadOnlySpan<byte> rest = password.AsSpan(secret.Length);
        if (!rest.IsEmpty && rest[0] != (byte)'$')
        {
            throw SlsErrors.SecretNotMatch(id).ToException();
        }
        keys.CheckToken(key, rest.IsEmpty ? null : Encoding.UTF8.GetString(rest[1..]));
        return key;
    }

    private static (string Id, byte[] Password) Split(string authorization)
    {
        if (authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            byte[] pair = new byte[authorization.Length];
            if (Convert.TryFromBase64String(authorization[Scheme.Length..].Trim(), pair, out int length)
                && pair.AsSpan(0, length).IndexOf((byte)':') is >= 0 and var colon)
            {
                return (Encoding.UTF8.GetString(pair, 0, colon), pair[(colon + 1)..length]);
            }
        }
        throw SlsErrors.MalformedAuthorization("expected 'Basic <base64 of id:secret>'").ToException();
    }
}
