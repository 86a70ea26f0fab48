using System.Text;
using static AliLogOps.Client.Tests.TestClients;

namespace AliLogOps.Client.Tests;

public class ErrorMappingTests
{
    public static TheoryData<int, string, ErrorKind, MissingResource> Codes => new()
    {
        { 404, "ProjectNotExist", ErrorKind.NotFound, MissingResource.Project },
        { 404, "ProjectNotExists", ErrorKind.NotFound, MissingResource.Project },
        { 404, "LogStoreNotExist", ErrorKind.NotFound, MissingResource.Logstore },
        { 404, "LogstoreNotExist", ErrorKind.NotFound, MissingResource.Logstore },
        { 400, "IndexConfigNotExist", ErrorKind.NotFound, MissingResource.Index },
        { 400, "ShardNotExist", ErrorKind.NotFound, MissingResource.Shard },
        { 404, "MachineGroupNotExist", ErrorKind.NotFound, MissingResource.MachineGroup },
        { 404, "GroupNotExist", ErrorKind.NotFound, MissingResource.MachineGroup },
        { 404, "ConfigNotExist", ErrorKind.NotFound, MissingResource.LogtailConfig },
        { 400, "ProjectAlreadyExist", ErrorKind.AlreadyExists, MissingResource.None },
        { 400, "LogStoreAlreadyExist", ErrorKind.AlreadyExists, MissingResource.None },
        { 400, "IndexAlreadyExist", ErrorKind.AlreadyExists, MissingResource.None },
        { 400, "ConfigAlreadyExist", ErrorKind.AlreadyExists, MissingResource.None },
        { 400, "MachineGroupAlreadyExist", ErrorKind.AlreadyExists, MissingResource.None },
        { 400, "GroupAlreadyExist", ErrorKind.AlreadyExists, MissingResource.None },
        { 401, "SignatureNotMatch", ErrorKind.Unauthenticated, MissingResource.None },
        { 401, "InvalidAccessKeyId", ErrorKind.Unauthenticated, MissingResource.None },
        { 403, "ProjectForbidden", ErrorKind.PermissionDenied, MissingResource.None },
        { 400, "LogStoreInfoInvalid", ErrorKind.InvalidArgument, MissingResource.None },
        { 400, "LogstoreInfoInvalid", ErrorKind.InvalidArgument, MissingResource.None },
        { 400, "ParameterInvalid", ErrorKind.InvalidArgument, MissingResource.None },
        { 400, "InvalidParameter", ErrorKind.InvalidArgument, MissingResource.None },
        { 400, "PostBodyInvalid", ErrorKind.InvalidArgument, MissingResource.None },
        { 413, "PostBodyTooLarge", ErrorKind.InvalidArgument, MissingResource.None },
        { 400, "InvalidTimeRange", ErrorKind.InvalidArgument, MissingResource.None },
        { 400, "InvalidCursor", ErrorKind.InvalidArgument, MissingResource.None },
        { 400, "ProjectQuotaExceed", ErrorKind.QuotaExceeded, MissingResource.None },
        { 403, "ExceedQuota", ErrorKind.QuotaExceeded, MissingResource.None },
        { 403, "WriteQuotaExceed", ErrorKind.Throttled, MissingResource.None },
        { 403, "ShardWriteQuotaExceed", ErrorKind.Throttled, MissingResource.None },
        { 500, "InternalServerError", ErrorKind.Unavailable, MissingResource.None },
        { 503, "ServerBusy", ErrorKind.Unavailable, MissingResource.None },
        { 405, "InvalidMethod", ErrorKind.NotSupported, MissingResource.None },
        { 501, "NotImplemented", ErrorKind.NotSupported, MissingResource.None },
        { 400, "NotSupported", ErrorKind.NotSupported, MissingResource.None },
        { 415, "InvalidContentType", ErrorKind.Protocol, MissingResource.None },
        { 400, "SomethingNew", ErrorKind.InvalidArgument, MissingResource.None },
        { 401, "SomethingNew", ErrorKind.Unauthenticated, MissingResource.None },
        { 403, "SomethingNew", ErrorKind.PermissionDenied, MissingResource.None },
        { 404, "SomethingNew", ErrorKind.Unknown, MissingResource.None },
        { 500, "SomethingNew", ErrorKind.Unavailable, MissingResource.None },
    };

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Every_code_has_a_kind_and_a_remedy(int status, string code, ErrorKind kind, MissingResource missing)
    {
        FakeHandler handler = new FakeHandler().Then(Answers.Error(status, code));
        using LogServiceClient client = Log(handler, retry: RetryPolicy.None);

        LogServiceException failure = await FailsAsync(() => client.GetIndexAsync(Project, Store));

        Assert.Equal((kind, missing), (failure.Kind, failure.MissingResource));
        Assert.Equal((status, code, Answers.RequestId, "words of the service"), (failure.HttpStatus, failure.ErrorCode, failure.RequestId, failure.ServiceMessage));
        Assert.Equal(("GET", "/logstores/my-logstore/index", "my-project.cn-hangzhou.log.aliyuncs.com"), (failure.Method, failure.Path, failure.Host));
        Assert.NotEmpty(failure.Remedy);
        Assert.EndsWith(".", failure.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AccessKeyId not found: x", ErrorKind.Unauthenticated)]
    [InlineData("AccessKeyId is disabled: x", ErrorKind.Unauthenticated)]
    [InlineData("The security token you provided has expired.", ErrorKind.Unauthenticated)]
    [InlineData("The project does not belong to you.", ErrorKind.PermissionDenied)]
    [InlineData("denied by sts or ram, action: log:GetLogStore", ErrorKind.PermissionDenied)]
    public async Task Unauthorized_is_told_apart_by_its_words(string message, ErrorKind kind)
    {
        using LogServiceClient client = Log(new FakeHandler().Then(Answers.Error(401, "Unauthorized", message)));

        Assert.Equal(kind, (await FailsAsync(() => client.GetProjectAsync(Project))).Kind);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task A_missing_index_is_recognised_where_the_service_has_no_code_for_it(string method)
    {
        using LogServiceClient client = Log(new FakeHandler().Then(Answers.Error(400, "ParameterInvalid", "log store index is not created")));

        LogServiceException failure = await FailsAsync(() => method == "PUT"
            ? client.UpdateIndexAsync(new LogIndex { ProjectName = Project, LogstoreName = Store })
            : client.DeleteIndexAsync(Project, Store));

        Assert.Equal(MissingResource.Index, failure.MissingResource);
        Assert.Equal("ParameterInvalid", failure.ErrorCode);
    }

    [Fact]
    public async Task A_refused_signature_shows_what_was_signed_but_neither_key_nor_token_nor_signature()
    {
        FakeHandler handler = new FakeHandler().Then(sent =>
        {
            string signature = sent.Headers["Authorization"].Split("Signature=")[1];
            return Answers.Error(401, "SignatureNotMatch", $"Signature {signature} not matched.");
        });
        using LogServiceClient client = Log(handler, key: SignatureInputs.TemporaryKey);

        LogServiceException failure = await FailsAsync(() => client.GetProjectAsync(Project));

        Assert.Equal("Signature *** not matched.", failure.Message);
        Assert.StartsWith("SLS4-HMAC-SHA256\n20240506T070809Z\n20240506/cn-hangzhou/sls/aliyun_v4_request\n", failure.StringToSign, StringComparison.Ordinal);
        Assert.Contains("x-acs-security-token:***\n", failure.CanonicalRequest, StringComparison.Ordinal);
        AssertNoSecret(failure, handler);
    }

    [Fact]
    public async Task A_refused_version_1_signature_masks_the_token_in_the_text_that_was_signed()
    {
        FakeHandler handler = new FakeHandler().Then(Answers.Error(401, "SignatureNotMatch"));
        using LogServiceClient client = Log(handler, key: SignatureInputs.TemporaryKey, version: SignatureVersion.V1);

        LogServiceException failure = await FailsAsync(() => client.GetProjectAsync(Project));

        Assert.Contains("\nx-acs-security-token:***\n", failure.StringToSign, StringComparison.Ordinal);
        Assert.Null(failure.CanonicalRequest);
        AssertNoSecret(failure, handler);
    }

    [Theory]
    [InlineData(400, true)]
    [InlineData(404, false)]
    [InlineData(502, false)]
    public async Task No_failure_repeats_a_secret_the_answer_echoes(int status, bool json)
    {
        string echo = $"you sent {SignatureInputs.Secret} and {SignatureInputs.Token}";
        FakeHandler handler = new FakeHandler().Then(json ? Answers.Error(status, "ParameterInvalid", echo) : Answers.Html(status, echo));
        using LogServiceClient client = Log(handler, key: SignatureInputs.TemporaryKey, retry: RetryPolicy.None);

        AssertNoSecret(await FailsAsync(() => client.GetProjectAsync(Project)), handler);
    }

    [Fact]
    public async Task The_text_of_a_failure_holds_what_support_asks_for_but_no_query()
    {
        FakeHandler handler = new FakeHandler().Then(Answers.Error(400, "ParameterInvalid", "bad"));
        using LogServiceClient client = Log(handler);

        LogServiceException failure = await FailsAsync(() => client.GetCursorAsync(Project, Store, 0, CursorPosition.End));

        Assert.Equal("/logstores/my-logstore/shards/0", failure.Path);
        Assert.Contains($"InvalidArgument ParameterInvalid: bad {failure.Remedy} [GET my-project.cn-hangzhou.log.aliyuncs.com/logstores/my-logstore/shards/0, status 400, request id {Answers.RequestId}, attempts 1]", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "InvalidSecurityGroupId.NotFound", ErrorKind.NotFound, MissingResource.SecurityGroup)]
    [InlineData(400, "SignatureDoesNotMatch", ErrorKind.Unauthenticated, MissingResource.None)]
    [InlineData(404, "InvalidAccessKeyId.NotFound", ErrorKind.Unauthenticated, MissingResource.None)]
    [InlineData(403, "Forbidden.RAM", ErrorKind.PermissionDenied, MissingResource.None)]
    [InlineData(403, "Forbidden.SomethingNew", ErrorKind.PermissionDenied, MissingResource.None)]
    [InlineData(400, "MissingParameter.RegionId", ErrorKind.InvalidArgument, MissingResource.None)]
    [InlineData(400, "InvalidParam.SomethingNew", ErrorKind.InvalidArgument, MissingResource.None)]
    [InlineData(403, "AuthorizationLimitExceed", ErrorKind.QuotaExceeded, MissingResource.None)]
    [InlineData(400, "Throttling.User", ErrorKind.Throttled, MissingResource.None)]
    [InlineData(400, "Throttling.SomethingNew", ErrorKind.Throttled, MissingResource.None)]
    [InlineData(503, "ServiceUnavailable", ErrorKind.Unavailable, MissingResource.None)]
    public async Task ECS_failures_come_as_the_same_exception(int status, string code, ErrorKind kind, MissingResource missing)
    {
        using EcsClient client = Ecs(new FakeHandler().Then(Answers.EcsError(status, code)), retry: RetryPolicy.None);

        LogServiceException failure = await FailsAsync(() => client.DescribeSecurityGroupAttributeAsync(null, "sg-1"));

        Assert.Equal((kind, missing, code, "ECS-1"), (failure.Kind, failure.MissingResource, failure.ErrorCode, failure.RequestId));
        Assert.Equal(("POST", "DescribeSecurityGroupAttribute"), (failure.Method, failure.Path));
    }

    [Fact]
    public void Codes_compare_without_case()
    {
        Assert.Equal(ErrorTable.Find("LOGSTORENOTEXIST"), ErrorTable.Find("LogStoreNotExist"));
        Assert.Null(ErrorTable.Find("NoSuchCode"));
    }

    private static void AssertNoSecret(LogServiceException failure, FakeHandler handler)
    {
        string signature = handler.Sent[^1].Headers["Authorization"];
        signature = signature[(signature.LastIndexOfAny([':', '=']) is var at && signature.StartsWith("LOG", StringComparison.Ordinal) ? signature.IndexOf(':', StringComparison.Ordinal) + 1 : at + 1)..];
        StringBuilder all = new();
        all.Append(failure).Append(failure.Message).Append(failure.StringToSign).Append(failure.CanonicalRequest).Append(failure.ServiceMessage).Append(failure.InnerException);
        Assert.DoesNotContain(SignatureInputs.Secret, all.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(SignatureInputs.Token, all.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(signature, all.ToString(), StringComparison.Ordinal);
    }
}
