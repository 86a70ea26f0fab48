namespace AliLogOps.Emulator.Ecs;

/// <summary>Errors of ECS and STS as their documents and recorded answers have them; statuses that sources disagree on are «unconfirmed».</summary>
internal static class EcsErrors
{
    // signature and request form
    public static EcsError IncompleteSignature(string detail) => new(400, "IncompleteSignature", $"The request signature does not conform to Aliyun standards: {detail}");
    public static EcsError SignatureDoesNotMatch() => new(400, "SignatureDoesNotMatch", "Specified signature is not matched with our calculation.");
    public static EcsError AccessKeyNotFound() => new(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.");
    public static EcsError AccessKeyInactive() => new(400, "InvalidAccessKeyId.Inactive", "Specified access key is disabled.");
    public static EcsError TimeStampExpired(string sent, string now) => new(400, "InvalidTimeStamp.Expired", $"Specified time stamp {sent} is more than 15 minutes from the server time {now}.");
    public static EcsError TimeStampFormat(string sent) => new(400, "InvalidTimeStamp.Format", $"Specified time stamp '{sent}' is not of the form yyyy-MM-ddTHH:mm:ssZ.");
    public static EcsError NonceUsed() => new(400, "SignatureNonceUsed", "Specified signature nonce was used already.");
    public static EcsError ForbiddenByRam(string operation) => new(403, "Forbidden.RAM", $"User not authorized to operate on the specified resource, or this API doesn't support RAM. Action: ecs:{operation}");
    public static EcsError MissingSecurityToken() => new(400, "MissingSecurityToken", "SecurityToken is mandatory for this action.");
    public static EcsError SecurityTokenExpired() => new(400, "InvalidSecurityToken.Expired", "Specified SecurityToken is expired.");
    public static EcsError SecurityTokenMismatch() => new(400, "InvalidSecurityToken.MismatchWithAccessKey", "Specified SecurityToken mismatch with the AccessKey.");
    public static EcsError ActionNotFound() => new(404, "InvalidAction.NotFound", "Specified api is not found, please check your url and method.");
    public static EcsError InvalidVersion(string version, string action) => new(400, "InvalidVersion", $"Specified parameter Version '{version}' is not valid for {action}.");
    public static EcsError NotImplemented(string operation) => new(501, "NotImplemented", $"{operation} is not implemented by this emulator.");
    public static EcsError InternalError() => new(500, "InternalError", "The request processing has failed due to some unknown error.");

    // parameters
    public static EcsError MissingParameter(string name) => new(400, $"MissingParameter.{name}", $"The input parameter \"{name}\" that is mandatory for processing this request is not supplied.");
    public static EcsError InvalidParameter(string name, string value, string rule) => new(400, "InvalidParameter", $"The specified parameter {name} '{value}' is not valid: {rule}.");
    public static EcsError RegionNotFound(string region) => new(404, "InvalidRegionId.NotFound", $"The specified RegionId '{region}' does not exist.");
    public static EcsError IdempotentParameterMismatch() => new(403, "IdempotentParameterMismatch", "The request uses the same client token as a previous, but non-identical request.");

    public static EcsError DryRunOperation() => new(400, "DryRunOperation", "Request validation has been passed with DryRun flag set.");

    // STS
    public static EcsError InvalidStsParameter(string name, string rule) => new(400, $"InvalidParameter.{name}", $"The parameter {name} is wrongly formed: {rule}.");
    public static EcsError RoleNotExist(string arn) => new(404, "EntityNotExist.Role", $"The role not exists: {arn}.");
    public static EcsError OidcTokenInvalid() => new(400, "AuthenticationFail.OIDCToken.Invalid", "This OIDC token is invalid: it must be a JWT, three parts joined by dots.");
    public static EcsError OidcTokenExpired() => new(400, "AuthenticationFail.OIDCToken.Expired", "This OIDC token is expired.");

    // security groups
    public static EcsError GroupMalformed(string id) => new(400, "InvalidSecurityGroupId.Malformed", $"The specified parameter SecurityGroupId '{id}' is not valid.");
    public static EcsError GroupNotFound(string id) => new(404, "InvalidSecurityGroupId.NotFound", $"The specified SecurityGroupId '{id}' does not exist.");
    public static EcsError IpProtocol(string value) => new(400, "InvalidIpProtocol.ValueNotSupported", $"The parameter IpProtocol '{value}' must be TCP, UDP, ICMP, ICMPv6, GRE or ALL.");
    public static EcsError PortRange(string value, string rule) => new(400, "InvalidParam.PortRange", $"The specified parameter PortRange '{value}' is not valid: {rule}.");
    public static EcsError Priority(string value) => new(400, "InvalidPriority.ValueNotSupported", $"The parameter Priority '{value}' must be an integer from 1 to 100.");
    public static EcsError Policy(string value) => new(400, "InvalidPolicy.Malformed", $"The specified parameter Policy '{value}' must be accept or drop.");
    public static EcsError NicType(string value) => new(400, "InvalidNicType.ValueNotSupported", $"The specified parameter NicType '{value}' must be intranet in a VPC.");
    public static EcsError MissingSource() => new(400, "MissingParameter.Source", "One of the parameters SourceCidrIp, Ipv6SourceCidrIp, SourceGroupId or SourcePrefixListId must be supplied.");
    public static EcsError SourceIp() => new(400, "InvalidParam.SourceIp", "SourceCidrIp and Ipv6SourceCidrIp exclude each other.");
    public static EcsError SourceCidr(string value) => new(400, "InvalidSourceCidrIp.Malformed", $"The specified parameter SourceCidrIp '{value}' is not an IPv4 address or CIDR block.");
    public static EcsError CidrParameter(string name, string value) => new(400, $"InvalidParam.{name}", $"The specified parameter {name} '{value}' is not an address or CIDR block.");
    public static EcsError Description() => new(400, "InvalidSecurityGroupDiscription.Malformed", "The specified parameter Description must be 1 to 512 characters.");
    public static EcsError Permissions(string detail) => new(400, "InvalidParam.Permissions", $"The specified parameter Permissions is not valid: {detail}.");
    public static EcsError DuplicatePermissions() => new(400, "InvalidParam.DuplicatePermissions", "The specified parameter Permissions has two equal rules.");
    public static EcsError SourceGroupNotFound(string id) => new(404, "InvalidSourceGroupId.NotFound", $"The specified SourceGroupId '{id}' does not exist.");
    public static EcsError PrefixListNotFound(string id) => new(404, "InvalidPrefixListId.NotFound", $"The specified prefix list '{id}' does not exist.");
    public static EcsError RuleNotFound(string id) => new(404, "InvalidSecurityGroupRuleId.NotFound", $"The specified SecurityGroupRuleId '{id}' does not exist.");
    public static EcsError RuleLimit(int limit) => new(403, "AuthorizationLimitExceed", $"The limit of {limit} rules per security group is exceeded.");
    public static EcsError GroupRuleLimit(int limit) => new(403, "AuthorizedGroupRule.LimitExceed", $"The limit of {limit} rules with a source group per basic security group is exceeded.");
    public static EcsError OperationDenied(string parameter) => new(403, "InvalidGroupParameter.OperationDenied", $"The parameter {parameter} is not supported by an advanced security group: leave it out.");
    public static EcsError ClassicNicType(string value) => new(400, "InvalidNicType.ValueNotSupported", $"The specified parameter NicType '{value}' must be internet or intranet.");
    public static EcsError SourceGroupNicType() => new(400, "InvalidNicType.ValueNotSupported", "The parameter NicType must be intranet for a rule with SourceGroupId.");
    public static EcsError GroupName(string value) => new(400, "InvalidSecurityGroupName.Malformed", $"The specified SecurityGroupName '{value}' must be 2 to 128 characters, start with a letter and hold letters, digits and : _ . - only.");
}
