namespace AliLogOps.Client;

/// <summary>The emulator's control token.</summary>
internal sealed class BearerSigner : IRequestSigner
{
    /// <inheritdoc />
    public string Sign(SignableRequest request, AccessKeyCredential credential, DateTimeOffset time)
    {
        request.Headers.Set("authorization", "Bearer " + credential.AccessKeySecret);
        return credential.AccessKeySecret;
    }

    /// <inheritdoc />
    public SignedText Explain(SignableRequest request) => new("(a token, nothing is signed)", null);
}
