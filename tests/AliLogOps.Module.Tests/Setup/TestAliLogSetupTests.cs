using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Setup;

public sealed class TestAliLogSetupTests(EmulatorFixture emulator)
{
    private const string Definition = """
        @{
            Project = @{ Name = '<project>' }
            Logstores = @( @{ Name = 'logs'; TtlDays = 7; Index = @{ FullText = $true }; Expect = @{ Queries = @( @{ Query = 'hello'; Last = '5m' } ) } } )
        }
        """;

    private const string Make = "$s = Import-AliLogSetup $file; $null = $s | Set-AliLogSetup; @{ msg = 'hello' } | Send-AliLog -ProjectName $p -LogstoreName logs";

    [Fact]
    public void Results_are_one_for_each_check_and_quiet_is_a_bool()
    {
        using var session = new SetupShell(emulator, Definition);
        var shell = session.Shell;
        shell.Run(Make).ThrowOnError();
        var results = shell.Run("$s | Test-AliLogSetup -Timeout 2m").ThrowOnError().Output;
        Assert.Equal(24, results.Count);
        Assert.DoesNotContain(results, result => result.Properties["Status"].Value.ToString() is "Fail" or "Warning");
        Assert.Equal(true, shell.Run("$s | Test-AliLogSetup -Quiet").Single().BaseObject);
        shell.Run("$null = Set-AliLogStore $p logs -TtlDays 3").ThrowOnError();
        Assert.Equal(false, shell.Run("$s | Test-AliLogSetup -Quiet").Single().BaseObject);
        Assert.Equal(["logstore.retention"], shell.Run("$s | Test-AliLogSetup -Check logstore.*, index.* | Where-Object Status -eq Fail | ForEach-Object Id").ThrowOnError().Output.Select(id => id.ToString()));
    }

    [Fact]
    public void The_exit_code_tells_passed_failed_and_not_looked_at()
    {
        using var session = new SetupShell(emulator, Definition);
        var shell = session.Shell;
        shell.Run(Make).ThrowOnError();
        Assert.Equal(0, shell.Run("$null = $s | Test-AliLogSetup -SetExitCode -Timeout 2m; $LASTEXITCODE").Single().BaseObject);
        shell.Run("$null = Set-AliLogStore $p logs -TtlDays 3").ThrowOnError();
        Assert.Equal(1, shell.Run("$null = $s | Test-AliLogSetup -SetExitCode; $LASTEXITCODE").Single().BaseObject);
        Assert.Equal(2, shell.Run("$null = $s | Test-AliLogSetup -Check machine.* -SetExitCode; $LASTEXITCODE").Single().BaseObject);
    }

    [Fact]
    public void A_baseline_is_kept_while_green_and_tells_what_changed()
    {
        using var session = new SetupShell(emulator, Definition);
        var shell = session.Shell;
        shell.Run(Make).ThrowOnError();
        Assert.Equal(["", ""], shell.Run("$s | Test-AliLogSetup -Check logstore.exists, logstore.retention -Baseline $folder/green.jsonl | ForEach-Object Since").ThrowOnError().Output.Select(text => text.ToString()));
        Assert.Contains("\"logstore.retention\"", session.Read("green.jsonl"), StringComparison.Ordinal);
        shell.Run("$null = Set-AliLogStore $p logs -TtlDays 3").ThrowOnError();
        var before = session.Read("green.jsonl");
        var since = shell.Run("$s | Test-AliLogSetup -Check logstore.* -Baseline $folder/green.jsonl | ForEach-Object { \"$($_.Id) $($_.Since)\" }").ThrowOnError().Output.Select(text => text.ToString()).ToArray();
        Assert.Equal("logstore.exists ", since[0]);
        Assert.Matches("^logstore.retention was Pass at .*: logs: 7 days$", since[1]);
        Assert.Equal("logstore.shards not checked then", since[2]);
        Assert.Equal(before, session.Read("green.jsonl"));
        session.Write("broken.jsonl", "no json");
        Assert.Equal("AliLog.InvalidArgument", shell.Run("$s | Test-AliLogSetup -Baseline $folder/broken.jsonl").ErrorId);
    }

    [Fact]
    public void A_canary_goes_by_the_API_where_there_is_no_agent()
    {
        using var session = new SetupShell(emulator, Definition);
        var shell = session.Shell;
        shell.Run(Make).ThrowOnError();
        var result = shell.Run("$s | Test-AliLogSetup -Check canary.* -Canary");
        Assert.Equal("Pass", result.Get("Status")!.ToString());
        Assert.Matches("^Sent to api: taken after .*, found after .* s$", result.Get("Evidence")!.ToString());
        Assert.Equal("AliLog.InvalidArgument", shell.Run("$s | Test-AliLogSetup -CanaryTarget carrier-pigeon").ErrorId);
    }

    [Fact]
    public void The_whole_line_of_a_job_works()
    {
        using var session = new SetupShell(emulator, Definition);
        var shell = session.Shell;
        shell.Run(Make).ThrowOnError();
        shell.Run("Import-AliLogSetup $file | Set-AliLogSetup -PassThru | Test-AliLogSetup -WaitFor logs.* -Timeout 2m | Export-AliLogReport -Path $folder/report.html, $folder/junit.xml").ThrowOnError();
        Assert.Contains("Log collection works", session.Read("report.html"), StringComparison.Ordinal);
        Assert.Contains("logstore.retention", session.Read("junit.xml"), StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_of_checks_complete()
    {
        using var shell = new Shell();
        Assert.Equal(["logstore.exists", "logstore.retention", "logstore.shards"], shell.Complete("Test-AliLogSetup -Check logst").CompletionMatches.Select(match => match.CompletionText));
    }

    [Fact]
    public async Task A_key_without_rights_is_told_once_and_the_rest_is_skipped()
    {
        await using var service = await ScriptedService.RefuseAsync(401, "InvalidAccessKeyId", "The access key id does not exist");
        using var shell = service.Open();
        using var session = new SetupShell(emulator, "@{ Project = @{ Name = 'scripted-project' }; Logstores = @( @{ Name = 'logs' } ) }");
        var failed = shell.Set("file", session.Write("one.psd1", "@{ Project = @{ Name = 'scripted-project' }; Logstores = @( @{ Name = 'logs' } ) }"))
            .Run("Import-AliLogSetup $file | Test-AliLogSetup | Where-Object Status -eq Fail");
        Assert.Equal("service.credentials", failed.Get("Id"));
        Assert.Contains("AccessKey", failed.Get("Remedy")!.ToString(), StringComparison.Ordinal);
    }
}
