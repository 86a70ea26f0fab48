namespace AliLogOps.Client;

/// <summary>Gives the credential for a request; asked before every attempt, so a provider may renew a temporary key.</summary>
public interface ICredentialProvider
{
    /// <summary>The credential to sign with now.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask<AccessKeyCredential> GetCredentialAsync(CancellationToken cancellationToken = default);
}
