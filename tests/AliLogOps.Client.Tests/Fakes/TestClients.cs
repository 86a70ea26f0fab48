namespace AliLogOps.Client.Tests;

/// <summary>Clients that answer from a list and live on a clock that stands still.</summary>
internal static class TestClients
{
    public const string Project = "my-project";
    public const string Store = "my-logstore";

    public static LogServiceClient Log(
        FakeHandler handler,
        FakeClock? clock = null,
        RetryPolicy? retry = null,
        AccessKeyCredential? key = null,
        Action<RequestTrace>? onRequest = null,
        SignatureVersion version = SignatureVersion.V4,
        TimeSpan? requestTimeout = null,
        double jitter = 1) => new(new LogServiceClientOptions
        {
            Endpoint = LogServiceEndpoint.FromRegion("cn-hangzhou"),
            Credentials = new StaticCredentialProvider(key ?? SignatureInputs.Key),
            Handler = handler,
            TimeProvider = clock ?? new FakeClock(),
            Retry = retry ?? RetryPolicy.Default,
            OnRequest = onRequest,
            SignatureVersion = version,
            RequestTimeout = requestTimeout ?? TimeSpan.FromSeconds(60),
            Jitter = () => jitter,
        });

    public static EcsClient Ecs(FakeHandler handler, FakeClock? clock = null, RetryPolicy? retry = null, AccessKeyCredential? key = null) => new(new EcsClientOptions
    {
        Endpoint = LogServiceEndpoint.FromRegion("cn-hangzhou"),
        Credentials = new StaticCredentialProvider(key ?? SignatureInputs.Key),
        Handler = handler,
        TimeProvider = clock ?? new FakeClock(),
        Retry = retry ?? RetryPolicy.Default,
        Jitter = () => 1,
    });

    public static async Task<LogServiceException> FailsAsync(Func<Task> action) => await Assert.ThrowsAsync<LogServiceException>(action);
}
