namespace AliLogOps.Client;

/// <summary>Where a service writes request id, code and message.</summary>
/// <param name="RequestIdHeader">Header with the request's identifier.</param>
/// <param name="CodeMember">JSON member with the error code.</param>
/// <param name="MessageMember">JSON member with the error text.</param>
/// <param name="SendsLogHeaders">Whether requests carry the Log Service's own headers.</param>
internal sealed record ServiceDialect(string RequestIdHeader, string CodeMember, string MessageMember, bool SendsLogHeaders)
{
    /// <summary>The Log Service.</summary>
    public static ServiceDialect Log { get; } = new("x-log-requestid", "errorCode", "errorMessage", true);

    /// <summary>ECS and STS.</summary>
    public static ServiceDialect Rpc { get; } = new("x-acs-request-id", "Code", "Message", false);

    /// <summary>The emulator's control interface.</summary>
    public static ServiceDialect Control { get; } = new("x-log-requestid", "errorCode", "errorMessage", false);
}
