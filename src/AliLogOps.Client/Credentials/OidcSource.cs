namespace AliLogOps.Client;

/// <summary>
/// Takes on a role with the token an identity provider gave this job: a file (Kubernetes), or an environment variable (GitLab's
/// <c>id_tokens</c>). The token is read anew for each key, as files are renewed.
/// </summary>
public sealed class OidcSource : ICredentialSource
{
    private const string UnsignedSecret = "(nothing-is-signed)";

    private readonly RoleRequest _role;
    private readonly string _providerArn;
    private readonly Func<CancellationToken, ValueTask<string>> _readToken;
    private readonly CredentialContext _context;
    private readonly string _from;

    private OidcSource(RoleRequest role, string providerArn, Func<CancellationToken, ValueTask<string>> readToken, CredentialContext context, string from)
    {
        if (role.Problem() is { } problem)
        {
            throw new ArgumentException(problem, nameof(role));
        }

        if (!providerArn.StartsWith("acs:ram::", StringComparison.Ordinal) || !providerArn.Contains(":oidc-provider/", StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{providerArn}' is no OIDC provider. Give its resource name, such as acs:ram::1234567890123456:oidc-provider/gitlab.", nameof(providerArn));
        }

        _role = role;
        _providerArn = providerArn;
        _readToken = readToken;
        _context = context;
        _from = from;
    }

    /// <summary>A token in a file.</summary>
    /// <param name="role">The role.</param>
    /// <param name="providerArn">Resource name of the identity provider.</param>
    /// <param name="path">The file.</param>
    /// <param name="context">Where STS is.</param>
    /// <exception cref="ArgumentException">Role or provider cannot be ones.</exception>
    public static OidcSource FromFile(RoleRequest role, string providerArn, string path, CredentialContext context) =>
        new(role, providerArn, token => ReadFileAsync(path, token), context, $"the file '{path}'");

    /// <summary>A token in an environment variable.</summary>
    /// <param name="role">The role.</param>
    /// <param name="providerArn">Resource name of the identity provider.</param>
    /// <param name="variable">Name of the variable.</param>
    /// <param name="context">Where STS is, and the variables.</param>
    /// <exception cref="ArgumentException">Role or provider cannot be ones.</exception>
    public static OidcSource FromVariable(RoleRequest role, string providerArn, string variable, CredentialContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new(role, providerArn, _ => new(context.GetVariable(variable) ?? string.Empty), context, $"the environment variable {variable}");
    }

    /// <inheritdoc />
    public async Task<AccessKeyCredential> FetchAsync(CancellationToken cancellationToken)
    {
        string token = (await _readToken(cancellationToken).ConfigureAwait(false)).Trim();
        if (token.Length == 0)
        {
            throw CredentialFailure.Create($"There is no OIDC token in {_from}.", "Let the job get one: in GitLab with id_tokens, in Kubernetes with a projected service account token.");
        }

        // the token stands in for a key, so that it is taken out of every message
        StaticCredentialProvider bearer = new(CredentialFailure.Key($"The OIDC token in {_from}", "unsigned", UnsignedSecret, token));
        using StsClient sts = new(StsOptions.From(_context, _context.Sts(), bearer, isUnsigned: true));
        return await sts.AssumeRoleWithOidcAsync(_role, _providerArn, token, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The role and where the token is; no secret.</summary>
    public override string ToString() => $"role {_role.RoleArn} by OIDC";

    private static async ValueTask<string> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw CredentialFailure.Create($"The OIDC token cannot be read: {fault.Message}", "Check the path and the right to read it.", fault);
        }
    }
}
