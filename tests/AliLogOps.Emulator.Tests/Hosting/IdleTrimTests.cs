using AliLogOps.Emulator.Hosting;

namespace AliLogOps.Emulator.Tests.Hosting;

public class IdleTrimTests
{
    [Fact]
    public async Task It_trims_once_after_each_run_of_requests()
    {
        WriteCounters counters = new();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using SemaphoreSlim trimmed = new(0);
        Task running = new IdleTrim(counters, TimeSpan.FromMilliseconds(5), () => trimmed.Release()).RunAsync(stop.Token);
        Assert.False(await trimmed.WaitAsync(100, stop.Token));
        for (int run = 0; run < 3; run++)
        {
            counters.CountRequest();
            Assert.True(await trimmed.WaitAsync(20_000, stop.Token));
            Assert.False(await trimmed.WaitAsync(50, stop.Token));
        }
        await stop.CancelAsync();
        await running;
    }
}
