using AliLogOps.Client;

namespace AliLogOps.Connection;

/// <summary>What a user said about the key of a connection, and how it becomes one.</summary>
internal sealed record ConnectionRequest
{
    public AccessKeyCredential? Key { get; init; }

    public string? ProfileName { get; init; }

    public string? RoleArn { get; init; }

    public string? RoleSessionName { get; init; }

    public int? RoleDurationSeconds { get; init; }

    public string? ExternalId { get; init; }

    public string? Policy { get; init; }

    public string? OidcProviderArn { get; init; }

    public string? OidcTokenFile { get; init; }

    public string? OidcTokenVariable { get; init; }

    public bool UseEcsRole { get; init; }

    public string? EcsRoleName { get; init; }

    public Uri? CredentialUri { get; init; }

    /// <summary>The keys; nothing is sent yet.</summary>
    /// <exception cref="LogServiceException">There are none, or their place is set up wrongly.</exception>
    /// <exception cref="ArgumentException">What was said cannot be.</exception>
    public FoundCredentials Open(CredentialContext context)
    {
        if (OidcProviderArn is { } provider)
        {
            var source = OidcTokenVariable is { } variable
                ? OidcSource.FromVariable(Role(), provider, variable, context)
                : OidcSource.FromFile(Role(), provider, OidcTokenFile!, context);
            return new(new RenewingCredentialProvider(source), "OIDC", null);
        }

        var own = OpenOwn(context);
        return RoleArn is null
            ? own
            : new(new RenewingCredentialProvider(new AssumeRoleSource(Role(), own.Provider, context)), $"role {RoleArn[(RoleArn.LastIndexOf('/') + 1)..]} ({own.Source})", own.Region);
    }

    private FoundCredentials OpenOwn(CredentialContext context)
    {
        if (Key is not null)
        {
            return new(new StaticCredentialProvider(Key), "Parameter", null);
        }

        if (ProfileName is not null)
        {
            return new CredentialChain(context).OpenProfile(ProfileName);
        }

        if (UseEcsRole)
        {
            return new(new RenewingCredentialProvider(new EcsRoleSource(EcsRoleName, context)), "ECS role", null);
        }

        if (CredentialUri is not null)
        {
            return new(new RenewingCredentialProvider(new UriSource(CredentialUri, context)), "Credentials URI", null);
        }

        return new CredentialChain(context).Find() ?? throw new LogServiceException("No key was given, and none is set up in the environment, in a profile or for this machine.")
        {
            ErrorCode = ErrorCodes.NoCredential,
            Kind = ErrorKind.Unauthenticated,
            Remedy = $"Give -Credential, -ProfileName, -EcsRole or -OidcProviderArn, or set {EnvironmentSettings.AccessKeyIdNames[0]} and {EnvironmentSettings.AccessKeySecretNames[0]}.",
        };
    }

    private RoleRequest Role() => new()
    {
        RoleArn = RoleArn!,
        SessionName = RoleSessionName ?? "AliLogOps",
        DurationSeconds = RoleDurationSeconds ?? 3600,
        ExternalId = ExternalId,
        Policy = Policy,
    };
}
