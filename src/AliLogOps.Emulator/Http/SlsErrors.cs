namespace AliLogOps.Emulator.Http;

/// <summary>
/// The service's errors: status, code and text as the Log Service API documents them ("Common error codes" and the
/// table of each operation). Operations throw these and no others.
/// </summary>
internal static class SlsErrors
{
    // the request itself
    public static SlsError MissingHost() => new(400, "MissingHost", "header Host is missing");
    public static SlsError InvalidHost(string host) => new(400, "InvalidHost", $"host {host} is invalid");
    public static SlsError MissingContentLength() => new(411, "MissingContentLength", "a request with a body needs the header Content-Length");
    public static SlsError NotSupported(string message) => new(400, "NotSupported", message);
    public static SlsError MissingApiVersion() => new(400, "MissingAPIVersion", "header x-log-apiversion is missing");
    public static SlsError InvalidApiVersion(string value) => new(400, "InvalidAPIVersion", $"x-log-apiversion {value} is not supported, use 0.6.0");
    public static SlsError MissingDate() => new(400, "MissingDate", "header Date or x-log-date is missing");
    public static SlsError InvalidDateFormat(string value) => new(400, "InvalidDateFormat", $"date {value} is not in the format of RFC 822");
    public static SlsError MissingContentType() => new(400, "MissingContentType", "a request with a body needs the header Content-Type");
    public static SlsError InvalidContentType(string value) => new(415, "InvalidContentType", $"Content-Type {value} is unsupported");
    public static SlsError MissingBodyRawSize() => new(400, "MissingBodyRawSize", "header x-log-bodyrawsize is missing");
    public static SlsError InvalidBodyRawSize(string value) => new(400, "InvalidBodyRawSize", $"x-log-bodyrawsize {value} is invalid");
    public static SlsError InvalidCompressType(string value) => new(400, "InvalidCompressType", $"x-log-compresstype {value} is unsupported");
    public static SlsError PostBodyUncompressError(string detail) => new(400, "PostBodyUncompressError", $"post body uncompress failed: {detail}");
    public static SlsError PostBodyTooLarge(long size, long limit) => new(413, "PostBodyTooLarge", $"Body size {size} must little than {limit}");
    public static SlsError PostBodyInvalid(string message = "The request body is not valid JSON object.") => new(400, "PostBodyInvalid", message);
    public static SlsError ParameterInvalid(string message) => new(400, "ParameterInvalid", message);
    public static SlsError InvalidParameter(string message) => new(400, "InvalidParameter", message);
    public static SlsError InvalidMethod(string method, string path) => new(405, "InvalidMethod", $"The method {method} of {path} is invalid");
    public static SlsError NotImplemented(string operation) => new(501, "NotImplemented", $"{operation} is not implemented by this emulator");
    public static SlsError InternalServerError(string detail) => new(500, "InternalServerError", $"Internal server error: {detail}");

    // authentication
    public static SlsError MissAccessKeyId() => new(400, "MissAccessKeyId", "the Authorization header lacks the access key id");
    public static SlsError MalformedAuthorization(string detail) => new(400, "ParameterInvalid", $"Http extend authorization : {detail}");
    public static SlsError MissingSignatureMethod() => new(400, "MissingSignatureMethod", "header x-log-signaturemethod is missing");
    public static SlsError InvalidSignatureMethod(string value) => new(400, "InvalidSignatureMethod", $"x-log-signaturemethod {value} is unsupported, use hmac-sha1 or hmac-sha256");
    public static SlsError SignatureNotMatch(string signature) => new(401, "SignatureNotMatch", $"Signature {signature} not matched.");
    public static SlsError InvalidAccessKeyId(string id) => new(401, "InvalidAccessKeyId", $"The access key id you provided is invalid: {id}.");
    public static SlsError AccessKeyIdNotFound(string id) => new(401, "Unauthorized", $"AccessKeyId not found: {id}");
    public static SlsError AccessKeyIdDisabled(string id) => new(401, "Unauthorized", $"AccessKeyId is disabled: {id}");
    public static SlsError AccessDenied(string operation, string resource) => new(401, "Unauthorized", $"denied by sts or ram, action: log:{operation}, resource: {resource}");
    public static SlsError SecurityTokenInvalid() => new(401, "Unauthorized", "The security token you provided is invalid.");
    public static SlsError SecurityTokenExpired() => new(401, "Unauthorized", "The security token you provided has expired.");
    public static SlsError BasicAuthenticationMissing() => new(401, "Unauthorized", "the Authorization header is missing: this path takes HTTP Basic authentication, with the access key id as user and its secret as password");
    public static SlsError SecretNotMatch(string id) => new(401, "Unauthorized", $"The access key secret of {id} does not match.");
    public static SlsError RequestTimeTooSkewed(string requestTime, string serverTime) =>
        new(400, "RequestTimeTooSkewed", $"Request time {requestTime} has been expired while server time is {serverTime}.");

