using System.Management.Automation;
using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Logs;

public sealed class GetAliLogHistogramTests : IAsyncLifetime
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

    [Fact]
    public void Buckets_come_with_their_logstore()
    {
        _service.Fill(7);

        var bucket = _shell.Run("[pscustomobject]@{ ProjectName = 'my-project'; LogstoreName = 'my-store' } | Get-AliLogHistogram -Query 'n: 1' -Last 2h").Single();

        Assert.Equal(7L, bucket.Properties["Count"].Value);
        Assert.Equal("my-store", bucket.Properties["LogstoreName"].Value);
        Assert.Equal(true, bucket.Properties["IsComplete"].Value);
        Assert.Contains("query=n", Assert.Single(_service.Requests).Query, StringComparison.Ordinal);
    }

    [Fact]
    public void An_incomplete_count_is_asked_for_again_and_then_said_so()
    {
        _service.IsIncomplete = (_, _) => true;

        var result = _shell.Run("Get-AliLogHistogram my-project my-store");
        var required = _shell.Run("Get-AliLogHistogram my-project my-store -RequireComplete");

        Assert.Single(result.Output);
        Assert.Contains("my-project/my-store", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(12, _service.Requests.Count);
        Assert.Equal("AliLog.SearchIncomplete", required.ErrorId);
        Assert.Empty(required.Output);
    }

    [Fact]
    public void Sql_is_refused_before_anything_is_sent()
    {
        var result = _shell.Run("Get-AliLogHistogram my-project my-store '* | select count(*)'");

        Assert.Equal("AliLog.InvalidQueryString", result.ErrorId);
        Assert.Equal(ErrorCategory.InvalidArgument, result.Error.CategoryInfo.Category);
        Assert.Empty(_service.Requests);
    }

    [Fact]
    public void A_bar_inside_quotes_is_no_sql()
    {
        _shell.Run("Get-AliLogHistogram my-project my-store 'msg: \"a | b\"'").ThrowOnError();

        Assert.Single(_service.Requests);
    }

    [Fact]
    public void The_table_shows_from_to_and_count()
    {
        _service.Fill(7);

        var lines = _shell.Show("Get-AliLogHistogram my-project my-store").Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0).ToList();

        Assert.Contains("my-project/my-store", lines[0], StringComparison.Ordinal);
        Assert.Matches(@"^From +To +Count Hits$", lines[1]);
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \d{4}-\d\d-\d\d \d\d:\d\d:\d\d +7 █{24}$", lines[3]);
    }

    [Theory]
    [InlineData(0.0, "")]
    [InlineData(0.001, "▏")]
    [InlineData(0.5, "█████")]
    [InlineData(1.0, "██████████")]
    public void A_bar_is_as_long_as_its_share(double share, string expected)
    {
        using var shell = new Shell();

        Assert.Equal(expected, shell.Set("share", share).Run("[AliLogOps.Formatting.ViewText]::Bar($share, 10)").Single().BaseObject);
    }
}
