namespace AliLogOps.Client;

/// <summary>
/// Code → kind → remedy, for the Log Service ("Common error codes" and the tables of each operation) and for ECS and STS.
/// Codes compare without case: documentation and SDKs spell several in two ways.
/// </summary>
internal static class ErrorTable
{
    private const string NameRemedy = "Choose another name, or change the existing one with the Set- command.";
    private const string ValueRemedy = "Correct the value the message names and run the command again.";
    private const string SlowDown = "Wait and send less at a time; if it stays so, ask for a higher quota or split the shard.";
    private const string LaterRemedy = "Run the command again in a moment; if it stays so, give support the request id.";
    private const string KeyRemedy = "Check the AccessKey id and secret, and that the key is enabled in the RAM console.";
    private const string TokenRemedy = "Get a new temporary key; this one's security token is not valid or no longer valid.";
    private const string PolicyRemedy = "Ask for a RAM policy that allows this operation on this resource.";
    private const string ClockRemedy = "Set this machine's clock (for example with NTP); it may differ from the service's by at most 15 minutes.";
    private const string ClientFault = "This is a fault of the client or of a proxy in between; report it with the request id.";
    private const string RuleRemedy = "Correct the rule: protocol, port range (such as 11111/11111), one source, priority 1 to 100.";

    private static readonly Dictionary<string, ErrorEntry> s_entries = Build();

    /// <summary>The meaning of a code, or null for an unknown one.</summary>
    public static ErrorEntry? Find(string code)
    {
        if (s_entries.TryGetValue(code, out ErrorEntry entry))
        {
            return entry;
        }

        return FindByShape(code);
    }

    // families the service extends without notice
    private static ErrorEntry? FindByShape(string code)
    {
        if (code.StartsWith("Throttling", StringComparison.OrdinalIgnoreCase))
        {
            return new(ErrorKind.Throttled, SlowDown);
        }

        if (code.StartsWith("MissingParameter", StringComparison.OrdinalIgnoreCase) || code.StartsWith("InvalidParam", StringComparison.OrdinalIgnoreCase))
        {
            return new(ErrorKind.InvalidArgument, ValueRemedy);
        }

        return code.StartsWith("Forbidden", StringComparison.OrdinalIgnoreCase) ? new(ErrorKind.PermissionDenied, PolicyRemedy) : null;
    }

    private static Dictionary<string, ErrorEntry> Build()
    {
        Dictionary<string, ErrorEntry> table = new(StringComparer.OrdinalIgnoreCase);
        AddMissing(table);
        Add(table, ErrorKind.AlreadyExists, NameRemedy, "ProjectAlreadyExist", "LogStoreAlreadyExist", "IndexAlreadyExist", "ConfigAlreadyExist", "MachineGroupAlreadyExist", "GroupAlreadyExist", "ConsumerGroupAlreadyExist", "JobAlreadyExist", "AgentAlreadyExist");
        AddAccess(table);
        Add(table, ErrorKind.ClockSkew, ClockRemedy, "RequestTimeTooSkewed", "RequestTimeExpired", "InvalidRequestTime", "InvalidTimeStamp.Expired");
        Add(table, ErrorKind.Throttled, SlowDown, "WriteQuotaExceed", "ReadQuotaExceed", "ShardWriteQuotaExceed", "ShardReadQuotaExceed", "MetaOperationQpsLimitExceeded", "Throttling");
        Add(table, ErrorKind.QuotaExceeded, "Remove what is no longer needed or ask for a higher quota.", "ProjectQuotaExceed", "ExceedQuota", "AuthorizationLimitExceed", "AuthorizedGroupRule.LimitExceed");
        Add(table, ErrorKind.Unavailable, LaterRemedy, "InternalServerError", "ServerBusy", "RequestTimeout", "InternalError", "InternalError.Dispatch", "ServiceUnavailable", "IdempotentProcessing");
        Add(table, ErrorKind.NotSupported, "Use an operation and settings this endpoint and this kind of logstore offer.", "NotSupported", "NotImplemented", "InvalidMethod", "InvalidAction.NotFound", "InvalidVersion", "UnsupportedOperation", "InvalidGroupParameter.OperationDenied");
        Add(table, ErrorKind.InvalidState, "The group belongs to another cloud product; change it there.", "InvalidOperation.ResourceManagedByCloudProduct");
        AddArguments(table);
        Add(table, ErrorKind.Protocol, ClientFault, "MissingContentType", "InvalidContentType", "MissingBodyRawSize", "InvalidBodyRawSize", "InvalidCompressType", "MissingHost", "InvalidHost", "MissingDate", "InvalidDateFormat", "MissingAPIVersion", "InvalidAPIVersion", "MissingContentLength", "MissingSignatureMethod", "InvalidSignatureMethod", "PostBodyUncompressError", "IdempotentParameterMismatch", "SignatureNonceUsed", "InvalidTimeStamp.Format");
        return table;
    }

