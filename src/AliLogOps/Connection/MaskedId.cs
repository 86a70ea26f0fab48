using AliLogOps.Client;

namespace AliLogOps.Connection;

/// <summary>The AccessKey id as it may be shown.</summary>
internal static class MaskedId
{
    public static string Of(AccessKeyCredential credential) => credential.ToString().Split(' ')[0];
}
