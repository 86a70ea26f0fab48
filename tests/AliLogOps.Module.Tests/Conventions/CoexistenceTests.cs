using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Conventions;

/// <summary>Beside a module that has loaded an old copy of the LZ4 library, in a process of its own.</summary>
public sealed class CoexistenceTests(EmulatorFixture emulator)
{
    [Theory]
    [InlineData("$old", "$ours")]
    [InlineData("$ours", "$old")]
    public async Task An_old_copy_of_a_library_in_the_session_does_no_harm(string first, string second)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var old = Path.Combine(StagedModule.RepositoryRoot, "tests", "AliLogOps.OldLz4", "bin", configuration, "net8.0", "K4os.Compression.LZ4.dll");
        using var runner = RunnerProcess.Start(
            $$"""
            $ErrorActionPreference = 'Stop'
            $old = '{{old}}'; $ours = '{{StagedModule.Manifest}}'
            Import-Module {{first}}
            Import-Module {{second}}
            $secret = [securestring]::new(); foreach ($c in $env:TEST_SECRET.ToCharArray()) { $secret.AppendChar($c) }
            $null = Connect-AliLog -Endpoint '{{emulator.Endpoint}}' -Region cn-hangzhou -Credential ([pscredential]::new($env:TEST_KEY, $secret))
            $p = '{{EmulatorFixture.NewProject()}}'
            $null = New-AliLogProject $p | New-AliLogStore -Name store | Set-AliLogIndex -FullText
            $null = 1..100 | Send-AliLog $p store
            $null = Wait-AliLog $p store -Last 5m -Count 100 -Timeout 2m
            "$(Get-OldLz4) $(@(Search-AliLog $p store -Last 5m).Count) $(@(Read-AliLog $p store).Count)"
            Remove-AliLogProject $p -Force -Confirm:$false
            [System.Runtime.Loader.AssemblyLoadContext]::All | ForEach-Object { $context = $_.Name; $_.Assemblies } | Where-Object { $_.GetName().Name -eq 'K4os.Compression.LZ4' } | ForEach-Object { "copy $($_.GetName().Version.ToString(2))" }
            """,
            new Dictionary<string, string> { ["TEST_KEY"] = emulator.AccessKeyId, ["TEST_SECRET"] = emulator.AccessKeySecret });

        var lines = (await runner.FinishAsync()).ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        Assert.Equal("1.0.0.0 100 100", lines[0]);
        Assert.Equal(["copy 1.0", "copy 1.3"], lines[1..].Order(StringComparer.Ordinal));
    }
}
