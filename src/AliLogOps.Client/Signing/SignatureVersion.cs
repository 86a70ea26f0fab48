namespace AliLogOps.Client;

/// <summary>How requests to the Log Service are signed (Log Service API: "Request signatures").</summary>
public enum SignatureVersion
{
    /// <summary>Version 4, HMAC-SHA256, bound to date and region.</summary>
    V4,

    /// <summary>Version 1, HMAC-SHA1: understood by every region.</summary>
    V1,

    /// <summary>Version 1 with HMAC-SHA256, as the OpenAPI clients use it.</summary>
    V1Sha256,
}
