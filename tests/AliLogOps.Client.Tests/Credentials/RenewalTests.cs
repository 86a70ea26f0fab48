using static AliLogOps.Client.Tests.TestClients;

namespace AliLogOps.Client.Tests;

public sealed class RenewalTests
{
    private readonly FakeClock _clock = new();

    [Fact]
    public async Task Many_requests_at_once_fetch_one_key()
    {
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Source source = new(_clock, TimeSpan.FromHours(1)) { Before = gate.Task };
        using RenewingCredentialProvider provider = new(source, _clock);

        Task<AccessKeyCredential>[] all = [.. Enumerable.Range(0, 20).Select(_ => provider.GetCredentialAsync(TestContext.Current.CancellationToken).AsTask())];
        gate.SetResult();
        AccessKeyCredential[] keys = await Task.WhenAll(all);

        Assert.Equal(1, source.Fetched);
        Assert.All(keys, key => Assert.Same(keys[0], key));
    }

    [Theory]
    [InlineData(60, 54, 1)]
    [InlineData(60, 56, 2)]
    [InlineData(10, 7, 1)]
    [InlineData(10, 9, 2)]
    public async Task A_key_is_renewed_before_it_expires(int minutes, int passed, int fetched)
    {
        Source source = new(_clock, TimeSpan.FromMinutes(minutes));
        using RenewingCredentialProvider provider = new(source, _clock);
        await provider.GetCredentialAsync(TestContext.Current.CancellationToken);

        _clock.Advance(TimeSpan.FromMinutes(passed));
        await provider.GetCredentialAsync(TestContext.Current.CancellationToken);

        Assert.Equal(fetched, source.Fetched);
    }

    [Fact]
    public async Task A_renewal_that_fails_is_no_failure_while_the_key_works()
    {
        Source source = new(_clock, TimeSpan.FromMinutes(60));
        using RenewingCredentialProvider provider = new(source, _clock);
        AccessKeyCredential first = await provider.GetCredentialAsync(TestContext.Current.CancellationToken);
        source.Failure = new LogServiceException("STS is down");

        _clock.Advance(TimeSpan.FromMinutes(57));
        Assert.Same(first, await provider.GetCredentialAsync(TestContext.Current.CancellationToken));
        Assert.Same(first, await provider.GetCredentialAsync(TestContext.Current.CancellationToken));
        Assert.Equal(2, source.Fetched);

        _clock.Advance(TimeSpan.FromMinutes(4));
        await FailsAsync(() => provider.GetCredentialAsync().AsTask());
    }

    [Theory]
    [InlineData(401, "InvalidSecurityToken.Expired", "x")]
    [InlineData(401, "Unauthorized", "The security token you provided has expired")]
    public async Task A_key_the_service_calls_expired_is_replaced_and_the_request_sent_again(int status, string code, string message)
    {
        Source source = new(_clock, TimeSpan.FromHours(1));
        FakeHandler handler = new FakeHandler().Then(Answers.Error(status, code, message)).Then(Answers.Json(Answers.ProjectJson));
        using LogServiceClient client = Open(handler, source);

        await client.GetProjectAsync(Project, TestContext.Current.CancellationToken);

        Assert.Equal(2, source.Fetched);
        Assert.Equal(["token-1", "token-2"], handler.Sent.Select(sent => sent.Headers["x-acs-security-token"]));
    }

    [Fact]
    public async Task A_second_refusal_is_the_answer()
    {
        Source source = new(_clock, TimeSpan.FromHours(1));
        FakeHandler handler = new FakeHandler().Then(Answers.Error(401, "InvalidSecurityToken.Expired")).Then(Answers.Error(401, "InvalidSecurityToken.Expired"));
        using LogServiceClient client = Open(handler, source);

        LogServiceException failure = await FailsAsync(() => client.GetProjectAsync(Project));

        Assert.Equal(("InvalidSecurityToken.Expired", 2), (failure.ErrorCode, failure.Attempts));
    }

    private LogServiceClient Open(FakeHandler handler, Source source) => new(new LogServiceClientOptions
    {
        Endpoint = LogServiceEndpoint.FromRegion("cn-hangzhou"),
        Credentials = new RenewingCredentialProvider(source, _clock),
        Handler = handler,
        TimeProvider = _clock,
    });

    private sealed class Source(TimeProvider time, TimeSpan life) : ICredentialSource
    {
        public int Fetched { get; private set; }

        public Task Before { get; init; } = Task.CompletedTask;

        public LogServiceException? Failure { get; set; }

        public async Task<AccessKeyCredential> FetchAsync(CancellationToken cancellationToken)
        {
            Fetched++;
            await Before;
            return Failure is { } failure ? throw failure : new AccessKeyCredential("STS.key", "secret", $"token-{Fetched}", time.GetUtcNow() + life);
        }
    }
}
