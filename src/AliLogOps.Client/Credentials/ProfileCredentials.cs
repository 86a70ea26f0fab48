using System.Globalization;

namespace AliLogOps.Client;

/// <summary>Makes a profile's keys usable, whatever its mode.</summary>
internal sealed class ProfileCredentials(CredentialContext context, ProfileFiles files)
{
    private const int DeepestChain = 8;

    public FoundCredentials Open(CredentialProfile profile) =>
        new(Provider(profile, []), $"profile {profile.Name}", profile.Get("region_id", "region"));

    private ICredentialProvider Provider(CredentialProfile profile, List<string> chain)
    {
        if (chain.Contains(profile.Name) || chain.Count >= DeepestChain)
        {
            throw CredentialFailure.Create($"The profiles {string.Join(" → ", chain.Append(profile.Name))} refer to each other without an end.", "Let source_profile of one of them name a profile with a key.");
        }

        return profile.Mode switch
        {
            "AK" or "access_key" => Static(profile, withToken: false),
            "StsToken" or "sts" => Static(profile, withToken: true),
            "RamRoleArn" or "ram_role_arn" => Role(profile, Static(profile, withToken: profile.Get("sts_token", "security_token") is not null)),
            "ChainableRamRoleArn" => Role(profile, Provider(Find(profile, profile.Require("source_profile")), [.. chain, profile.Name])),
            "EcsRamRole" or "ecs_ram_role" => Renewing(new EcsRoleSource(profile.Get("ram_role_name", "role_name"), context)),
            "RamRoleArnWithRoleName" => Role(profile, Renewing(new EcsRoleSource(profile.Require("ram_role_name"), context))),
            "OIDC" or "oidc_role_arn" => Renewing(Guard(profile, () => OidcSource.FromFile(
                RoleOf(profile), profile.Require("oidc_provider_arn"), profile.Require("oidc_token_file", "oidc_token_file_path"), RegionOf(profile)))),
            "CredentialsURI" => Renewing(Guard(profile, () => new UriSource(new Uri(profile.Require("credentials_uri"), UriKind.RelativeOrAbsolute), context))),
            "External" => throw Refuse(profile, "it starts a program of the profile's choice, which this module does not do", "Run that program yourself and give its key with -Credential and -SecurityToken."),
            "RsaKeyPair" or "rsa_key_pair" => throw Refuse(profile, "keys of this kind are no longer issued", "Use a profile with an AccessKey or a role."),
            _ => throw Refuse(profile, "its keys come from an interactive login", "Use the modes AK, StsToken, RamRoleArn, ChainableRamRoleArn, EcsRamRole, OIDC or CredentialsURI."),
        };
    }

    private CredentialProfile Find(CredentialProfile from, string name) => files.Find(name)
        ?? throw CredentialFailure.Create($"The profile '{from.Name}' in {from.File} names the profile '{name}', which is not there.", "Correct source_profile.");

    private static StaticCredentialProvider Static(CredentialProfile profile, bool withToken) => new(CredentialFailure.Key(
        $"The profile '{profile.Name}' in {profile.File}",
        profile.Require("access_key_id"),
        profile.Require("access_key_secret"),
        withToken ? profile.Require("sts_token", "security_token") : null));

    private RenewingCredentialProvider Role(CredentialProfile profile, ICredentialProvider own) => Renewing(Guard(profile, () => new AssumeRoleSource(
        RoleOf(profile), own, RegionOf(profile), profile.Get("sts_region"), string.Equals(profile.Get("enable_vpc"), "true", StringComparison.OrdinalIgnoreCase))));

    private CredentialContext RegionOf(CredentialProfile profile) => context.Region is null && profile.Get("region_id", "region") is { } region ? context with { Region = region } : context;

    private static RoleRequest RoleOf(CredentialProfile profile) => new()
    {
        RoleArn = profile.Require("ram_role_arn", "role_arn"),
        SessionName = profile.Get("ram_session_name", "role_session_name") ?? "AliLogOps",
        DurationSeconds = int.TryParse(profile.Get("expired_seconds", "duration_seconds"), NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds > 0 ? seconds : 3600,
        Policy = profile.Get("policy"),
        ExternalId = profile.Get("external_id"),
    };

    private RenewingCredentialProvider Renewing(ICredentialSource source) => new(source, context.TimeProvider);

    // what a file says wrongly is told with the file's name
    private static T Guard<T>(CredentialProfile profile, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception fault) when (fault is ArgumentException or UriFormatException)
        {
            throw CredentialFailure.Create($"The profile '{profile.Name}' in {profile.File}: {fault.Message.Split(" (Parameter", 2)[0]}", "Correct the profile.", fault);
        }
    }

    private static LogServiceException Refuse(CredentialProfile profile, string why, string remedy) =>
        CredentialFailure.Create($"The profile '{profile.Name}' in {profile.File} has the mode {profile.Mode}, which is not supported: {why}.", remedy);
}