    private static void AddMissing(Dictionary<string, ErrorEntry> table)
    {
        AddMissing(table, MissingResource.Project, "Check the project's name and the region; a new project can take a minute to appear.", "ProjectNotExist", "ProjectNotExists");
        AddMissing(table, MissingResource.Logstore, "Check the logstore's name; a new logstore can take a minute to appear.", "LogStoreNotExist", "LogStoreNotExists");
        AddMissing(table, MissingResource.Index, "Create an index for the logstore (Set-AliLogIndex); search needs one, and it takes effect within about a minute.", "IndexConfigNotExist", "IndexConfigNotExists");
        AddMissing(table, MissingResource.Shard, "List the shards of the logstore and use one of their numbers.", "ShardNotExist", "LogStoreWithoutShard");
        AddMissing(table, MissingResource.MachineGroup, "Check the machine group's name.", "MachineGroupNotExist", "GroupNotExist", "MachineGroupNotExists");
        AddMissing(table, MissingResource.LogtailConfig, "Check the Logtail configuration's name.", "ConfigNotExist", "ConfigNotExists");
        AddMissing(table, MissingResource.SecurityGroup, "Check the security group's id and the region.", "InvalidSecurityGroupId.NotFound");
        AddMissing(table, MissingResource.SecurityGroupRule, "List the rules of the group; this one is gone or never was.", "InvalidSecurityGroupRule.RuleNotExist", "InvalidSecurityGroupRuleId.NotFound", "InvalidParam.SecurityGroupRuleId");
        AddMissing(table, MissingResource.Other, "Check the name or id the message gives.", "ConsumerGroupNotExist", "ConsumerNotExist", "JobNotExist", "SavedSearchNotExist", "DashboardNotExist", "ShipperNotExist", "LoggingNotExist", "InvalidSourceGroupId.NotFound", "InvalidPrefixListId.NotFound", "InvalidInstance.NotFound", "InvalidRegionId.NotFound", "AgentNotExist", "FaultNotExist");
    }

    private static void AddAccess(Dictionary<string, ErrorEntry> table)
    {
        Add(table, ErrorKind.Unauthenticated, "Check the AccessKey secret; the text that was signed is in StringToSign for comparison.", "SignatureNotMatch", "SignatureDoesNotMatch", "IncompleteSignature");
        Add(table, ErrorKind.Unauthenticated, KeyRemedy, "InvalidAccessKeyId", "MissAccessKeyId", "InvalidAccessKeyId.NotFound", "InvalidAccessKeyId.Inactive");
        Add(table, ErrorKind.Unauthenticated, TokenRemedy, "MissingSecurityToken", "InvalidSecurityToken.Expired", "InvalidSecurityToken.Malformed", "InvalidSecurityToken.MismatchWithAccessKey");
        Add(table, ErrorKind.Unauthenticated, "Check that the token is the identity provider's, not expired, and meant for this client id; in GitLab, the aud of id_tokens.", "AuthenticationFail.OIDCToken.Expired", "AuthenticationFail.OIDCToken.Invalid", "AuthenticationFail.OIDCToken.AudienceNotMatch", "AuthenticationFail.NoPermission");
        Add(table, ErrorKind.NotFound, "Check the role's resource name, and that the account is the right one.", "EntityNotExist.Role", "EntityNotExist.OIDCProvider");
        Add(table, ErrorKind.PermissionDenied, PolicyRemedy, "Unauthorized", "Forbidden.RAM", "Forbidden", "NoPermission");
        Add(table, ErrorKind.PermissionDenied, "The project is disabled; look at its state and at the account's bill in the console.", "ProjectForbidden");
    }

    private static void AddArguments(Dictionary<string, ErrorEntry> table)
    {
        Add(table, ErrorKind.InvalidArgument, ValueRemedy, "ParameterInvalid", "InvalidParameter", "InvalidParamter", "PostBodyInvalid", "BadRequest", "LogStoreInfoInvalid", "InvalidLogStoreQuery", "JsonInfoInvalid", "MissingParameter", "InvalidEncoding", "InvalidKey", "InvalidOffset", "InvalidLine", "InvalidReverse");
        Add(table, ErrorKind.InvalidArgument, "Give every text field a token list and every field a type, and at least one of full text and fields.", "IndexInfoInvalid");
        Add(table, ErrorKind.InvalidArgument, "Get a new cursor; this one does not belong to the shard or is too old.", "InvalidCursor");
        Add(table, ErrorKind.InvalidArgument, "Send fewer or shorter logs at a time: 10 MB raw per request.", "PostBodyTooLarge");
        Add(table, ErrorKind.InvalidArgument, "Send logs whose time is at most 7 days old and at most 15 minutes ahead.", "InvalidTimestamp");
        Add(table, ErrorKind.InvalidArgument, "Give a range whose begin is before its end.", "InvalidTimeRange");
        Add(table, ErrorKind.InvalidArgument, "Correct the query; words with operators or blanks in them need double quotes.", "InvalidQueryString");
        Add(table, ErrorKind.InvalidArgument, RuleRemedy, "InvalidSecurityGroupId.Malformed", "InvalidIpProtocol.ValueNotSupported", "InvalidParam.PortRange", "InvalidPriority.ValueNotSupported", "InvalidPolicy.Malformed", "InvalidNicType.ValueNotSupported", "MissingParameter.Source", "InvalidParam.SourceIp", "InvalidParam.SourceCidrIp", "InvalidSourceCidrIp.Malformed", "InvalidSecurityGroupDiscription.Malformed", "InvalidParam.Permissions", "InvalidParam.DuplicatePermissions");
    }

    private static void Add(Dictionary<string, ErrorEntry> table, ErrorKind kind, string remedy, params ReadOnlySpan<string> codes)
    {
        foreach (string code in codes)
        {
            table.Add(code, new ErrorEntry(kind, remedy));
        }
    }

    private static void AddMissing(Dictionary<string, ErrorEntry> table, MissingResource missing, string remedy, params ReadOnlySpan<string> codes)
    {
        foreach (string code in codes)
        {
            table.Add(code, new ErrorEntry(ErrorKind.NotFound, remedy, missing));
        }
    }
}
