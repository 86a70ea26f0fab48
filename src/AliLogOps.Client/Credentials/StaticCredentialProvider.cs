namespace AliLogOps.Client;

/// <summary>Always gives the same credential.</summary>
public sealed class StaticCredentialProvider : ICredentialProvider
{
    private readonly AccessKeyCredential _credential;

    /// <summary>Makes a provider of one credential.</summary>
    /// <param name="credential">The credential.</param>
    public StaticCredentialProvider(AccessKeyCredential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        _credential = credential;
    }

    /// <inheritdoc />
    public ValueTask<AccessKeyCredential> GetCredentialAsync(CancellationToken cancellationToken = default) => new(_credential);

    /// <summary>The masked id.</summary>
    public override string ToString() => _credential.ToString();
}
