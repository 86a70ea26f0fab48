using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.EndToEnd;

/// <summary>An export that the system kills, again and again.</summary>
public sealed class KilledExportTests(EmulatorFixture emulator)
{
    private const int Kills = 10;

    [Fact]
    public async Task An_export_killed_ten_times_has_the_bytes_of_one_left_in_peace()
    {
        var root = Directory.CreateTempSubdirectory("alilogops-killed-").FullName;
        using var shell = emulator.Open(out var project).Set("f", root);
        try
        {
            shell.Run("""
                $null = New-AliLogProject $p | New-AliLogStore -Name store -ShardCount 3
                $pad = 'x' * 300
                1..1200 | ForEach-Object { foreach ($n in 1..40) { "{""__topic__"":""t$_"",""n"":""$_/$n"",""pad"":""$pad$($_ * 7919 + $n * 31)""}" } } | Send-AliLog $p store -AsJson | ForEach-Object { if ($_.Failed) { throw 'not sent' } }
                """).ThrowOnError();
            var clock = System.Diagnostics.Stopwatch.StartNew();
            var whole = shell.Run("Export-AliLog $p store $f/whole -FromBeginning -Compress").ThrowOnError().Single();
            var undisturbed = clock.Elapsed;
            Assert.Equal(48_000L, whole.Properties["Logs"].Value);

            // ten kills; an export that gets to its end in between is checked, and the next one begun
            var random = new Random(3);
            var round = 0;
            for (var kill = 0; kill < Kills;)
            {
                var folder = Path.Combine(root, $"killed-{round}");
                using var runner = Start(project, folder);
                Assert.Equal("exporting", await runner.ReadLineAsync());
                await Task.Delay(undisturbed * (0.05 + (random.NextDouble() * 0.9)), TestContext.Current.CancellationToken);
                if (runner.HasEnded || File.Exists(Path.Combine(folder, "manifest.json")))
                {
                    await runner.FinishAsync();
                    AssertSame(Path.Combine(root, "whole"), folder);
                    round++;
                    continue;
                }

                await runner.KillAsync();
                kill++;
            }

            var last = Path.Combine(root, $"killed-{round}");
            using (var runner = Start(project, last))
            {
                await runner.FinishAsync();
            }

            AssertSame(Path.Combine(root, "whole"), last);
            Assert.Equal(["manifest.json", "shard-000.ndjson.gz", "shard-001.ndjson.gz", "shard-002.ndjson.gz"], Directory.EnumerateFiles(last).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private RunnerProcess Start(string project, string folder) => RunnerProcess.Start(
        $$"""
        $ErrorActionPreference = 'Stop'
        $secret = [securestring]::new(); foreach ($c in $env:TEST_SECRET.ToCharArray()) { $secret.AppendChar($c) }
        $null = Connect-AliLog -Endpoint '{{emulator.Endpoint}}' -Region cn-hangzhou -Credential ([pscredential]::new($env:TEST_KEY, $secret))
        'exporting'
        $null = Export-AliLog '{{project}}' store '{{folder}}' -FromBeginning -Compress -Resume
        """,
        new Dictionary<string, string> { ["TEST_KEY"] = emulator.AccessKeyId, ["TEST_SECRET"] = emulator.AccessKeySecret });

    private static void AssertSame(string whole, string other)
    {
        foreach (var file in Directory.EnumerateFiles(whole, "*.gz"))
        {
            Assert.Equal(Hash(file), Hash(Path.Combine(other, Path.GetFileName(file))));
        }
    }

    private static string Hash(string path) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)));
}
