using System.Globalization;
using System.Security.Cryptography;
using AliLogOps.Emulator.Ecs;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Signing;

/// <summary>Decides whether an ECS or STS request comes from somebody who holds a key of this run.</summary>
internal sealed class Acs3Authenticator(CredentialStore credentials, TimeProvider clock)
{
    private static readonly string[] s_required = ["x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256"];

    private readonly NonceStore _nonces = new();

    /// <exception cref="EcsException">The documented error of the first thing that is wrong.</exception>
    public void Authenticate(SlsRequest request)
    {
        string authorization = request.Headers["Authorization"] ?? "";
        if (!authorization.StartsWith(AuthorizationAcs3.Scheme + " ", StringComparison.Ordinal))
        {
            string detail = request.Query["SignatureMethod"] is null
                ? $"the Authorization header must be '{AuthorizationAcs3.Scheme} Credential=…,SignedHeaders=…,Signature=…'"
                : $"the old parameter signature is not taken here, sign with {AuthorizationAcs3.Scheme}";
            throw EcsErrors.IncompleteSignature(detail).ToException();
        }
        AuthorizationAcs3 fields = AuthorizationAcs3.Parse(authorization);
        if (fields.AccessKeyId is not { Length: > 0 } id || fields.SignedHeaders is not { } signedHeaders || fields.Signature is not { } signature)
        {
            throw EcsErrors.IncompleteSignature("Credential, SignedHeaders and Signature are needed").ToException();
        }
        foreach (string name in s_required)
        {
            if (string.IsNullOrEmpty(request.Headers[name]))
            {
                throw EcsErrors.IncompleteSignature($"header {name} is missing").ToException();
            }
        }
        string needed = SignatureAcs3.NamesToSign(request.Headers);
        if (signedHeaders != needed)
        {
            throw EcsErrors.IncompleteSignature($"SignedHeaders must be {needed}").ToException();
        }
        DateTimeOffset now = CheckClock(request.Headers["x-acs-date"]!);
        AccessKey key = FindKey(id, request, now);
        if (request.Headers["x-acs-content-sha256"] != Convert.ToHexStringLower(SHA256.HashData(request.RawBody.Span))
            || !SignatureAcs3.Verify(request, signedHeaders, key.Secret.Span, signature))
        {
            throw EcsErrors.SignatureDoesNotMatch().ToException();
        }
        // only now, so that nobody without the key can use up nonces
        if (!_nonces.TryUse(id, request.Headers["x-acs-signature-nonce"]!, now))
        {
            throw EcsErrors.NonceUsed().ToException();
        }
    }

    private DateTimeOffset CheckClock(string date)
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

    private AccessKey FindKey(string id, SlsRequest request, DateTimeOffset now)
    {
        AccessKey key = credentials.Find(id) ?? throw EcsErrors.AccessKeyNotFound().ToException();
        if (key.IsDisabled)
        {
            throw EcsErrors.AccessKeyInactive().ToException();
        }
        string? token = request.Headers["x-acs-security-token"];
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
}
