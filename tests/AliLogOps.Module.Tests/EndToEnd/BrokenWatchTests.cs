using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.EndToEnd;

/// <summary>A live tail through a bad way: every log that was accepted comes out once, in the order of its shard.</summary>
public sealed class BrokenWatchTests
{
    private const string Watch = "$seen = 0; do { Watch-AliLog my-project one, two -Last 1h -PollInterval 0.1 | ForEach-Object { $_; $seen++; if ($seen -eq WANTED) { break } } } while ($false)";

    [Fact]
    public async Task An_emulator_that_is_killed_twice_leaves_neither_gap_nor_repeat()
    {
        await using var emulator = new RestartableEmulator();
        await emulator.StartAsync();
        using var sender = emulator.Open();
        using var watcher = emulator.Open();
        sender.Run("$null = New-AliLogProject my-project | New-AliLogStore -Name one -ShardCount 2; $null = New-AliLogStore my-project two -ShardCount 1").ThrowOnError();

        var watching = Task.Run(() => watcher.Run(Watch.Replace("WANTED", "60", StringComparison.Ordinal)));
        Send(sender, 1, 20);
        await emulator.KillAsync();
        await Task.Delay(500);
        await emulator.StartAsync();
        Send(sender, 21, 40);
        await Task.Delay(500);
        await emulator.KillAsync();
        await emulator.StartAsync();
        Send(sender, 41, 60);

        AssertOnce(await watching.WaitAsync(TimeSpan.FromMinutes(2)), 60);
    }

    [Fact]
    public async Task Connections_that_break_in_the_middle_leave_neither_gap_nor_repeat()
    {
        using var owner = new Shell { BeforeClose = "Stop-AliLogEmulator" };
        var emulator = owner.Run("$e = Start-AliLogEmulator; $null = $e | Connect-AliLog; $e").Single();
        owner.Run("$null = New-AliLogProject my-project | New-AliLogStore -Name one -ShardCount 2; $null = New-AliLogStore my-project two -ShardCount 1").ThrowOnError();
        owner.Run("$null = Set-AliLogEmulatorFault ResetBody PullLogs -Probability 0.3 -Seed 5; $null = Set-AliLogEmulatorFault ResetBefore PullLogs, GetCursor -Probability 0.2 -Seed 7").ThrowOnError();
        using var watcher = new Shell().Set("e", emulator);
        watcher.Run("$null = $e | Connect-AliLog").ThrowOnError();

        var watching = Task.Run(() => watcher.Run(Watch.Replace("WANTED", "60", StringComparison.Ordinal)));
        Send(owner, 1, 20);
        await Task.Delay(500);
        Send(owner, 21, 60);

        AssertOnce(await watching.WaitAsync(TimeSpan.FromMinutes(2)), 60);
        Assert.True((long)owner.Run("((Get-AliLogEmulator).Faults | ForEach-Object Fired)[0]").Single().BaseObject > 0);
    }

    // one batch each, now to one logstore and now to the other
    private static void Send(Shell shell, int from, int to) => shell.Run($$"""
        foreach ($n in {{from}}..{{to}}) { $null = "$n" | Send-AliLog my-project (('one', 'two')[$n % 2]) }
        """).ThrowOnError();

    private static void AssertOnce(ShellResult result, int count)
    {
        var numbers = result.ThrowOnError().Output.Select(log => int.Parse((string)log.Properties["content"].Value, null)).ToArray();
        Assert.Equal(Enumerable.Range(1, count), numbers.Order());
        // one shard: the order of arrival
        Assert.Equal(numbers.Where(number => number % 2 == 1).Order(), numbers.Where(number => number % 2 == 1));
    }
}
