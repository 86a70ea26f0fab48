using System.Net;
using static AliLogOps.Client.Tests.TestClients;

namespace AliLogOps.Client.Tests;

public class RetryTests
{
    [Theory]
    [InlineData(500, "InternalServerError")]
    [InlineData(500, "RequestTimeout")]
    [InlineData(503, "ServerBusy")]
    [InlineData(502, "AnythingElse")]
    [InlineData(403, "WriteQuotaExceed")]
    [InlineData(403, "ReadQuotaExceed")]
    [InlineData(403, "ShardReadQuotaExceed")]
    [InlineData(403, "MetaOperationQpsLimitExceeded")]
    [InlineData(403, "SomeNewQuotaExceed")]
    [InlineData(429, "Whatever")]
    public async Task Repeats_what_a_repeat_may_cure(int status, string code)
    {
        FakeHandler handler = new FakeHandler().Then(Answers.Error(status, code)).Then(Answers.Error(status, code)).Then(Answers.Json(Answers.ProjectJson));
        using LogServiceClient client = Log(handler);

        LogProject project = await client.GetProjectAsync(Project);

        Assert.Equal("d", project.Description);
        Assert.Equal(3, handler.Sent.Count);
    }

    [Theory]
    [InlineData(404, "ProjectNotExist")]
    [InlineData(400, "ParameterInvalid")]
    [InlineData(401, "SignatureNotMatch")]
    [InlineData(403, "ProjectForbidden")]
    [InlineData(403, "ExceedQuota")]
    [InlineData(400, "ProjectQuotaExceed")]
    [InlineData(501, "NotImplemented")]
    public async Task Does_not_repeat_what_stays_as_it_is(int status, string code)
    {
        FakeHandler handler = new FakeHandler().Then(Answers.Error(status, code));
        using LogServiceClient client = Log(handler);

        LogServiceException failure = await FailsAsync(() => client.GetProjectAsync(Project));

        Assert.Equal(1, failure.Attempts);
        Assert.Equal(code, failure.ErrorCode);
        Assert.Single(handler.Sent);
    }

    [Fact]
    public async Task Gives_up_after_the_allowed_attempts_and_says_how_often_it_tried()
    {
        FakeHandler handler = new();
        for (int i = 0; i < 4; i++)
        {
            handler.Then(Answers.Error(503, "ServerBusy"));
        }

        List<RequestTrace> traces = [];
        using LogServiceClient client = Log(handler, retry: new RetryPolicy { MaxAttempts = 4 }, onRequest: traces.Add);

        LogServiceException failure = await FailsAsync(() => client.GetProjectAsync(Project));

        Assert.Equal(4, failure.Attempts);
        Assert.Equal(ErrorKind.Unavailable, failure.Kind);
        Assert.Equal([1, 2, 3, 4], traces.Select(trace => trace.Attempt));
        Assert.All(traces.Take(3), trace => Assert.NotNull(trace.RetryDelay));
        Assert.Null(traces[3].RetryDelay);
        Assert.All(traces, trace => Assert.Equal((503, "ServerBusy", Answers.RequestId), (trace.Status, trace.ErrorCode, trace.RequestId)));
    }

