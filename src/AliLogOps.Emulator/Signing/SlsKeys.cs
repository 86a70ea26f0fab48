using System.Runtime.InteropServices;
using System.Security.Cryptography;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Signing;

/// <summary>What every way to authenticate with the Log Service checks besides the proof of the secret: the key and its token.</summary>
internal sealed class SlsKeys(CredentialStore credentials, TimeProvider clock)
{
    /// <exception cref="SlsException">The id is missing, malformed, unknown, or its key disabled.</exception>
    public AccessKey Find(string id)
    {
        if (id.Length == 0)
        {
            throw SlsErrors.MissAccessKeyId().ToException();
        }
        if (!id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
        {
            throw SlsErrors.InvalidAccessKeyId(id).ToException();
        }
        AccessKey key = credentials.Find(id) ?? throw SlsErrors.AccessKeyIdNotFound(id).ToException();
        return key.IsDisabled ? throw SlsErrors.AccessKeyIdDisabled(id).ToException() : key;
    }

    /// <param name="token">What came with the request; null or empty for none.</param>
    /// <exception cref="SlsException">401 Unauthorized: the token is missing, wrong, expired, or belongs to no such key.</exception>
    public void CheckToken(AccessKey key, string? token)
    {
        if (!CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(token.AsSpan()), MemoryMarshal.AsBytes(key.SecurityToken.AsSpan())))
        {
            throw SlsErrors.SecurityTokenInvalid().ToException();
        }
        if (key.Expiration <= clock.GetUtcNow())
        {
            throw SlsErrors.SecurityTokenExpired().ToException();
        }
    }
}
