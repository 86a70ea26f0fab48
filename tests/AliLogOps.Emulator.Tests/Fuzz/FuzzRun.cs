using System.Diagnostics;
using System.Globalization;

namespace AliLogOps.Emulator.Tests.Fuzz;

/// <summary>
/// Feeds many generated inputs to one target. The quick slice of the test command always has the same inputs; a long run is
/// asked for by the variables <c>ALILOG_FUZZ_INPUTS</c> (inputs for each target) and <c>ALILOG_FUZZ_SEED</c>. Each target writes
/// a line that tells its inputs, time and memory, which the option <c>-showLiveOutput</c> shows.
/// </summary>
internal static class FuzzRun
{
    private const int QuickInputs = 2_000;

    /// <summary>Growth of what lives on the heap between the first and the last tenth of a run.</summary>
    private const long MaxGrowth = 64L * 1024 * 1024;

    public static int Inputs { get; } = Read("ALILOG_FUZZ_INPUTS", QuickInputs);

    public static int Seed { get; } = Read("ALILOG_FUZZ_SEED", 1);

    /// <summary>Runs a target on inputs made from a random number each; a failure names the number that brings it back.</summary>
    /// <param name="share">Part of the inputs this target takes; slow targets take less.</param>
    /// <param name="use">Makes an input of the random source and uses it; throws if the target misbehaves.</param>
    public static void Each(Action<Random> use, double share = 1)
    {
        int count = Math.Max(1, (int)(Inputs * share));
        long early = 0;
        Stopwatch watch = Stopwatch.StartNew();
        for (int i = 0; i < count; i++)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            int number = unchecked((Seed * 1_000_003) + i);
            try
            {
                use(new Random(number));
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                throw new InvalidOperationException($"Input {number.ToString(CultureInfo.InvariantCulture)} ({i.ToString(CultureInfo.InvariantCulture)} of seed {Seed.ToString(CultureInfo.InvariantCulture)}) fails: {problem.Message}", problem);
            }
            if (i == count / 10)
            {
                early = GC.GetTotalMemory(forceFullCollection: true);
            }
        }
        long late = GC.GetTotalMemory(forceFullCollection: true);
        long growth = late - early;
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count} inputs in {watch.Elapsed.TotalSeconds:0.0} s, heap {early / 1e6:0.0} MB after a tenth and {late / 1e6:0.0} MB at the end, process {Environment.WorkingSet / 1e6:0} MB"));
        // other tests run beside a quick slice, so only a run of its own tells
        Assert.True(count <= QuickInputs || growth < MaxGrowth, $"memory has grown by {growth} bytes");
    }

    private static int Read(string name, int defaultValue)
    {
        return int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : defaultValue;
    }
}
