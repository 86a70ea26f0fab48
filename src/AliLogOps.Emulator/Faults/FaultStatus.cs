namespace AliLogOps.Emulator.Faults;

/// <summary>Status that goes with an error code ("Common error codes" of the Log Service, error tables of ECS).</summary>
internal static class FaultStatus
{
    /// <summary>Null for a code that is not in the tables.</summary>
    public static int? Of(string code)
    {
        return code switch
        {
            "InternalServerError" or "RequestTimeout" or "InternalError" => 500,
            "NotImplemented" => 501,
            "ServerBusy" or "ServiceUnavailable" => 503,
            "WriteQuotaExceed" or "ReadQuotaExceed" or "ShardWriteQuotaExceed" or "ShardReadQuotaExceed" or "MetaOperationQpsLimitExceeded"
                or "ExceedQuota" or "ProjectForbidden" or "Forbidden" or "Forbidden.RAM" or "NoPermission" => 403,
            "Unauthorized" or "SignatureNotMatch" or "InvalidAccessKeyId" => 401,
            "PostBodyTooLarge" => 413,
            "InvalidContentType" => 415,
            "MissingContentLength" => 411,
            "InvalidMethod" => 405,
            "ProjectQuotaExceed" or "ParameterInvalid" or "InvalidParameter" or "PostBodyInvalid" or "RequestTimeTooSkewed" or "RequestTimeExpired"
                or "NotSupported" or "BadRequest" or "SignatureNonceUsed" => 400,
            _ when code.StartsWith("Throttling", StringComparison.Ordinal) => 400,
            _ when code.EndsWith("NotExist", StringComparison.Ordinal) || code.EndsWith(".NotFound", StringComparison.Ordinal) => 404,
            _ when code.EndsWith("AlreadyExist", StringComparison.Ordinal) => 400,
            _ => null,
        };
    }
}
