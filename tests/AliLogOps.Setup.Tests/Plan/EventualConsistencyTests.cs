using AliLogOps.Client;
using AliLogOps.Setup.Plan;

namespace AliLogOps.Setup.Tests.Plan;

public sealed class EventualConsistencyTests
{
    [Fact]
    public async Task A_write_below_a_new_project_is_repeated_until_it_is_seen()
    {
        var tries = 0;
        await EventualConsistency.RetryAsync(
            _ => ++tries < 3 ? throw Missing(MissingResource.Project) : Task.CompletedTask,
            missing => missing == MissingResource.Project,
            TimeProvider.System,
            TestContext.Current.CancellationToken);
        Assert.Equal(3, tries);
    }

    [Fact]
    public async Task What_was_not_made_in_this_run_is_not_waited_for()
    {
        var tries = 0;
        var failure = await Assert.ThrowsAsync<LogServiceException>(() => EventualConsistency.RetryAsync(
            _ =>
            {
                tries++;
                throw Missing(MissingResource.Logstore);
            },
            missing => missing == MissingResource.Project,
            TimeProvider.System,
            TestContext.Current.CancellationToken));
        Assert.Equal((1, MissingResource.Logstore), (tries, failure.MissingResource));
    }

    [Fact]
    public async Task Waiting_ends()
    {
        var time = new JumpingTime();
        await Assert.ThrowsAsync<LogServiceException>(() => EventualConsistency.RetryAsync(
            _ => throw Missing(MissingResource.Project), _ => true, time, TestContext.Current.CancellationToken));
        Assert.InRange(time.Elapsed.TotalSeconds, 90, 120);
    }

    private static LogServiceException Missing(MissingResource resource) => new("it does not exist") { Kind = ErrorKind.NotFound, MissingResource = resource };

    /// <summary>A clock that is where a wait would end as soon as it begins.</summary>
    private sealed class JumpingTime : TimeProvider
    {
        public TimeSpan Elapsed { get; private set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Elapsed.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Elapsed += dueTime;
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
