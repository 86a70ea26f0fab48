using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.EndToEnd;

/// <summary>A setup whose process the system kills while it converges.</summary>
public sealed class KilledSetupTests(EmulatorFixture emulator)
{
    private const int Kills = 20;

    [Fact]
    public async Task A_setup_killed_twenty_times_is_finished_by_the_next_run()
    {
        var folder = Directory.CreateTempSubdirectory("alilogops-killed-setup-").FullName;
        using var shell = emulator.Open(out var project).Set("f", Path.Combine(folder, "setup.psd1"));
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "setup.psd1"), Definition(project), TestContext.Current.CancellationToken);
            var clock = System.Diagnostics.Stopwatch.StartNew();
            shell.Run("Import-AliLogSetup $f | Set-AliLogSetup -Confirm:$false").ThrowOnError();
            var undisturbed = clock.Elapsed;
            Assert.Empty(shell.Run("Import-AliLogSetup $f | Compare-AliLogSetup").ThrowOnError().Output);

            var random = new Random(7);
            for (var kill = 0; kill < Kills; kill++)
            {
                // every other round goes on with what the killed one left
                if (kill % 2 == 0)
                {
                    shell.Run("Get-AliLogProject \"$p*\" | Remove-AliLogProject -Force -Confirm:$false").ThrowOnError();
                }

                using var runner = Start(folder);
                Assert.Equal("converging", await runner.ReadLineAsync());
                await Task.Delay(undisturbed * random.NextDouble(), TestContext.Current.CancellationToken);
                await runner.KillAsync();
            }

            shell.Run("Import-AliLogSetup $f | Set-AliLogSetup -Confirm:$false").ThrowOnError();

            Assert.Empty(shell.Run("Import-AliLogSetup $f | Compare-AliLogSetup -IncludeUndeclared").ThrowOnError().Output);
            var writes = await emulator.CountWritesAsync(project);
            shell.Run("Import-AliLogSetup $f | Set-AliLogSetup -Confirm:$false").ThrowOnError();
            Assert.Equal(writes, await emulator.CountWritesAsync(project));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private RunnerProcess Start(string folder) => RunnerProcess.Start(
        $$"""
        $ErrorActionPreference = 'Stop'
        $secret = [securestring]::new(); foreach ($c in $env:TEST_SECRET.ToCharArray()) { $secret.AppendChar($c) }
        $null = Connect-AliLog -Endpoint '{{emulator.Endpoint}}' -Region cn-hangzhou -Credential ([pscredential]::new($env:TEST_KEY, $secret))
        $setup = Import-AliLogSetup '{{Path.Combine(folder, "setup.psd1")}}'
        'converging'
        $null = $setup | Set-AliLogSetup -Confirm:$false
        """,
        new Dictionary<string, string> { ["TEST_KEY"] = emulator.AccessKeyId, ["TEST_SECRET"] = emulator.AccessKeySecret });

    private static string Definition(string project) =>
        $$"""
        @{
            Version        = 1
            Project        = @{ Name = '{{project}}'; Description = 'killed again and again' }
            Logstores      = @(
                @{ Name = 'app'; TtlDays = 30; ShardCount = 2; Index = @{ FullText = $true; Keys = @('hostname', 'msg') } }
                @{ Name = 'audit'; TtlDays = 90; ShardCount = 1; Index = @{ FullText = $true } }
            )
            MachineGroups  = @(
                @{ Name = 'web'; Identifiers = @('id-web') }
                @{ Name = 'batch'; Identifiers = @('id-batch') }
            )
            LogtailConfigs = @(
                @{ Name = 'app-syslog'; Logstore = 'app'; Tag = 'app_tag'; MachineGroups = @('web', 'batch') }
                @{ Name = 'audit-syslog'; Logstore = 'audit'; Tag = 'audit_tag'; MachineGroups = @('web') }
            )
        }
        """;
}
