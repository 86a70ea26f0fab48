namespace AliLogOps.Client;

/// <summary>Puts a signature on a request.</summary>
internal interface IRequestSigner
{
    /// <summary>Sets the headers the scheme needs and the Authorization header; returns the signature, so that it can be masked in messages.</summary>
    public string Sign(SignableRequest request, AccessKeyCredential credential, DateTimeOffset time);

    /// <summary>What was signed, for the error after a refused signature.</summary>
    public SignedText Explain(SignableRequest request);
}
