namespace AliLogOps.Client;

/// <summary>The one place that takes secrets out of text before anybody sees it.</summary>
internal static class Redactor
{
    private const string Mask = "***";

    /// <summary>The text without the secret, the token and the signature of a request.</summary>
    public static string Redact(string text, AccessKeyCredential? credential, string? signature = null)
    {
        if (credential is not null)
        {
            text = text.Replace(credential.AccessKeySecret, Mask, StringComparison.Ordinal);
            if (credential.SecurityToken is { } token)
            {
                text = text.Replace(token, Mask, StringComparison.Ordinal);
            }
        }

        return string.IsNullOrEmpty(signature) ? text : text.Replace(signature, Mask, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>An AccessKey id that can be recognised but not copied.</summary>
    public static string MaskId(string accessKeyId) =>
        accessKeyId.Length <= 8 ? accessKeyId[..Math.Min(2, accessKeyId.Length)] + Mask : accessKeyId[..4] + Mask + accessKeyId[^4..];
}
