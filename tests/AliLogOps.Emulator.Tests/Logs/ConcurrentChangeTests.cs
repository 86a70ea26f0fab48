using System.Globalization;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Logs;

/// <summary>Logs are changed while others write, search and pull.</summary>
public sealed class ConcurrentChangeTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Updates_deletions_and_searches_go_on_side_by_side(bool durable)
    {
        using TempFolder folder = new();
        await using TestEmulator emulator = await TestEmulator.StartAsync(new() { DataPath = durable ? folder.Path : null });
        LogsApi api = await RowsApi.CreateAsync(emulator);
        SampleLog[] logs = [.. Enumerable.Range(0, 60).Select(n => new SampleLog(("k", "old"), ("n", Text(n))) { Time = (uint)api.Now })];
        (await api.PutAsync(SampleLog.Group(logs))).Ok();

        await Task.WhenAll(
            EachAsync(0, 20, async n => Assert.Equal(1, await api.UpdateAsync(api.ByQuery($"n: {Text(n)}"), """{"k":"new"}"""))),
            EachAsync(20, 40, async n => Assert.Equal(1, await api.DeleteAsync(api.ByQuery($"n: {Text(n)}")))),
            EachAsync(0, 20, async n => (await api.PutAsync(api.Group(("k", "more"), ("n", Text(1000 + n))))).Ok()),
            EachAsync(0, 30, async _ => Assert.InRange((await api.RowsAsync("n >= 0")).Count, 40, 80)),
            // never a mixture: what is new was old, and nothing else has changed
            EachAsync(0, 30, async _ => Assert.Equal("60", await api.SqlAsync("n < 20 or n >= 40 and n < 60 | select sum(case when k = 'new' or k = 'old' then 1 else 0 end) + 20 as c"))),
            EachAsync(0, 20, async _ => Assert.InRange(await api.CountAsync("old"), 20, 60)),
            EachAsync(0, 20, async _ => Assert.Equal(60, (await api.PulledAsync()).Count(log => log.StartsWith("k=old", StringComparison.Ordinal)))));

        Assert.Equal((20, 20, 20), (await api.CountAsync("new"), await api.CountAsync("old"), await api.CountAsync("more")));
        Assert.Equal(string.Join(' ', Enumerable.Range(0, 20)), await api.ValuesAsync("k: new", "n"));
        Assert.Equal(string.Join(' ', Enumerable.Range(40, 20)), await api.ValuesAsync("k: old", "n"));

        static async Task EachAsync(int start, int end, Func<int, Task> work)
        {
            await Task.Yield();
            for (int i = start; i < end; i++)
            {
                await work(i);
            }
        }
    }

    private static string Text(int number)
    {
        return number.ToString(CultureInfo.InvariantCulture);
    }
}
