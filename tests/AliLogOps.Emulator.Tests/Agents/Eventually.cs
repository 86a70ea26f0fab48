using System.Diagnostics;

namespace AliLogOps.Emulator.Tests.Agents;

/// <summary>Waits for what other threads bring about. The limit only decides how long a failing test takes.</summary>
internal static class Eventually
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    public static async Task True(Func<bool> condition, Func<string> describe)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (watch.Elapsed > s_limit)
            {
                Assert.Fail($"did not come true within {s_limit.TotalSeconds} s: {describe()}");
            }

            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    public static Task Equal<T>(T expected, Func<T> actual) =>
        True(() => EqualityComparer<T>.Default.Equals(expected, actual()), () => $"expected {expected}, is {actual()}");
}
