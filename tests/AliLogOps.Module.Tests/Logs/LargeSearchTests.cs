using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Logs;

/// <summary>Results too large to fetch one page after the other, and results from several logstores.</summary>
public sealed class LargeSearchTests : IAsyncLifetime
{
    private FakeLogService _service = null!;
    private Shell _shell = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await FakeLogService.StartAsync();
        _service.BucketSeconds = 300;
        _shell = LogShell.Connect(_service.Endpoint);
    }

    public async ValueTask DisposeAsync()
    {
        _shell.Dispose();
        await _service.DisposeAsync();
    }

    [Theory]
    [InlineData("Oldest", 50_000)]
    [InlineData("Newest", 250_000)]
    public void Up_to_a_quarter_of_a_million_logs_with_incomplete_pages_between_come_once_each_and_in_order(string order, int count)
    {
        _service.Fill(count);
        // about every fifth answer is cut short and called incomplete; its repeat is whole
        _service.IsIncomplete = (_, number) => number % 5 == 0;
        _service.RowsWhenIncomplete = 40;

        // the rows stay in the session: half a million objects handed over would only measure this test
        var result = _shell.Run($$"""
            $next = {{(order == "Oldest" ? 0 : count - 1)}}; $step = {{(order == "Oldest" ? 1 : -1)}}; $count = 0; $wrong = 0
            Search-AliLog my-project my-store -Last 4d -Order {{order}} | ForEach-Object { if ($_.n -ne "$next") { $wrong++ }; $next += $step; $count++ }
            "$count $wrong"
            """).ThrowOnError();

        Assert.Equal($"{count} 0", result.Single().BaseObject);
        Assert.Empty(result.Warnings);
    }

    [Theory]
    // all in one bucket, with empty ones behind it
    [InlineData(2_500, 0, "Newest")]
    [InlineData(2_500, 0, "Oldest")]
    // the page that comes first begins in a stretch that is shorter
    [InlineData(2_500, 40, "Newest")]
    [InlineData(2_500, 1, "Newest")]
    public void Logs_that_lie_unevenly_in_time_come_once_each(int old, int young, string order)
    {
        var newest = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 5;
        for (var number = 0; number < old + young; number++)
        {
            _service.Stored.Add((number < old ? newest - 3_000 : newest, new() { ["n"] = number.ToString(System.Globalization.CultureInfo.InvariantCulture) }));
        }

        var rows = _shell.Run($"Search-AliLog my-project my-store -Last 2h -Order {order} | ForEach-Object n").ThrowOnError().Output.Select(row => int.Parse((string)row.BaseObject, null));

        var expected = Enumerable.Range(0, old + young);
        Assert.Equal(order == "Oldest" ? expected : expected.Reverse(), rows);
    }

    [Fact]
    public void A_stretch_that_stays_incomplete_is_named_in_a_warning_or_ends_the_command()
    {
        _service.Fill(5_000);
        var middle = _service.Stored[2_500].Time;
        _service.IsIncomplete = (request, _) => request.IsSearch && request.Json["from"]!.GetValue<long>() <= middle && request.Json["to"]!.GetValue<long>() > middle && request.Offset >= 800;

        var warned = _shell.Run("Search-AliLog my-project my-store -Last 4h");
        var ended = _shell.Run("Search-AliLog my-project my-store -Last 4h -RequireComplete");

        Assert.Contains("in the stretch 20", Assert.Single(warned.ThrowOnError().Warnings));
        Assert.Equal(5_000, warned.Output.Count);
        Assert.Equal("AliLog.SearchIncomplete", ended.ErrorId);
    }

    [Fact]
    public void First_cuts_a_planned_search_and_a_break_ends_its_requests()
    {
        _service.Fill(20_000);

        Assert.Equal(3_333, _shell.Run("Search-AliLog my-project my-store -Last 8h -First 3333").ThrowOnError().Output.Count);
        var before = _service.Searches.Count;
        _shell.Run("$n = 0; do { Search-AliLog my-project my-store -Last 8h | ForEach-Object { if (++$n -ge 1500) { break } } } while ($false)").ThrowOnError();
        Assert.InRange(_service.Searches.Count - before, 15, 140);
    }

    [Fact]
    public async Task Stopping_a_planned_search_returns_at_once()
    {
        _service.Fill(20_000);
        _service.Hangs = request => request.IsSearch && request.Offset == 500;

        var (result, took) = await _shell.RunAndStopAsync("Search-AliLog my-project my-store -Last 8h", _service.Hanging);

        Assert.Equal(System.Management.Automation.PSInvocationState.Stopped, result.State);
        Assert.InRange(took.TotalSeconds, 0, 30);
    }

    [Theory]
    [InlineData("Newest")]
    [InlineData("Oldest")]
    public void Several_logstores_come_merged_by_time(string order)
    {
        _service.Fill(150);

        var rows = _shell.Run($"Search-AliLog my-project one, two -Last 1h -Order {order} -Skip 10 -First 250").ThrowOnError().Output;

        // the fake has the same logs in each logstore
        var expected = Enumerable.Range(0, 300).Select(row => order == "Oldest" ? row / 2 : 149 - (row / 2)).Skip(10).Take(250);
        Assert.Equal(expected, rows.Select(row => int.Parse((string)row.Properties["n"].Value, null)));
        Assert.Equal(["one", "two"], rows.Take(2).Select(row => (string)row.Properties["LogstoreName"].Value));
    }

    [Fact]
    public void The_total_of_several_logstores_is_their_sum_and_one_that_fails_does_not_stop_the_other()
    {
        _service.Fill(20);
        Assert.Equal(40UL, _shell.Run("Search-AliLog my-project one, two -Last 1h -IncludeTotalCount -First 1").ThrowOnError().Output[0].BaseObject);

        _service.Failure = (request, _) => request.Path.Contains("/two/", StringComparison.Ordinal) ? (404, "LogStoreNotExist", "gone") : null;
        var result = _shell.Run("Search-AliLog my-project one, two -Last 1h");
        Assert.Equal("AliLog.LogStoreNotExist", result.ErrorId);
        Assert.Equal(20, result.Output.Count);
    }
}
