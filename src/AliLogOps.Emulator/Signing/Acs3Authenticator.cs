using System.Security.Cryptography;
using AliLogOps.Emulator.Ecs;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Signing;

/// <summary>Decides whether an ECS or STS request comes from somebody who holds a key of this run.</summary>
internal sealed class Acs3Authenticator(EcsKeys keys)
{
    private static readonly string[] s_required = ["x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256"];

    /// <exception cref="EcsException">The documented error of the first thing that is wrong.</exception>
    public AccessKey Authenticate(SlsRequest request)
    {
        string authorization = request.Headers["Authorization"] ?? "";
        if (!authorization.StartsWith(AuthorizationAcs3.Scheme + " ", StringComparison.Ordinal))
        {
            throw EcsErrors.IncompleteSignature($"the Authorization header must be '{AuthorizationAcs3.Scheme} Credential=…,SignedHeaders=…,Signature=…'").ToException();
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
        DateTimeOffset now = keys.CheckClock(request.Headers["x-acs-date"]!);
        AccessKey key = keys.Find(id, request.Headers["x-acs-security-token"], now);
        if (request.Headers["x-acs-content-sha256"] != Convert.ToHexStringLower(SHA256.HashData(request.RawBody.Span))
            || !SignatureAcs3.Verify(request, signedHeaders, key.Secret.Span, signature))
        {
            throw EcsErrors.SignatureDoesNotMatch().ToException();
        }
        keys.UseNonce(id, request.Headers["x-acs-signature-nonce"]!, now);
        return key;
    }
}
