namespace AliLogOps.Client;

/// <summary>Takes on a role with another key, which may itself be a temporary one.</summary>
public sealed class AssumeRoleSource : ICredentialSource
{
    private readonly RoleRequest _role;
    private readonly ICredentialProvider _base;
    private readonly Func<StsClientOptions> _options;

    /// <summary>Makes one; nothing is sent.</summary>
    /// <param name="role">The role.</param>
    /// <param name="baseCredentials">The key that may take it on.</param>
    /// <param name="context">Where STS is.</param>
    /// <param name="stsRegion">Region whose STS is asked; null for the context's.</param>
    /// <param name="useVpc">Whether to ask within the VPC.</param>
    /// <exception cref="ArgumentException">The role cannot be one.</exception>
    public AssumeRoleSource(RoleRequest role, ICredentialProvider baseCredentials, CredentialContext context, string? stsRegion = null, bool useVpc = false)
    {
        ArgumentNullException.ThrowIfNull(role);
        ArgumentNullException.ThrowIfNull(baseCredentials);
        ArgumentNullException.ThrowIfNull(context);
        if (role.Problem() is { } problem)
        {
            throw new ArgumentException(problem, nameof(role));
        }

        _role = role;
        _base = baseCredentials;
        Uri sts = context.Sts(stsRegion, useVpc);
        _options = () => StsOptions.From(context, sts, baseCredentials, isUnsigned: false);
    }

    /// <inheritdoc />
    public async Task<AccessKeyCredential> FetchAsync(CancellationToken cancellationToken)
    {
        using StsClient sts = new(_options());
        return await sts.AssumeRoleAsync(_role, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The role and who takes it on; no secret.</summary>
    public override string ToString() => $"role {_role.RoleArn} by {_base}";
}

/// <summary>Settings of STS clients for keys.</summary>
internal static class StsOptions
{
    public static StsClientOptions From(CredentialContext context, Uri sts, ICredentialProvider credentials, bool isUnsigned) => new()
    {
        StsEndpoint = sts,
        Credentials = credentials,
        IsUnsigned = isUnsigned,
        Retry = context.Retry,
        RequestTimeout = TimeSpan.FromSeconds(15),
        Proxy = context.Proxy,
        TimeProvider = context.TimeProvider,
        Handler = context.Handler,
        OnRequest = context.OnRequest,
    };
}
