using System.Management.Automation;
using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Logs;

public sealed class SearchAliLogTests : IAsyncLifetime
{
    private FakeLogService _service = null!;
    private Shell _shell = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await FakeLogService.StartAsync();
        _shell = LogShell.Connect(_service.Endpoint);
    }

    public async ValueTask DisposeAsync()
    {
        _shell.Dispose();
        await _service.DisposeAsync();
    }

    [Theory]
    [InlineData("Newest")]
    [InlineData("Oldest")]
    public void Two_hundred_and_fifty_logs_come_page_by_page_in_both_orders(string order)
    {
        _service.Fill(250);

        var result = _shell.Run($"Search-AliLog my-project my-store -Order {order}").ThrowOnError();

        var expected = Enumerable.Range(0, 250).Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(order == "Newest" ? expected.Reverse() : expected, Values(result, "n"));
        Assert.Equal([0, 100, 200, 250], _service.Searches.Select(request => request.Offset));
        Assert.Single(_service.Searches.Select(request => (request.Json["from"]!.GetValue<long>(), request.Json["to"]!.GetValue<long>())).Distinct());
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void An_incomplete_page_is_asked_for_again_and_nothing_is_lost_or_doubled()
    {
        _service.Fill(250);
        _service.RowsWhenIncomplete = 3;
        // every page is incomplete twice before it is complete, the empty last one too
        var answers = 0;
        _service.IsIncomplete = (request, _) => request.IsSearch && ++answers % 3 != 0;

        var result = _shell.Run("Search-AliLog my-project my-store -Order Oldest -RequireComplete").ThrowOnError();

        Assert.Equal(Enumerable.Range(0, 250).Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)), Values(result, "n"));
        Assert.Equal(12, _service.Searches.Count);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void A_page_that_stays_incomplete_gives_its_rows_and_one_warning_with_the_range()
    {
        _service.Fill(150);
        _service.IsIncomplete = (request, _) => request.Offset == 100;

        var result = _shell.Run("Search-AliLog my-project my-store -Start '2020-01-02 00:00:00Z' -Order Oldest").ThrowOnError();

        Assert.Equal(150, result.Output.Count);
        Assert.Equal(6, _service.Searches.Count(request => request.Offset == 100));
        var warning = Assert.Single(result.Warnings);
        Assert.Contains("my-project/my-store", warning, StringComparison.Ordinal);
        Assert.Contains("2020-01-02", warning, StringComparison.Ordinal);
        Assert.Contains("from row 101 on", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_incomplete_page_is_no_silent_end()
    {
        _service.IsIncomplete = (_, _) => true;

        var result = _shell.Run("Search-AliLog my-project my-store");

        Assert.Empty(result.Output);
        Assert.Single(result.Warnings);
        Assert.Equal(6, _service.Searches.Count);
    }

    [Fact]
    public void With_RequireComplete_an_incomplete_page_ends_the_command_before_its_rows()
    {
        _service.Fill(150);
        _service.IsIncomplete = (request, _) => request.Offset == 100;

        var result = _shell.Run("Search-AliLog my-project my-store -RequireComplete");
        var caught = _shell.Run("try { $null = Search-AliLog my-project my-store -RequireComplete } catch { 'ended' }");

        Assert.Equal(100, result.Output.Count);
        Assert.Equal("ended", caught.Single().BaseObject);
        Assert.Equal("AliLog.SearchIncomplete", result.ErrorId);
        Assert.EndsWith(",AliLogOps.Commands.SearchAliLogCommand", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ResourceUnavailable, result.Error.CategoryInfo.Category);
        Assert.Equal("my-project/my-store", result.Error.TargetObject);
    }

    [Fact]
    public void A_short_page_is_not_the_end()
    {
        _service.Fill(30);
        _service.RowsWhenIncomplete = 10;
        _service.IsIncomplete = (request, number) => number <= 6;

        var result = _shell.Run("Search-AliLog my-project my-store -Order Oldest");

        Assert.Equal(30, result.Output.Count);
        Assert.Equal([10, 30], _service.Searches.Skip(6).Select(request => request.Offset));
        Assert.Single(result.Warnings);
    }

    [Fact]
    public void The_first_row_comes_before_the_second_page_and_a_stop_downstream_makes_no_further_request()
    {
        _service.Fill(250);

        var result = _shell.Run("do { Search-AliLog my-project my-store | ForEach-Object { $_; break } } while ($false)").ThrowOnError();

        Assert.Single(result.Output);
        Assert.Single(_service.Searches);
    }

    [Theory]
    [InlineData("-First 10", new[] { 0 }, new[] { 10 }, 10)]
    [InlineData("-First 100", new[] { 0 }, new[] { 100 }, 100)]
    [InlineData("-First 130", new[] { 0, 100 }, new[] { 100, 30 }, 130)]
    [InlineData("-First 10 -Skip 245", new[] { 245, 250 }, new[] { 10, 5 }, 5)]
    [InlineData("-Skip 300", new[] { 300 }, new[] { 100 }, 0)]
    [InlineData("-First 0", new int[0], new int[0], 0)]
    public void First_and_Skip_become_offset_and_line(string arguments, int[] offsets, int[] lines, int rows)
    {
        _service.Fill(250);

        var result = _shell.Run($"Search-AliLog my-project my-store {arguments}").ThrowOnError();

        Assert.Equal(offsets, _service.Searches.Select(request => request.Offset));
        Assert.Equal(lines, _service.Searches.Select(request => request.Line));
        Assert.Equal(rows, result.Output.Count);
    }

    [Fact]
    public void IncludeTotalCount_writes_the_count_of_all_hits_first()
    {
        _service.Fill(250);

        var result = _shell.Run("Search-AliLog my-project my-store -First 2 -IncludeTotalCount").ThrowOnError();

        Assert.Equal(3, result.Output.Count);
        Assert.Equal(250UL, result.Output[0].BaseObject);
        Assert.Equal(1.0, result.Output[0].Properties["Accuracy"].Value);
    }

    [Fact]
    public void A_script_is_paged_to_its_end_and_its_total_is_unknown_before()
    {
        _service.Fill(250);

        var result = _shell.Run("Search-AliLog my-project my-store -Query \"* | where n <> 'x'\" -IncludeTotalCount").ThrowOnError();

        Assert.Equal(251, result.Output.Count);
        Assert.Equal(0.0, result.Output[0].Properties["Accuracy"].Value);
        Assert.Empty(result.Warnings);
        Assert.Equal([0, 100, 200, 250], _service.Searches.Select(request => request.Offset));
        Assert.All(_service.Requests, request => Assert.True(request.IsSearch, request.Path));
    }

    [Fact]
    public void IncludeTotalCount_is_not_exact_when_the_count_is_incomplete()
    {
        _service.Fill(3);
        _service.IsIncomplete = (request, _) => !request.IsSearch;

        var result = _shell.Run("Search-AliLog my-project my-store -IncludeTotalCount").ThrowOnError();

        Assert.True((double)result.Output[0].Properties["Accuracy"].Value < 1.0);
    }

    [Fact]
    public void A_log_is_a_property_bag_with_its_own_fields_in_wire_order_and_as_they_came()
    {
        _service.Fill(1, _ => new() { ["app-name"] = "CRON", ["hostname"] = "web-1", ["msg"] = " 007 ", ["__tag__:__hostname__"] = "web-1" });

        var entry = _shell.Run("Search-AliLog my-project my-store").Single();

        Assert.Contains("AliLogOps.LogEntry", entry.TypeNames);
        Assert.Equal(
            ["Time", "Source", "Topic", "ProjectName", "LogstoreName", "app-name", "hostname", "msg", "__tag__:__hostname__"],
            entry.Properties.Select(property => property.Name));
        Assert.Equal(" 007 ", entry.Properties["msg"].Value);
        Assert.Equal(_service.Stored[0].Time, Assert.IsType<DateTimeOffset>(entry.Properties["Time"].Value).ToUnixTimeSeconds());
        Assert.Equal("127.0.0.1", entry.Properties["Source"].Value);
    }

    [Fact]
    public void A_field_whose_name_is_taken_is_kept_under_another_one()
    {
        _service.Fill(1, _ => new() { ["time"] = "fast", ["Host"] = "a", ["host"] = "b", [""] = "nameless", ["pstypenames"] = "x" });

        var entry = _shell.Run("Search-AliLog my-project my-store").Single();

        Assert.Equal("fast", entry.Properties["field_time"].Value);
        Assert.Equal("a", entry.Properties["Host"].Value);
        Assert.Equal("b", entry.Properties["field_host"].Value);
        Assert.Equal("nameless", entry.Properties["field_"].Value);
        Assert.Equal("x", entry.Properties["field_pstypenames"].Value);
        Assert.IsType<DateTimeOffset>(entry.Properties["Time"].Value);
    }

    [Fact]
    public void Sql_rows_have_the_columns_of_the_query_in_its_order_and_are_asked_for_once()
    {
        _service.SqlResult = (["host", "hits"], [["web-1", "3"], ["web-2", "5"]]);

        var result = _shell.Run("Search-AliLog my-project my-store '* | select hostname as host, count(*) as hits group by host' -Skip 1").ThrowOnError();

        var row = Assert.Single(result.Output);
        Assert.Contains("AliLogOps.LogQueryRow", row.TypeNames);
        Assert.Equal(["host", "hits"], row.Properties.Select(property => property.Name));
        Assert.Equal("5", row.Properties["hits"].Value);
        Assert.Equal([0], _service.Searches.Select(request => request.Offset));
    }

    [Fact]
    public void Sql_cut_at_the_services_hundred_rows_is_said_so()
    {
        _service.SqlResult = (["n"], [.. Enumerable.Range(0, 100).Select(number => new[] { number.ToString(System.Globalization.CultureInfo.InvariantCulture) })]);

        var cut = _shell.Run("Search-AliLog my-project my-store '* | select n'");
        var limited = _shell.Run("Search-AliLog my-project my-store '* | select n limit 100'");
        var required = _shell.Run("Search-AliLog my-project my-store '* | select n' -RequireComplete");

        Assert.Equal(100, cut.Output.Count);
        Assert.Contains("LIMIT", Assert.Single(cut.Warnings), StringComparison.Ordinal);
        Assert.Empty(limited.Warnings);
        Assert.Equal("AliLog.SearchIncomplete", required.ErrorId);
    }

    [Theory]
    [InlineData("* | select n -- limit 500")]
    [InlineData("* | select n /* limit 500 */")]
    [InlineData("* | select n from (select n from log limit 500)")]
    public void A_limit_that_is_not_the_statements_own_hides_no_cut(string query)
    {
        _service.SqlResult = (["n"], [.. Enumerable.Range(0, 100).Select(number => new[] { number.ToString(System.Globalization.CultureInfo.InvariantCulture) })]);

        Assert.Contains("LIMIT", Assert.Single(_shell.Set("q", query).Run("Search-AliLog my-project my-store $q").Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_logstores_from_the_pipeline_are_searched_in_one_range()
    {
        _service.Fill(2);

        var result = _shell.Run("""
            [pscustomobject]@{ ProjectName = 'my-project'; LogstoreName = 'store-a' }, [pscustomobject]@{ ProjectName = 'my-project'; LogstoreName = 'store-b' } |
                Search-AliLog -Query 'n: 1' -Last 1h
            """).ThrowOnError();

        Assert.Equal(["store-a", "store-a", "store-b", "store-b"], Values(result, "LogstoreName"));
        var range = Assert.Single(_service.Searches.Select(request => (From: request.Json["from"]!.GetValue<long>(), To: request.Json["to"]!.GetValue<long>())).Distinct());
        Assert.Equal(3600, range.To - range.From);
        Assert.All(_service.Searches, request => Assert.Equal("n: 1", request.Json["query"]!.GetValue<string>()));
    }

    [Fact]
    public void One_logstore_that_fails_does_not_keep_the_others_from_being_searched()
    {
        _service.Fill(1);
        _service.Failure = (request, _) => request.Path.Contains("store-b", StringComparison.Ordinal) ? (404, "LogStoreNotExist", "logstore store-b does not exist") : null;

        var result = _shell.Run("""
            'store-a', 'store-b', 'store-c' | ForEach-Object { [pscustomobject]@{ ProjectName = 'my-project'; LogstoreName = $_ } } | Search-AliLog
            """);

        Assert.Equal(["store-a", "store-c"], Values(result, "LogstoreName"));
        Assert.Equal("AliLog.LogStoreNotExist", result.ErrorId);
        Assert.Equal(ErrorCategory.ObjectNotFound, result.Error.CategoryInfo.Category);
        Assert.Equal("my-project/store-b", result.Error.TargetObject);
        Assert.NotEmpty(result.Error.ErrorDetails.RecommendedAction);
    }

    [Theory]
    [InlineData("-Last 15m -Start '2026-01-01 10:00'")]
    [InlineData("-Start '2026-01-01 10:00' -End '2026-01-01 10:00'")]
    [InlineData("-Start '2026-01-02 10:00' -End '2026-01-01 10:00'")]
    public void A_range_that_makes_no_sense_is_refused_before_anything_is_sent(string arguments)
    {
        var result = _shell.Run($"Search-AliLog my-project my-store {arguments}");

        Assert.Equal("AliLog.InvalidTimeRange", result.ErrorId);
        Assert.Equal(ErrorCategory.InvalidArgument, result.Error.CategoryInfo.Category);
        Assert.Empty(_service.Requests);
    }

    [Fact]
    public async Task Stopping_during_a_request_returns_at_once()
    {
        _service.Hangs = _ => true;

        var (result, took) = await _shell.RunAndStopAsync("Search-AliLog my-project my-store", _service.Hanging);

        Assert.Equal(PSInvocationState.Stopped, result.State);
        Assert.InRange(took.TotalSeconds, 0, 30);
    }

    [Fact]
    public void An_error_of_the_next_command_is_not_taken_for_one_of_the_search()
    {
        _service.Fill(3);

        var result = _shell.Run("Search-AliLog my-project my-store | ForEach-Object { throw 'downstream' }");

        Assert.Equal("downstream", result.Error.FullyQualifiedErrorId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_secret_of_the_key_is_in_no_stream(bool failing)
    {
        _service.Fill(3);
        _service.Failure = (_, _) => failing ? (401, "SignatureNotMatch", "signature is not right") : null;

        var result = _shell.Run("Search-AliLog my-project my-store -IncludeTotalCount -Verbose -Debug; Get-AliLogHistogram my-project my-store -Verbose; 'x' | Send-AliLog my-project my-store -Verbose");

        var everything = string.Join('\n', result.Output.Select(output => output.BaseObject.ToString()!)
            .Concat(result.Verbose).Concat(result.Warnings)
            .Concat(result.Errors.Append(result.Terminating).Select(error => $"{error} {error?.Exception} {error?.ErrorDetails} {error?.TargetObject}"))
            .Append(result.HostText).Append(_shell.Terminal.Text));
        Assert.NotEmpty(result.Verbose);
        Assert.DoesNotContain(LogShell.MarkerSecret, everything, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Values(ShellResult result, string property) => result.Output.Select(entry => (string)entry.Properties[property].Value);
}
