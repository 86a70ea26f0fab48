using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Hosts;

public sealed class TestAliLogtailHostTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("alilogops-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_image_made_by_us_passes_and_quiet_says_so()
    {
        using Shell shell = Image();
        Assert.Equal(true, shell.Run("Test-AliLogtailHost $root -Identifier logtail-id-dev -Tag sys_tag -Quiet").Single().BaseObject);
    }

    [Fact]
    public void A_fault_is_one_failed_row_with_its_remedy()
    {
        using Shell shell = Image();
        ShellResult result = shell.Run("Test-AliLogtailHost $root -Identifier logtail-id-prod -Tag sys_tag | Where-Object Status -EQ Fail").ThrowOnError();
        Assert.Equal("host.identifier", result.Get("Id"));
        Assert.Contains("logtail-id-prod", (string)result.Get("Evidence")!, StringComparison.Ordinal);
        Assert.NotEqual(string.Empty, result.Get("Remedy"));
    }

    [Fact]
    public void A_folder_that_is_not_there_ends_the_command()
    {
        using Shell shell = new();
        ShellResult result = shell.Run("Test-AliLogtailHost /no/such/image");
        Assert.Equal("AliLog.HostFolderNotFound", result.ErrorId);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void The_table_shows_id_verdict_and_finding()
    {
        using Shell shell = Image();
        string table = shell.Show("Test-AliLogtailHost $root -Identifier logtail-id-dev -Tag sys_tag");
        Assert.Matches(@"Id\s+Status\s+Finding", table);
        Assert.Matches(@"host\.tag\s+Pass\s+The tag equals the Logtail config's: sys_tag", table);
    }

    [Fact]
    public void Results_go_on_to_a_report_whose_ending_chooses_the_form()
    {
        using Shell shell = Image();
        string report = Path.Combine(_folder, "report");
        shell.Set("report", report);
        ShellResult result = shell.Run("Test-AliLogtailHost $root | Export-AliLogReport -Path \"$report.html\", \"$report.xml\" -PassThru").ThrowOnError();
        Assert.NotEmpty(result.Output);
        Assert.StartsWith("<!doctype html>", File.ReadAllText(report + ".html"), StringComparison.Ordinal);
        Assert.Contains("<testsuites", File.ReadAllText(report + ".xml"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_of_an_unknown_form_is_refused_before_any_check()
    {
        using Shell shell = Image();
        ShellResult result = shell.Run("Test-AliLogtailHost $root | Export-AliLogReport -Path report.txt");
        Assert.Equal("AliLog.ReportFormatUnknown", result.ErrorId);
    }

    [Fact]
    public void A_report_on_a_drive_that_is_not_there_is_refused_before_any_check()
    {
        using Shell shell = Image();
        ShellResult result = shell.Run("Test-AliLogtailHost $root | ForEach-Object { $global:checked = $true; $_ } | Export-AliLogReport -Path 'absent:report.html'");
        Assert.StartsWith("DriveNotFound", result.ErrorId, StringComparison.Ordinal);
        Assert.Equal("no", shell.Run("if ($global:checked) { 'yes' } else { 'no' }").Single().BaseObject);
    }

    private Shell Image()
    {
        Shell shell = new();
        shell.Set("root", _folder);
        shell.Run("$null = Export-AliLogtailHostFile $root -Identifier logtail-id-dev").ThrowOnError();
        File.WriteAllText(Path.Combine(_folder, "usr/local/ilogtail/ilogtail"), "the agent");
        return shell;
    }
}
