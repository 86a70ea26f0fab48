using System.Management.Automation;
using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.EndToEnd;

/// <summary>Shards that are split and merged, and what was logged around a log, on the emulator.</summary>
public sealed class ShardTests(EmulatorFixture emulator)
{
    [Fact]
    public void A_split_shard_and_its_merged_halves_keep_the_logs_and_the_key_range()
    {
        using var shell = emulator.Open(out _);
        shell.Run("$null = New-AliLogProject $p | New-AliLogStore -Name store -ShardCount 1; $null = 'before' | Send-AliLog $p store").ThrowOnError();

        shell.Run("$null = Split-AliLogShard $p store 0 -Confirm:$false; $null = 'between' | Send-AliLog $p store").ThrowOnError();
        Assert.Equal(["0 readonly", "1 readwrite", "2 readwrite"], Shards(shell));

        shell.Run("$null = Merge-AliLogShard $p store 1 -Confirm:$false; $null = 'after' | Send-AliLog $p store").ThrowOnError();
        Assert.Equal(["0 readonly", "1 readonly", "2 readonly", "3 readwrite"], Shards(shell));
        var merged = shell.Run("Get-AliLogShard $p store | Where-Object ShardId -EQ 3").Single();
        Assert.Equal("00000000000000000000000000000000", merged.Properties["InclusiveBeginKey"].Value);
        Assert.Equal("ffffffffffffffffffffffffffffffff", merged.Properties["ExclusiveEndKey"].Value);
        Assert.Equal(["after", "before", "between"], shell.Run("(Read-AliLog $p store -FromBeginning).content").ThrowOnError().Output.Select(text => (string)text.BaseObject).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_surrounding_of_a_log_is_what_its_sender_logged_before_and_after_it()
    {
        using var shell = emulator.Open(out _);
        shell.Run("""
            $null = New-AliLogProject $p | New-AliLogStore -Name store -ShardCount 1 | Set-AliLogIndex -FullText
            $null = 1..9 | ForEach-Object { "line $_ one" } | Send-AliLog $p store -Tag @{ __pack_id__ = '5CD0E8B1A2C3D4E5-1' }
            $null = 1..9 | ForEach-Object { "line $_ other" } | Send-AliLog $p store -Tag @{ __pack_id__ = 'AAD0E8B1A2C3D4E5-1' }
            $null = Wait-AliLog $p store -Query 'other' -Count 9 -Last 15m -Timeout 2m
            """).ThrowOnError();

        var around = shell.Run("Search-AliLog $p store -Query '5 and one' -Last 15m -IncludePackId | Get-AliLogSurrounding -Before 2 -After 3").ThrowOnError().Output;

        Assert.Equal(["line 3 one", "line 4 one", "line 5 one", "line 6 one", "line 7 one", "line 8 one"], around.Select(log => (string)log.Properties["content"].Value));
    }

    private static IEnumerable<string> Shards(Shell shell) =>
        shell.Run("Get-AliLogShard $p store").ThrowOnError().Output.Select(Describe);

    private static string Describe(PSObject shard) => $"{shard.Properties["ShardId"].Value} {shard.Properties["Status"].Value}";
}
