using System.Globalization;
using AliLogOps.Emulator.Ecs;

namespace AliLogOps.Emulator.Signing;

/// <summary>What both signatures of ECS and STS check besides the signature: clock, key, token and nonce.</summary>
internal sealed class EcsKeys(CredentialStore credentials, TimeProvider clock)
{
    private readonly NonceStore _nonces = new();

    /// <summary>The present; the request's own time must be near it.</summary>
    /// <exception cref="EcsException">400 InvalidTimeStamp.Format or .Expired.</exception>
    public DateTimeOffset CheckClock(string date)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (!RequestDates.TryParseIso(date, out DateTimeOffset time))
        {
            throw EcsErrors.TimeStampFormat(date).ToException();
        }
        if (!RequestDates.IsWithinTolerance(time, now))
        {
            throw EcsErrors.TimeStampExpired(date, now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)).ToException();
        }
        return now;
    }

    /// <exception cref="EcsException">The key is unknown or disabled, or its token is missing, wrong or expired.</exception>
    public AccessKey Find(string id, string? token, DateTimeOffset now)
    {
        AccessKey key = credentials.Find(id) ?? throw EcsErrors.AccessKeyNotFound().ToException();
        if (key.IsDisabled)
        {
            throw EcsErrors.AccessKeyInactive().ToException();
        }
        if (string.IsNullOrEmpty(token) && key.SecurityToken is not null)
        {
            throw EcsErrors.MissingSecurityToken().ToException();
        }
        if (!string.Equals(string.IsNullOrEmpty(token) ? null : token, key.SecurityToken, StringComparison.Ordinal))
        {
            throw EcsErrors.SecurityTokenMismatch().ToException();
        }
        return key.Expiration <= now ? throw EcsErrors.SecurityTokenExpired().ToException() : key;
    }

    /// <summary>Called after the signature is known to be right, so that nobody without the key can use up nonces.</summary>
    /// <exception cref="EcsException">400 SignatureNonceUsed.</exception>
    public void UseNonce(string id, string nonce, DateTimeOffset now)
    {
        if (!_nonces.TryUse(id, nonce, now))
        {
            throw EcsErrors.NonceUsed().ToException();
        }
    }
}
