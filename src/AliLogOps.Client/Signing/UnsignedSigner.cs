namespace AliLogOps.Client;

/// <summary>For calls that prove themselves by a token in their body.</summary>
internal sealed class UnsignedSigner : IRequestSigner
{
    /// <inheritdoc />
    public string Sign(SignableRequest request, AccessKeyCredential credential, DateTimeOffset time) => "(unsigned)";

    /// <inheritdoc />
    public SignedText Explain(SignableRequest request) => new("(nothing is signed)", null);
}
