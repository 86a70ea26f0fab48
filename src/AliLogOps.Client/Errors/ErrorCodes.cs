namespace AliLogOps.Client;

/// <summary>Codes of failures the service has no code for, because it did not answer or its answer was not understood.</summary>
public static class ErrorCodes
{
    /// <summary>A failure of the client without a better code.</summary>
    public const string ClientError = "ClientError";

    /// <summary>The service was not reached or the connection broke.</summary>
    public const string ConnectionFailed = "ConnectionFailed";

    /// <summary>The host's name has no address.</summary>
    public const string HostNotFound = "HostNotFound";

    /// <summary>The proxy was not reached.</summary>
    public const string ProxyNotReached = "ProxyNotReached";

    /// <summary>The proxy does not let the request through.</summary>
    public const string ProxyRefused = "ProxyRefused";

    /// <summary>The secure connection could not be made, for example because of a certificate.</summary>
    public const string SecureConnectionFailed = "SecureConnectionFailed";

    /// <summary>No answer in time.</summary>
    public const string NoAnswerInTime = "NoAnswerInTime";

    /// <summary>The answer was no answer of the service.</summary>
    public const string BadResponse = "BadResponse";

    /// <summary>The answer ended too early.</summary>
    public const string TruncatedResponse = "TruncatedResponse";

    /// <summary>No credential was found.</summary>
    public const string NoCredential = "NoCredential";

    /// <summary>A file of the compression codecs is missing.</summary>
    public const string CodecMissing = "CodecMissing";

    /// <summary>The emulator could not be started.</summary>
    public const string EmulatorStartFailed = "EmulatorStartFailed";

    /// <summary>A file that an emulator was to start with cannot be read or is wrong.</summary>
    public const string EmulatorFileInvalid = "EmulatorFileInvalid";

    /// <summary>Whether a refusal says that the temporary key is over (Log Service API: "Common error codes"; STS: error codes).</summary>
    internal static bool IsExpiredToken(LogServiceException failure) =>
        failure.ErrorCode.StartsWith("InvalidSecurityToken", StringComparison.OrdinalIgnoreCase)
        || (failure.ErrorCode is "Unauthorized" or "SecurityTokenExpired" && failure.ServiceMessage?.Contains("expired", StringComparison.OrdinalIgnoreCase) == true);
}