    // projects
    public static SlsError ProjectNotExist(string project) => new(404, "ProjectNotExist", $"The Project does not exist : {project}");
    public static SlsError ProjectAlreadyExist(string project) => new(400, "ProjectAlreadyExist", $"Project {project} already exist");
    public static SlsError ProjectQuotaExceed(string message) => new(400, "ProjectQuotaExceed", message);

    // logstores and shards
    public static SlsError LogStoreNotExist(string logstore) => new(404, "LogStoreNotExist", $"logstore {logstore} does not exist");
    public static SlsError LogStoreAlreadyExist(string logstore) => new(400, "LogStoreAlreadyExist", $"logstore {logstore} already exists");
    public static SlsError LogStoreInfoInvalid(string message) => new(400, "LogStoreInfoInvalid", message);
    public static SlsError InvalidLogStoreQuery(string message) => new(400, "InvalidLogStoreQuery", message);
    public static SlsError LogStoreWithoutShard(string logstore) => new(400, "LogStoreWithoutShard", $"logstore {logstore} has no shard");
    public static SlsError ShardNotExist(string shard) => new(400, "ShardNotExist", $"shard {shard} does not exist");

    public static SlsError TrackingNotEnabled(string logstore) => new(401, "Unauthorized", $"web tracking is not enabled for logstore {logstore}");

    // consumer groups
    public static SlsError ConsumerGroupNotExist(string group) => new(404, "ConsumerGroupNotExist", $"consumer group {group} does not exist");
    public static SlsError ConsumerGroupAlreadyExist(string group) => new(400, "ConsumerGroupAlreadyExist", $"consumer group {group} already exists");
    public static SlsError JsonInfoInvalid(string message) => new(400, "JsonInfoInvalid", message);
    public static SlsError NotExistConsumerWithBody(string consumer) => new(400, "NotExistConsumerWithBody", $"consumer {consumer} does not exist (any more), but its heartbeat holds shards: let them go and send an empty list");
    public static SlsError ConsumerNotExist(string consumer) => new(404, "ConsumerNotExist", $"consumer {consumer} does not exist");
    public static SlsError InvalidShardCheckPoint(string message) => new(400, "InvalidShardCheckPoint", message);
    public static SlsError CheckpointShardNotExist(object shard) => new(404, "ShardNotExist", $"shard {shard} does not exist");
    public static SlsError ExceedQuota(string message) => new(403, "ExceedQuota", message);

    // saved searches
    public static SlsError SavedSearchNotExist(string name) => new(404, "SavedSearchNotExist", $"savedsearch {name} does not exist");
    public static SlsError SavedSearchAlreadyExist(string name) => new(400, "SavedSearchAlreadyExist", $"savedsearch {name} already exists");
    public static SlsError SavedSearchQuota(int quota) => new(400, "ExceedQuota", $"savedsearch count exceed quota: {quota} saved searches exist already");

    // objects; no document names their codes: «unconfirmed»
    public static SlsError ObjectNotExist(string name) => new(404, "ObjectNotExist", $"object {name} does not exist");
    public static SlsError InvalidDigest(string md5) => new(400, "InvalidDigest", $"Content-MD5 {md5} is not the base64 MD5 of the body: send the hash of the body, or leave the header out");

    // index
    public static SlsError IndexAlreadyExist() => new(400, "IndexAlreadyExist", "log store index is already created");
    public static SlsError IndexInfoInvalid(string message) => new(400, "IndexInfoInvalid", message);
    public static SlsError IndexConfigNotExist() => new(400, "IndexConfigNotExist", "index config doesn't exist");
    public static SlsError IndexNotCreated() => new(400, "ParameterInvalid", "log store index is not created");
    public static SlsError LogstoreWithoutIndex() => new(400, "IndexConfigNotExist", "logstore without index config");

    // Logtail configs and machine groups
    public static SlsError ConfigNotExist(string config) => new(404, "ConfigNotExist", $"Config {config} does not exist");
    public static SlsError ConfigAlreadyExist(string config) => new(400, "ConfigAlreadyExist", $"config {config} already exists");
    public static SlsError ConfigNameMismatch(string config) => new(400, "BadRequest", $"config resource {config} does not match with request");
    public static SlsError InvalidConfigJson(string detail) => new(400, "InvalidParameter", $"invalid config resource json: {detail}");
    public static SlsError MachineGroupNotExist(string group) => new(404, "MachineGroupNotExist", $"MachineGroup {group} does not exist");
    public static SlsError MachineGroupAlreadyExist(string group) => new(400, "MachineGroupAlreadyExist", $"group {group} already exists");
    public static SlsError MachineGroupNameMismatch(string group) => new(400, "BadRequest", $"group resource {group} does not match with request");
    public static SlsError InvalidGroupJson(string detail) => new(400, "InvalidParameter", $"invalid group resource json: {detail}");
}
