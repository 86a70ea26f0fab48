using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Signing;

namespace AliLogOps.Emulator.Ecs;

/// <summary>
/// STS API: AssumeRole, AssumeRoleWithOIDC, GetCallerIdentity. Every role of the emulator's account exists and trusts everybody
/// who may call; the temporary keys are valid for the Log Service and ECS until they expire.
/// </summary>
internal static partial class StsOperations
{
    private const int MinDuration = 900;
    private const int MaxDuration = 43200;
    private const int DefaultDuration = 3600;

    public static SlsResult AssumeRole(EcsContext context)
    {
        EcsParameters parameters = context.Parameters;
        (string account, string role) = Role(parameters);
        string session = Session(parameters);
        RefusePolicy(parameters);
        if (parameters["ExternalId"] is { Length: > 0 } external && external.Length is < 2 or > 1224)
        {
            throw EcsErrors.InvalidStsParameter("ExternalId", "it must be 2 to 1224 characters").ToException();
        }
        return Issue(context, CallerIdentity.Role(account, role, session), context.Caller.Denied);
    }

    /// <summary>Takes any token in the form of a JWT that is not past its end: its issuer's signature cannot be checked here.</summary>
    public static SlsResult AssumeRoleWithOidc(EcsContext context)
    {
        EcsParameters parameters = context.Parameters;
        (string account, string role) = Role(parameters);
        string session = Session(parameters);
        RefusePolicy(parameters);
        if (!ProviderPattern().IsMatch(parameters.Required("OIDCProviderArn")))
        {
            throw EcsErrors.InvalidStsParameter("OIDCProviderArn", "it must be acs:ram::<account>:oidc-provider/<name>").ToException();
        }
        CheckToken(parameters.Required("OIDCToken"), context.Services.Clock.GetUtcNow());
        return Issue(context, CallerIdentity.Role(account, role, session), []);
    }

    public static SlsResult GetCallerIdentity(EcsContext context)
    {
        CallerIdentity identity = context.Caller.Identity;
        return context.Answer(writer =>
        {
            writer.WriteString("IdentityType", identity.IdentityType);
            writer.WriteString("AccountId", CredentialStore.AccountId);
            writer.WriteString("PrincipalId", identity.PrincipalId);
            writer.WriteString("Arn", identity.Arn);
            if (identity.UserId is not null)
            {
                writer.WriteString("UserId", identity.UserId);
            }
            if (identity.RoleId is not null)
            {
                writer.WriteString("RoleId", identity.RoleId);
            }
        });
    }

    private static SlsResult Issue(EcsContext context, CallerIdentity identity, IReadOnlyList<string> denied)
    {
        string text = context.Parameters["DurationSeconds"];
        int duration = DefaultDuration;
        if (text.Length > 0 && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out duration) || duration is < MinDuration or > MaxDuration))
        {
            throw EcsErrors.InvalidStsParameter("DurationSeconds", $"it must be within range [{MinDuration}, {MaxDuration}]").ToException();
        }
        DateTimeOffset now = context.Services.Clock.GetUtcNow();
        AccessKey key = KeyMint.Temporary(identity, now.AddSeconds(duration), denied);
        context.Services.Credentials.AddTemporary(key, now);
        return context.Answer(writer =>
        {
            writer.WriteStartObject("AssumedRoleUser");
            writer.WriteString("Arn", identity.Arn);
            writer.WriteString("AssumedRoleId", identity.PrincipalId);
            writer.WriteEndObject();
            writer.WriteStartObject("Credentials");
            writer.WriteString("AccessKeyId", key.Id);
            writer.WriteString("AccessKeySecret", key.RevealSecret());
            writer.WriteString("SecurityToken", key.SecurityToken);
            writer.WriteString("Expiration", EcsTime.Format(key.Expiration!.Value.ToUnixTimeSeconds()));
            writer.WriteEndObject();
            if (context.Parameters["SourceIdentity"] is { Length: > 0 } source)
            {
                writer.WriteString("SourceIdentity", source);
            }
        });
    }

    private static (string Account, string Role) Role(EcsParameters parameters)
    {
        Match match = RolePattern().Match(parameters.Required("RoleArn"));
        if (!match.Success)
        {
            throw EcsErrors.InvalidStsParameter("RoleArn", "it must be acs:ram::<account>:role/<name>").ToException();
        }
        return match.Groups["account"].Value == CredentialStore.AccountId
            ? (CredentialStore.AccountId, match.Groups["role"].Value)
            : throw EcsErrors.RoleNotExist(match.Value).ToException();
    }

    private static string Session(EcsParameters parameters)
    {
        string session = parameters.Required("RoleSessionName");
        return SessionPattern().IsMatch(session)
            ? session
            : throw EcsErrors.InvalidStsParameter("RoleSessionName", "it must be 2 to 64 letters, digits and . @ - _").ToException();
    }

    /// <summary>A policy narrows what the token may do; letting it pass unread would grant too much.</summary>
    private static void RefusePolicy(EcsParameters parameters)
    {
        if (parameters["Policy"].Length > 0)
        {
            throw EcsErrors.NotImplemented("AssumeRole with the parameter Policy").ToException();
        }
    }

    private static void CheckToken(string token, DateTimeOffset now)
    {
        string[] parts = token.Split('.');
        byte[] payload = [];
        bool isJwt = parts.Length == 3 && parts.All(part => part.Length > 0) && TryDecode(parts[1], out payload);
        try
        {
            using JsonDocument document = JsonDocument.Parse(isJwt ? payload : "null"u8.ToArray());
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw EcsErrors.OidcTokenInvalid().ToException();
            }
            if (document.RootElement.TryGetProperty("exp", out JsonElement end) && end.TryGetDouble(out double seconds) && seconds <= now.ToUnixTimeSeconds())
            {
                throw EcsErrors.OidcTokenExpired().ToException();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw EcsErrors.OidcTokenInvalid().ToException();
        }
    }

    private static bool TryDecode(string part, out byte[] bytes)
    {
        try
        {
            bytes = System.Buffers.Text.Base64Url.DecodeFromChars(part);
            return true;
        }
        catch (FormatException)
        {
            bytes = [];
            return false;
        }
    }

    [GeneratedRegex(@"^acs:ram::(?<account>\d{1,20}):role/(?<role>[A-Za-z0-9._-]{1,64})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex RolePattern();

    [GeneratedRegex(@"^acs:ram::\d{1,20}:oidc-provider/[A-Za-z0-9._-]{1,128}\z")]
    private static partial Regex ProviderPattern();

    [GeneratedRegex(@"^[A-Za-z0-9.@_-]{2,64}\z")]
    private static partial Regex SessionPattern();
}
