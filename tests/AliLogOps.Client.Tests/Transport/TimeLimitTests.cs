using static AliLogOps.Client.Tests.TestClients;

namespace AliLogOps.Client.Tests;

public class TimeLimitTests
{
    [Fact]
    public async Task Ends_a_wait_when_the_caller_cancels()
    {
        using CancellationTokenSource cancel = new();
        FakeClock clock = new() { PassesWaits = false };
        using LogServiceClient client = Log(FakeHandler.Failing(1), clock, onRequest: _ => cancel.CancelAfter(1));

        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetProjectAsync(Project, cancel.Token));

        Assert.Equal(cancel.Token, cancelled.CancellationToken);
    }

    [Fact]
    public async Task Sends_nothing_when_the_caller_has_cancelled_already()
    {
        FakeHandler handler = new();
        using LogServiceClient client = Log(handler);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetProjectAsync(Project, new CancellationToken(canceled: true)));

        Assert.Empty(handler.Sent);
    }

    [Fact]
    public async Task Ends_a_request_when_the_caller_cancels()
    {
        using CancellationTokenSource cancel = new();
        FakeHandler handler = new FakeHandler().Then(async (_, token) =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
            return Answers.Ok();
        });
        using LogServiceClient client = Log(handler);

        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetProjectAsync(Project, cancel.Token));

        Assert.Equal(cancel.Token, cancelled.CancellationToken);
    }

    [Fact]
    public async Task Ends_an_attempt_that_takes_too_long_and_repeats_it()
    {
        FakeClock clock = new();
        FakeHandler handler = new FakeHandler().Then(async (_, token) =>
        {
            clock.Advance(TimeSpan.FromSeconds(20));
            await Task.Delay(Timeout.Infinite, token);
            return Answers.Ok();
        }).Then(Answers.Json(Answers.ProjectJson));
        List<RequestTrace> traces = [];
        using LogServiceClient client = Log(handler, clock, requestTimeout: TimeSpan.FromSeconds(20), onRequest: traces.Add);

        await client.GetProjectAsync(Project);

        Assert.Equal(ErrorCodes.NoAnswerInTime, traces[0].ErrorCode);
        Assert.Equal(2, handler.Sent.Count);
    }

    [Fact]
    public async Task Reports_a_timeout_with_its_length()
    {
        FakeClock clock = new();
        FakeHandler handler = new FakeHandler().Then(async (_, token) =>
        {
            clock.Advance(TimeSpan.FromSeconds(20));
            await Task.Delay(Timeout.Infinite, token);
            return Answers.Ok();
        });
        using LogServiceClient client = Log(handler, clock, RetryPolicy.None, requestTimeout: TimeSpan.FromSeconds(20));

        LogServiceException failure = await FailsAsync(() => client.GetProjectAsync(Project));

        Assert.Equal(ErrorKind.Timeout, failure.Kind);
        Assert.Contains("20 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lets_no_attempt_outlast_the_deadline()
    {
        FakeClock clock = new();
        FakeHandler handler = new FakeHandler().Then(async (_, token) =>
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(Timeout.Infinite, token);
            return Answers.Ok();
        });
        using LogServiceClient client = Log(handler, clock, new RetryPolicy { TotalDeadline = TimeSpan.FromSeconds(5) });

        LogServiceException failure = await FailsAsync(() => client.GetProjectAsync(Project));

        Assert.Equal(ErrorKind.Timeout, failure.Kind);
        Assert.Single(handler.Sent);
    }
}
