using System.Management.Automation;
using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Conventions;

/// <summary>The cmdlets that work on files: the file is missing, may not be read or written, or is long.</summary>
public sealed class OfflineTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alilogops-offline-");
    private readonly Shell _shell = new();

    public OfflineTests()
    {
        // a folder cannot be read as a file, and nothing can be written below a file: true for root as well
        _folder.CreateSubdirectory("folder.psd1");
        File.WriteAllText(Path.Combine(_folder.FullName, "file"), "");
        _shell.Set("f", _folder.FullName);
        _shell.Run("$check = Test-AliLogtailHost $f | ForEach-Object { $_ }").ThrowOnError();
    }

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [Covers(Situation.NotFound)]
    [InlineData("Import-AliLogSetup $f/none.psd1", "AliLog.SetupNotReadable")]
    [InlineData("Test-AliLogtailConfig -SamplePath $f/none.log -InputDetail @{ logType = 'json_log' }", "AliLog.SampleNotReadable")]
    [InlineData("Test-AliLogtailHost $f/none", "AliLog.HostFolderNotFound")]
    public void A_missing_file_is_one_error_that_names_it(string line, string id)
    {
        var result = _shell.Run(line);

        Assert.Equal(id, result.ErrorId);
        Assert.Equal(ErrorCategory.ObjectNotFound, result.Error.CategoryInfo.Category);
        Assert.Contains(Path.Combine(_folder.FullName, "none"), result.Error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.NotEmpty(result.Error.ErrorDetails.RecommendedAction);
    }

    [Theory]
    [Covers(Situation.Denied)]
    [InlineData("Import-AliLogSetup $f/folder.psd1", "AliLog.SetupNotReadable", ErrorCategory.ReadError)]
    [InlineData("Test-AliLogtailConfig -SamplePath $f/folder.psd1 -InputDetail @{ logType = 'json_log' }", "AliLog.SampleNotReadable", ErrorCategory.ReadError)]
    [InlineData("$check | Export-AliLogReport $f/file/report.html", "AliLog.ReportNotWritten", ErrorCategory.WriteError)]
    [InlineData("Export-AliLogtailHostFile $f/file/image.yml -Recipe CloudInit -Region cn-hangzhou -Identifier id-a", "AliLog.HostFileNotWritten", ErrorCategory.WriteError)]
    public void What_may_not_be_read_or_written_is_one_error(string line, string id, ErrorCategory category)
    {
        var result = _shell.Run(line);

        Assert.Equal(id, result.ErrorId);
        Assert.Equal(category, result.Error.CategoryInfo.Category);
        Assert.Empty(result.Output);
        Assert.NotEmpty(result.Error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    [Covers(Situation.Denied, "Test-AliLogtailHost")]
    public void A_file_of_the_host_that_cannot_be_read_is_a_finding()
    {
        _folder.CreateSubdirectory("etc/ilogtail/user_defined_id");

        var failed = _shell.Run("Test-AliLogtailHost $f -Identifier id-a | Where-Object Id -eq host.identifier").ThrowOnError();

        Assert.Equal("Fail", failed.Get("Status")!.ToString());
        Assert.NotEmpty((string)failed.Get("Remedy")!);
    }

    [Theory]
    [Covers(Situation.WhatIf)]
    [InlineData("$check | Export-AliLogReport $f/out/report.html", "report.html")]
    [InlineData("Export-AliLogtailHostFile $f/out -Identifier id-a", "user_defined_id")]
    public void A_rehearsal_names_the_files_and_writes_none(string line, string file)
    {
        var result = _shell.Run(line + " -WhatIf").ThrowOnError();

        Assert.Contains(file, result.HostText, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder.FullName, "out")));
    }

    [Theory]
    [Covers(Situation.Cancelled)]
    [InlineData("Test-AliLogtailConfig -Sample $lines -Syslog -Tag t")]
    [InlineData("Test-AliLogtailConfig -Sample $lines -Syslog -Tag t -Quiet")]
    public async Task A_long_sample_is_left_at_once(string line)
    {
        // the same array many times over would take minutes
        _shell.Set("lines", Enumerable.Repeat("0.1 t 1 127.0.0.1 host program 0 app 1 - message", 20_000_000).ToArray());
        var begun = System.Diagnostics.Stopwatch.StartNew();

        var (result, took) = await _shell.RunAndStopAsync($"{line} | ForEach-Object {{ }}", _ => begun.ElapsedMilliseconds > 500);

        Assert.Equal(PSInvocationState.Stopped, result.State);
        Assert.InRange(took.TotalSeconds, 0, 5);
    }
}
