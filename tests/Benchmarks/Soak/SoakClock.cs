using System.Diagnostics;
using AliLogOps.Client;

namespace AliLogOps.Benchmarks.Soak;

/// <summary>
/// Lets the emulator's clock run a day a minute, so that logs reach the end of their retention within the run. It goes on in
/// steps shorter than the quarter of an hour by which a request or a log may be ahead of the service.
/// </summary>
internal sealed class SoakClock(EmulatorClient control)
{
    private const double DaysPerMinute = 1;
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(300);
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private long _offsetTicks;

    /// <summary>The emulator's time, or a moment before it.</summary>
    public DateTimeOffset Now => DateTimeOffset.UtcNow + TimeSpan.FromTicks(Interlocked.Read(ref _offsetTicks));

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            TimeSpan offset = _watch.Elapsed * (DaysPerMinute * 24 * 60);
            await control.SetTimesAsync(new EmulatorDial { ClockOffset = offset }, stop);
            Interlocked.Exchange(ref _offsetTicks, offset.Ticks);
            await Task.Delay(s_step, stop);
        }
    }
}
