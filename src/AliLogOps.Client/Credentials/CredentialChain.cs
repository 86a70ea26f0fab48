namespace AliLogOps.Client;

/// <summary>
/// Finds keys in the places and the order of the official libraries: environment, OIDC, the command line tool's profile, the ini
/// profile, the ECS instance's role, a credentials URI. The first place that is set up is used; one that is set up wrongly is an
/// error and not passed over, so that a job never runs as somebody else.
/// </summary>
public sealed class CredentialChain
{
    private readonly CredentialContext _context;
    private readonly ProfileFiles _files;

    /// <summary>Makes one; nothing is read.</summary>
    /// <param name="context">The world around it; null for this machine's.</param>
    public CredentialChain(CredentialContext? context = null)
    {
        _context = context ?? new CredentialContext();
        _files = new ProfileFiles(_context);
    }

    /// <summary>Names of the environment variables that choose or describe keys.</summary>
    public static IReadOnlyList<string> VariableNames { get; } =
    [
        .. EnvironmentSettings.AccessKeyIdNames, .. EnvironmentSettings.AccessKeySecretNames, .. EnvironmentSettings.SecurityTokenNames, .. EnvironmentSettings.RegionNames,
        "ALIBABA_CLOUD_ROLE_ARN", "ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "ALIBABA_CLOUD_OIDC_TOKEN_FILE", "ALIBABA_CLOUD_ROLE_SESSION_NAME", "ALIBABA_CLOUD_PROFILE",
        "ALIBABA_CLOUD_CREDENTIALS_FILE", "ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "ALIBABA_CLOUD_ECS_METADATA", "ALIBABA_CLOUD_ECS_METADATA_DISABLED", "ALIBABA_CLOUD_IMDSV1_DISABLED",
        "ALIBABA_CLOUD_CREDENTIALS_URI", "ALIBABA_CLOUD_STS_REGION", "ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED",
    ];

    /// <summary>Files that hold profiles, there or not.</summary>
    public IEnumerable<string> ProfilePaths => _files.Paths;

    /// <summary>Names of all profiles, without duplicates. Never fails.</summary>
    public IReadOnlyList<(string Name, string Mode)> ListProfiles() =>
        [.. _files.All().Where(profile => profile.Name.Length > 0).DistinctBy(profile => profile.Name, StringComparer.Ordinal).Select(profile => (profile.Name, profile.Mode))];

    /// <summary>The keys of a profile.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="LogServiceException">There is none of that name, or it cannot be used.</exception>
    public FoundCredentials OpenProfile(string name) => OpenProfile(name, withCli: true);

    /// <summary>The keys of the first place that is set up; null when none is.</summary>
    /// <exception cref="LogServiceException">A place is set up wrongly.</exception>
    public FoundCredentials? Find()
    {
        EnvironmentCredentialProvider environment = new(_context.GetVariable);
        string? region = EnvironmentSettings.FindRegion(_context.GetVariable);
        FoundCredentials? found = environment.IsConfigured
            ? new(new StaticCredentialProvider(environment.GetCredentialAsync().AsTask().GetAwaiter().GetResult()), "Environment", region)
            : FindOidc() ?? FindProfile() ?? FindEcs() ?? FindUri();
        return found is null ? null : found with { Region = region ?? found.Region };
    }

    private FoundCredentials OpenProfile(string name, bool withCli)
    {
        CredentialProfile profile = _files.Find(name, withCli) ?? throw CredentialFailure.Create(
            $"There is no profile '{name}' in {string.Join(", ", _files.Paths.Skip(withCli ? 0 : 1))}.",
            _files.All() is { Count: > 0 } all ? $"There are: {string.Join(", ", all.Select(known => known.Name).Distinct())}." : "Make one with 'aliyun configure', or use another way to give a key.");
        return new ProfileCredentials(_context, _files).Open(profile);
    }

    private FoundCredentials? FindOidc()
    {
        if (Get("ALIBABA_CLOUD_ROLE_ARN") is not { } role || Get("ALIBABA_CLOUD_OIDC_PROVIDER_ARN") is not { } provider || Get("ALIBABA_CLOUD_OIDC_TOKEN_FILE") is not { } file)
        {
            return null;
        }

        try
        {
            RoleRequest request = new() { RoleArn = role, SessionName = Get("ALIBABA_CLOUD_ROLE_SESSION_NAME") ?? "AliLogOps" };
            return new(Renewing(OidcSource.FromFile(request, provider, file, _context)), "OIDC", null);
        }
        catch (ArgumentException fault)
        {
            throw CredentialFailure.Create($"The environment variables of OIDC: {fault.Message.Split(" (Parameter", 2)[0]}", "Correct ALIBABA_CLOUD_ROLE_ARN or ALIBABA_CLOUD_OIDC_PROVIDER_ARN.", fault);
        }
    }

    private FoundCredentials? FindProfile()
    {
        bool withCli = !IsTrue("ALIBABA_CLOUD_CLI_PROFILE_DISABLED");
        if (Get("ALIBABA_CLOUD_PROFILE") is { } named)
        {
            return OpenProfile(named, withCli);
        }

        // the command line tool leaves an empty profile behind when it is set up half-way
        CredentialProfile? cli = withCli ? _files.CurrentCli() : null;
        CredentialProfile? profile = cli is { Mode: "AK" or "" } && cli.Get("access_key_id") is null ? _files.DefaultIni() : cli ?? _files.DefaultIni();
        return profile is null ? null : new ProfileCredentials(_context, _files).Open(profile);
    }

    private FoundCredentials? FindEcs()
    {
        string? role = Get("ALIBABA_CLOUD_ECS_METADATA");
        return IsTrue("ALIBABA_CLOUD_ECS_METADATA_DISABLED") || (role is null && !_context.IsEcsInstance())
            ? null
            : new(Renewing(new EcsRoleSource(role, _context)), "ECS role", null);
    }

    private FoundCredentials? FindUri()
    {
        if (Get("ALIBABA_CLOUD_CREDENTIALS_URI") is not { } address)
        {
            return null;
        }

        try
        {
            return new(Renewing(new UriSource(new Uri(address, UriKind.RelativeOrAbsolute), _context)), "Credentials URI", null);
        }
        catch (Exception fault) when (fault is ArgumentException or UriFormatException)
        {
            throw CredentialFailure.Create($"ALIBABA_CLOUD_CREDENTIALS_URI: {fault.Message.Split(" (Parameter", 2)[0]}", "Correct the variable.", fault);
        }
    }

    private RenewingCredentialProvider Renewing(ICredentialSource source) => new(source, _context.TimeProvider);

    private string? Get(string name) => EnvironmentSettings.Find([name], _context.GetVariable)?.Value;

    private bool IsTrue(string name) => string.Equals(Get(name), "true", StringComparison.OrdinalIgnoreCase);
}
