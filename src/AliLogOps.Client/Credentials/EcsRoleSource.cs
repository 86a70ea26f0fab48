using System.Net;

namespace AliLogOps.Client;

/// <summary>The role attached to the ECS instance this runs on (ECS: "Instance RAM roles"), by the token-guarded metadata service first.</summary>
public sealed class EcsRoleSource : ICredentialSource
{
    private const string Credentials = "/latest/meta-data/ram/security-credentials/";
    private const string What = "The metadata service of ECS";

    private readonly CredentialContext _context;
    private readonly string? _roleName;

    /// <summary>Makes one; nothing is sent.</summary>
    /// <param name="roleName">Name of the role; null asks for it.</param>
    /// <param name="context">Where the metadata service is.</param>
    public EcsRoleSource(string? roleName, CredentialContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _context = context;
        _roleName = string.IsNullOrWhiteSpace(roleName) ? null : roleName;
    }

    /// <inheritdoc />
    public async Task<AccessKeyCredential> FetchAsync(CancellationToken cancellationToken)
    {
        (string Name, string Value)? token = await GetTokenAsync(cancellationToken).ConfigureAwait(false);
        string role = _roleName ?? await FindRoleAsync(token, cancellationToken).ConfigureAwait(false);
        (HttpStatusCode status, string text) = await SendAsync(HttpMethod.Get, Credentials + Uri.EscapeDataString(role), token, cancellationToken).ConfigureAwait(false);
        return status == HttpStatusCode.NotFound
            ? throw CredentialFailure.Create($"The ECS instance has no role '{role}'.", "Attach the role to the instance, or name the one that is attached.")
            : CredentialHttp.ReadKey($"{What} for the role '{role}'", status, text);
    }

    /// <summary>The role; no secret.</summary>
    public override string ToString() => $"ECS role {_roleName ?? "of this instance"}";

    // v2: what a page in a browser, or a careless proxy, cannot ask for
    private async Task<(string Name, string Value)?> GetTokenAsync(CancellationToken cancellationToken)
    {
        (HttpStatusCode status, string text) = await CredentialHttp.SendAsync(
            _context, HttpMethod.Put, new Uri(_context.MetadataEndpoint, "/latest/api/token"), ("X-aliyun-ecs-metadata-token-ttl-seconds", "21600"), What, cancellationToken).ConfigureAwait(false);
        if (status == HttpStatusCode.OK && text.Trim() is { Length: > 0 } token)
        {
            return ("X-aliyun-ecs-metadata-token", token);
        }

        return string.Equals(_context.GetVariable("ALIBABA_CLOUD_IMDSV1_DISABLED"), "true", StringComparison.OrdinalIgnoreCase)
            ? throw CredentialFailure.Create($"{What} gave no token (status {(int)status}), and the older way without one is switched off by ALIBABA_CLOUD_IMDSV1_DISABLED.", "Allow version 2 of the metadata service for the instance.")
            : null;
    }

    private async Task<string> FindRoleAsync((string Name, string Value)? token, CancellationToken cancellationToken)
    {
        (HttpStatusCode status, string text) = await SendAsync(HttpMethod.Get, Credentials, token, cancellationToken).ConfigureAwait(false);
        string role = text.Split('\n', 2)[0].Trim();
        return status == HttpStatusCode.OK && role.Length > 0
            ? role
            : throw CredentialFailure.Create($"No role is attached to this ECS instance (status {(int)status}).", "Attach a RAM role to the instance, or use another way to give a key.");
    }

    private Task<(HttpStatusCode Status, string Text)> SendAsync(HttpMethod method, string path, (string Name, string Value)? token, CancellationToken cancellationToken) =>
        CredentialHttp.SendAsync(_context, method, new Uri(_context.MetadataEndpoint, path), token, What, cancellationToken);
}
