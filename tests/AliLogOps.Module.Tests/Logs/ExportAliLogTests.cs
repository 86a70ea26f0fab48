using System.Management.Automation;
using AliLogOps.Module.Tests.Conventions;
using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Logs;

public sealed class ExportAliLogTests : IDisposable
{
    private readonly Shell _shell;
    private readonly string _folder = Directory.CreateTempSubdirectory("alilogops-export-").FullName;

    public ExportAliLogTests(EmulatorFixture emulator)
    {
        _shell = emulator.Open(out _).Set("f", _folder);
        _shell.Run("$s = New-AliLogProject $p | New-AliLogStore -Name store -ShardCount 2; $null = $s | Set-AliLogIndex -FullText -Key @{ level = 'text' }").ThrowOnError();
        _shell.Run("$null = 1..20 | ForEach-Object { @{ level = 'info'; n = $_ } } | Send-AliLog $p store").ThrowOnError();
    }

    public void Dispose()
    {
        _shell.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Files_and_manifest_agree_with_the_service()
    {
        var export = _shell.Run("Get-AliLogStore $p store | Export-AliLog -Path $f/out -FromBeginning").Single();

        Assert.Equal(20L, export.Properties["Logs"].Value);
        Assert.Equal("Equal", export.Properties["Reconciliation"].Value.ToString());
        Assert.Equal(20, Directory.EnumerateFiles(Path.Combine(_folder, "out"), "*.ndjson").Sum(path => File.ReadLines(path).Count()));
        Assert.True(File.Exists((string)export.Properties["ManifestPath"].Value));
    }

    [Fact]
    public void Csv_takes_its_columns_from_the_index()
    {
        _shell.Run("$null = Export-AliLog $p store $f/csv -FromBeginning -Format Csv -ShardId 0").ThrowOnError();

        Assert.Equal("__time__,__time_ns_part__,__source__,__topic__,level,__extra__", File.ReadLines(Path.Combine(_folder, "csv", "shard-000.csv")).First());
    }

    [Fact]
    public void The_same_line_with_Resume_can_be_run_again()
    {
        Assert.Equal(false, _shell.Run("Export-AliLog $p store $f/out -FromBeginning -Resume").Get("Resumed"));
        Assert.Equal(true, _shell.Run("Export-AliLog $p store $f/out -FromBeginning -Resume").Get("Resumed"));
        Assert.Equal("AliLog.ExportExists", _shell.Run("Export-AliLog $p store $f/out -FromBeginning").ErrorId);
        Assert.Equal("AliLog.ExportDiffers", _shell.Run("Export-AliLog $p store $f/out -FromBeginning -Resume -Compress").ErrorId);
        Assert.Equal(20L, _shell.Run("Export-AliLog $p store $f/out -FromBeginning -Force -Compress").Get("Logs"));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_folder, "out"), "*.ndjson"));
    }

    [Fact]
    [Covers(Situation.WhatIf, "Export-AliLog")]
    public void WhatIf_writes_nothing()
    {
        var result = _shell.Run("Export-AliLog $p store $f/out -WhatIf").ThrowOnError();

        Assert.Contains("Export the logs of", result.HostText);
        Assert.False(Directory.Exists(Path.Combine(_folder, "out")));
    }

    [Theory]
    [InlineData("-FromBeginning -Last 5m", "AliLog.InvalidTimeRange")]
    [InlineData("-Resume -Force", "AliLog.InvalidArgument")]
    [InlineData("-Field a", "AliLog.InvalidArgument")]
    public void What_excludes_each_other_is_refused(string arguments, string id) =>
        Assert.Equal(id, _shell.Run($"Export-AliLog $p store $f/out {arguments}").ErrorId);

    [Fact]
    public void A_folder_that_cannot_be_written_is_one_clear_error()
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "");

        Assert.Equal("AliLog.ExportNotWritten", _shell.Run("Export-AliLog $p store $f/file").ErrorId);
        Assert.Equal(ErrorCategory.WriteError, _shell.Run("Export-AliLog $p store $f/file").Error.CategoryInfo.Category);
    }

    [Fact]
    public async Task Stopping_returns_at_once()
    {
        await using var service = await FakeLogService.StartAsync();
        service.Hangs = _ => true;
        using var shell = LogShell.Connect(service.Endpoint).Set("f", _folder);

        var (result, took) = await shell.RunAndStopAsync("Export-AliLog my-project my-store $f/out", service.Hanging);

        Assert.Equal(PSInvocationState.Stopped, result.State);
        Assert.InRange(took.TotalSeconds, 0, 30);
    }
}
