using static AliLogOps.Client.Tests.TestClients;

namespace AliLogOps.Client.Tests;

public class ClockGuardTests
{
    private static readonly DateTimeOffset s_serviceTime = SignatureInputs.Time.AddMinutes(-40);

    [Theory]
    [InlineData("RequestTimeTooSkewed")]
    [InlineData("RequestTimeExpired")]
    public async Task A_refused_time_is_signed_again_once_with_the_services_clock(string code)
    {
        FakeHandler handler = new FakeHandler()
            .Then(Answers.Error(400, code, "too far", s_serviceTime))
            .Then(Answers.Json("[]", date: s_serviceTime))
            .Then(Answers.Json("[]", date: s_serviceTime));
        using LogServiceClient client = Log(handler, retry: RetryPolicy.None);

        await client.ListShardsAsync(Project, Store);
        await client.ListShardsAsync(Project, Store);

        Assert.Equal(["20240506T070809Z", "20240506T062809Z", "20240506T062809Z"], handler.Sent.Select(request => request.Headers["x-log-date"]));
        Assert.Equal(-2399.5, client.ClockOffset!.Value.TotalSeconds);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(-20)]
    public async Task A_clock_twenty_minutes_off_either_way_is_made_up_for(int minutes)
    {
        DateTimeOffset serviceTime = SignatureInputs.Time.AddMinutes(minutes);
        FakeHandler handler = new FakeHandler().Then(Answers.Error(400, "RequestTimeTooSkewed", "too far", serviceTime)).Then(Answers.Json("[]", date: serviceTime));
        using LogServiceClient client = Log(handler, retry: RetryPolicy.None);

        await client.ListShardsAsync(Project, Store);

        Assert.Equal(serviceTime.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture), handler.Sent[1].Headers["x-log-date"]);
        Assert.Equal(minutes * 60, client.ClockOffset!.Value.TotalSeconds, 1.0);
    }

    [Fact]
    public async Task A_time_refused_twice_is_reported_with_the_difference()
    {
        FakeHandler handler = new FakeHandler()
            .Then(Answers.Error(400, "RequestTimeTooSkewed", "too far", s_serviceTime))
            .Then(Answers.Error(400, "RequestTimeTooSkewed", "too far", s_serviceTime));
        using LogServiceClient client = Log(handler);

        LogServiceException failure = await FailsAsync(() => client.ListShardsAsync(Project, Store));

        Assert.Equal((ErrorKind.ClockSkew, 2), (failure.Kind, failure.Attempts));
        Assert.Equal(-2399.5, failure.ClockOffset!.Value.TotalSeconds);
        Assert.Contains("behind this machine", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_time_without_a_Date_header_is_reported_at_once()
    {
        FakeHandler handler = new FakeHandler().Then(Answers.Error(400, "RequestTimeTooSkewed").Without("Date"));
        using LogServiceClient client = Log(handler);

        LogServiceException failure = await FailsAsync(() => client.ListShardsAsync(Project, Store));

        Assert.Equal((ErrorKind.ClockSkew, 1, null), (failure.Kind, failure.Attempts, failure.ClockOffset));
    }

    [Fact]
    public async Task A_difference_that_was_not_refused_is_told_but_not_signed_with()
    {
        FakeHandler handler = new FakeHandler().Then(Answers.Json("[]", date: SignatureInputs.Time.AddMinutes(2))).Then(Answers.Json("[]"));
        using LogServiceClient client = Log(handler);
        Assert.Null(client.ClockOffset);

        await client.ListShardsAsync(Project, Store);

        Assert.Equal(120.5, client.ClockOffset!.Value.TotalSeconds);
        await client.ListShardsAsync(Project, Store);
        Assert.Equal("20240506T070809Z", handler.Sent[1].Headers["x-log-date"]);
    }

    [Fact]
    public async Task The_offset_is_taken_in_the_middle_of_the_exchange()
    {
        FakeClock clock = new();
        FakeHandler handler = new FakeHandler().Then(_ =>
        {
            clock.Advance(TimeSpan.FromSeconds(8));
            return Answers.Json("[]", date: SignatureInputs.Time.AddSeconds(4));
        });
        using LogServiceClient client = Log(handler, clock);

        await client.ListShardsAsync(Project, Store);

        Assert.Equal(0.5, client.ClockOffset!.Value.TotalSeconds);
    }

    [Fact]
    public async Task ECS_is_signed_again_too()
    {
        FakeHandler handler = new FakeHandler()
            .Then(Answers.Json("""{"Code":"InvalidTimeStamp.Expired","Message":"m"}""", System.Net.HttpStatusCode.BadRequest, s_serviceTime))
            .Then(Answers.Json("""{"Permissions":{"Permission":[]}}""", date: s_serviceTime));
        using EcsClient client = Ecs(handler);

        await client.DescribeSecurityGroupAttributeAsync(null, "sg-1");

        Assert.Equal(["2024-05-06T07:08:09Z", "2024-05-06T06:28:09Z"], handler.Sent.Select(request => request.Headers["x-acs-date"]));
        Assert.NotEqual(handler.Sent[0].Headers["x-acs-signature-nonce"], handler.Sent[1].Headers["x-acs-signature-nonce"]);
    }
}
