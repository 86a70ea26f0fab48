using System.Globalization;
using System.Security.Cryptography;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Signing;

/// <summary>Decides whether a Log Service request comes from somebody who holds a key of this run.</summary>
internal sealed class SlsAuthenticator(SlsKeys keys, TimeProvider clock, string region)
{
    private const string SchemeV1 = "LOG ";

    /// <summary>Checks the request's headers, clock and signature.</summary>
    /// <param name="signsBody">False for PutObject, whose signature leaves the body out.</param>
    /// <returns>The caller's key; null for an anonymous call.</returns>
    /// <exception cref="SlsException">The documented error of the first thing that is wrong.</exception>
    public AccessKey? Authenticate(SlsRequest request, bool allowAnonymous, bool signsBody = true)
    {
        string? authorization = request.Headers["Authorization"];
        if (string.IsNullOrWhiteSpace(authorization))
        {
            if (allowAnonymous)
            {
                return null;
            }
            throw SlsErrors.MissAccessKeyId().ToException();
        }
        if (authorization.StartsWith(SchemeV1, StringComparison.Ordinal))
        {
            return AuthenticateV1(request, authorization[SchemeV1.Length..].Trim(), signsBody);
        }
        if (authorization.StartsWith(AuthorizationV4.Scheme + " ", StringComparison.Ordinal))
        {
            return AuthenticateV4(request, AuthorizationV4.Parse(authorization), signsBody);
        }
        throw SlsErrors.MalformedAuthorization($"expected 'LOG <id>:<signature>' or '{AuthorizationV4.Scheme} Credential=…,Signature=…'").ToException();
    }

    private AccessKey AuthenticateV1(SlsRequest request, string credential, bool signsBody)
    {
        int colon = credential.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            throw SlsErrors.MalformedAuthorization("expected 'LOG <id>:<signature>'").ToException();
        }
        if (colon == 0)
        {
            throw SlsErrors.MissAccessKeyId().ToException();
        }
        string method = request.Headers["x-log-signaturemethod"] ?? throw SlsErrors.MissingSignatureMethod().ToException();
        if (method is not ("hmac-sha1" or "hmac-sha256"))
        {
            throw SlsErrors.InvalidSignatureMethod(method).ToException();
        }
        string date = request.Headers["x-log-date"] ?? request.Headers["Date"] ?? throw SlsErrors.MissingDate().ToException();
        if (!RequestDates.TryParseRfc1123(date, out DateTimeOffset time))
        {
            throw SlsErrors.InvalidDateFormat(date).ToException();
        }
        CheckClock(time);
        AccessKey key = FindKey(credential[..colon], request);
        string signature = credential[(colon + 1)..];
        if ((signsBody && !BodyFitsMd5(request)) || !SignatureV1.Verify(request, date, method == "hmac-sha256", key.Secret.Span, signature, signsBody))
        {
            throw SlsErrors.SignatureNotMatch(signature).ToException();
        }
        return key;
    }

    private AccessKey AuthenticateV4(SlsRequest request, AuthorizationV4 authorization, bool signsBody)
    {
        string date = request.Headers["x-log-date"] ?? throw SlsErrors.MissingDate().ToException();
        if (!RequestDates.TryParseCompact(date, out DateTimeOffset time))
        {
            throw SlsErrors.InvalidDateFormat(date).ToException();
        }
        if (!date.StartsWith(authorization.Date, StringComparison.Ordinal) || authorization.Date.Length != 8)
        {
            throw SlsErrors.MalformedAuthorization($"date {authorization.Date} of the scope is not the day of x-log-date {date}").ToException();
        }
        if (authorization.Region != region)
        {
            throw SlsErrors.MalformedAuthorization($"region {authorization.Region} of the scope is not {region}").ToException();
        }
        CheckClock(time);
        AccessKey key = FindKey(authorization.AccessKeyId, request);
        string given = request.Headers["x-log-content-sha256"]
            ?? throw SlsErrors.MalformedAuthorization("header x-log-content-sha256 is missing").ToException();
        // the signature covers the header and the hash of the body that arrived: both must be the same text
        string bodyHash = SignatureV4.BodyHash(request, signsBody);
        if (given != bodyHash || !SignatureV4.Verify(request, authorization, bodyHash, key.Secret.Span, Hosts(request)))
        {
            throw SlsErrors.SignatureNotMatch(authorization.Signature).ToException();
        }
        return key;
    }

    private AccessKey FindKey(string id, SlsRequest request)
    {
        AccessKey key = keys.Find(id);
        keys.CheckToken(key, request.Headers["x-acs-security-token"]);
        return key;
    }

    private void CheckClock(DateTimeOffset requestTime)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (!RequestDates.IsWithinTolerance(requestTime, now))
        {
            throw SlsErrors.RequestTimeTooSkewed(Seconds(requestTime), Seconds(now)).ToException();
        }
    }

    private static string Seconds(DateTimeOffset time)
    {
        return time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
    }

    private static bool BodyFitsMd5(SlsRequest request)
    {
        string md5 = request.Headers["Content-MD5"] ?? "";
        return request.RawBody.IsEmpty && md5.Length == 0
            || string.Equals(md5, Convert.ToHexString(MD5.HashData(request.RawBody.Span)), StringComparison.Ordinal);
    }

    /// <summary>The Host header as sent and without its port, and the host a proxy was called by.</summary>
    private static List<string> Hosts(SlsRequest request)
    {
        List<string> hosts = [];
        foreach (string? value in (string?[])[request.Headers["Host"], request.Host])
        {
            if (value is not null)
            {
                hosts.Add(value);
                hosts.Add(HostNames.WithoutPort(value));
            }
        }
        return [.. hosts.Distinct(StringComparer.Ordinal)];
    }
}
