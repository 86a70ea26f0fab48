namespace AliLogOps.Client;

/// <summary>Failures to get a key, all of one kind.</summary>
internal static class CredentialFailure
{
    public static LogServiceException Create(string message, string remedy, Exception? cause = null) =>
        new(message, cause) { ErrorCode = ErrorCodes.NoCredential, Kind = ErrorKind.Unauthenticated, Remedy = remedy };

    /// <summary>A key out of texts from a file or an answer; a text that cannot be one is named, never shown.</summary>
    public static AccessKeyCredential Key(string where, string? id, string? secret, string? token = null, DateTimeOffset? expiration = null)
    {
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(secret))
        {
            throw Create($"{where} has no AccessKey {(string.IsNullOrEmpty(id) ? "id" : "secret")}.", "Complete it, or use another way to give a key.");
        }

        try
        {
            return new AccessKeyCredential(id, secret, token, expiration);
        }
        catch (ArgumentException fault)
        {
            throw Create($"{where}: {fault.Message.Split(" (Parameter", 2)[0]}", "Paste the key again, without anything around it.", fault);
        }
    }
}