    [Fact]
    public async Task Waits_twice_as_long_at_most_each_time_up_to_a_limit()
    {
        FakeClock clock = new();
        FakeHandler handler = FakeHandler.Failing(7);
        using LogServiceClient client = Log(handler, clock, new RetryPolicy { MaxAttempts = 7, BaseDelay = TimeSpan.FromSeconds(1), MaxDelay = TimeSpan.FromSeconds(10) });

        await FailsAsync(() => client.GetProjectAsync(Project));

        Assert.Equal([1, 2, 4, 8, 10, 10], clock.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task Spreads_the_waits_over_their_whole_length()
    {
        FakeClock clock = new();
        using LogServiceClient client = Log(FakeHandler.Failing(3), clock, new RetryPolicy { MaxAttempts = 3, BaseDelay = TimeSpan.FromSeconds(1) }, jitter: 0.25);

        await FailsAsync(() => client.GetProjectAsync(Project));

        Assert.Equal([0.25, 0.5], clock.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task Waits_longer_after_throttling()
    {
        FakeClock clock = new();
        FakeHandler handler = new FakeHandler().Then(Answers.Error(403, "ReadQuotaExceed")).Then(Answers.Json(Answers.ProjectJson));
        using LogServiceClient client = Log(handler, clock, new RetryPolicy { BaseDelay = TimeSpan.FromSeconds(1), ThrottledBaseDelay = TimeSpan.FromSeconds(5) });

        await client.GetProjectAsync(Project);

        Assert.Equal([TimeSpan.FromSeconds(5)], clock.Waits);
    }

    [Fact]
    public async Task Starts_no_wait_that_would_outlast_the_deadline()
    {
        FakeClock clock = new();
        using LogServiceClient client = Log(FakeHandler.Failing(3), clock, new RetryPolicy { MaxAttempts = 100, BaseDelay = TimeSpan.FromSeconds(4), TotalDeadline = TimeSpan.FromSeconds(12.5) });

        LogServiceException failure = await FailsAsync(() => client.GetProjectAsync(Project));

        Assert.Equal([4, 8], clock.Waits.Select(wait => wait.TotalSeconds));
        Assert.Equal(3, failure.Attempts);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("Mon, 06 May 2024 07:08:39 GMT", 30)]
    [InlineData("0", 0.2)]
    [InlineData("nonsense", 0.2)]
    public async Task Honours_a_Retry_After_that_is_longer_than_its_own_wait(string header, double seconds)
    {
        FakeClock clock = new();
        FakeHandler handler = new FakeHandler().Then(Answers.Error(503, "ServerBusy").With("Retry-After", header)).Then(Answers.Json(Answers.ProjectJson));
        using LogServiceClient client = Log(handler, clock);

        await client.GetProjectAsync(Project);

        Assert.Equal(seconds, Assert.Single(clock.Waits).TotalSeconds);
    }

    [Fact]
    public async Task Fails_at_once_when_it_is_told_to_wait_beyond_the_deadline()
    {
        FakeClock clock = new();
        FakeHandler handler = new FakeHandler().Then(Answers.Error(503, "ServerBusy").With("Retry-After", "3600"));
        using LogServiceClient client = Log(handler, clock);

        LogServiceException failure = await FailsAsync(() => client.GetProjectAsync(Project));

        Assert.Empty(clock.Waits);
        Assert.Equal(1, failure.Attempts);
    }

    [Fact]
    public async Task Signs_every_attempt_with_its_own_time()
    {
        FakeHandler handler = new FakeHandler().Then(Answers.Error(503, "ServerBusy").With("Retry-After", "30")).Then(Answers.Json(Answers.ProjectJson));
        using LogServiceClient client = Log(handler);

        await client.GetProjectAsync(Project);

        Assert.Equal(["20240506T070809Z", "20240506T070839Z"], handler.Sent.Select(request => request.Headers["x-log-date"]));
    }

    [Fact]
    public async Task Repeats_after_a_connection_fault_and_keeps_its_cause()
    {
        HttpRequestException fault = new(HttpRequestError.ConnectionError, "refused");
        FakeHandler handler = new FakeHandler().ThenThrow(fault).ThenThrow(fault);
        using LogServiceClient client = Log(handler, retry: new RetryPolicy { MaxAttempts = 2 });

        LogServiceException failure = await FailsAsync(() => client.GetProjectAsync(Project));

        Assert.Equal((ErrorKind.Connection, ErrorCodes.ConnectionFailed, 2), (failure.Kind, failure.ErrorCode, failure.Attempts));
        Assert.Same(fault, failure.InnerException);
        Assert.Null(failure.HttpStatus);
    }

    [Fact]
    public async Task Does_not_repeat_a_failed_secure_connection()
    {
        FakeHandler handler = new FakeHandler().ThenThrow(new HttpRequestException(HttpRequestError.SecureConnectionError, "bad certificate"));
        using LogServiceClient client = Log(handler);

        LogServiceException failure = await FailsAsync(() => client.GetProjectAsync(Project));

        Assert.Equal((ErrorKind.Connection, ErrorCodes.SecureConnectionFailed, 1), (failure.Kind, failure.ErrorCode, failure.Attempts));
    }

    [Fact]
    public async Task Repeats_after_a_gateway_error_that_is_no_JSON()
    {
        FakeHandler handler = new FakeHandler().Then(Answers.Html(502)).Then(Answers.Html((int)HttpStatusCode.GatewayTimeout)).Then(Answers.Json(Answers.ProjectJson));
        using LogServiceClient client = Log(handler);

        await client.GetProjectAsync(Project);

        Assert.Equal(3, handler.Sent.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Refuses_a_policy_without_attempts(int attempts) =>
        Assert.Throws<ArgumentException>(() => Log(new FakeHandler(), retry: new RetryPolicy { MaxAttempts = attempts }));

    [Fact]
    public void Refuses_a_request_timeout_that_is_none()
    {
        Assert.Throws<ArgumentException>(() => Log(new FakeHandler(), requestTimeout: TimeSpan.Zero));
        Assert.Throws<ArgumentException>(() => Log(new FakeHandler(), requestTimeout: TimeSpan.FromDays(100)));
    }
}
