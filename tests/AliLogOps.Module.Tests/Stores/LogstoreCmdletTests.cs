using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Stores;

public sealed class LogstoreCmdletTests(EmulatorFixture emulator)
{
    [Fact]
    public void New_takes_the_project_from_the_pipeline()
    {
        using var shell = emulator.Open(out var project);
        var made = shell.Run("New-AliLogProject $p | New-AliLogStore -Name app-logs -ShardCount 3 -TtlDays 7 -AutoSplit -AppendMeta");
        Assert.Equal("AliLogOps.Logstore", made.Single().TypeNames[0]);
        Assert.Equal((project, "app-logs", 3, 7), (made.Get("ProjectName"), made.Get("LogstoreName"), made.Get("ShardCount"), made.Get("TtlDays")));
        Assert.Equal((true, 64, true), (made.Get("AutoSplit"), made.Get("MaxSplitShard"), made.Get("AppendMeta")));
        Assert.Equal($"{project}/app-logs", shell.Run("\"$(Get-AliLogStore $p app-logs)\"").Single().ToString());
    }

    [Fact]
    public void Names_come_as_text_or_as_rows_with_the_keys_as_properties()
    {
        using var shell = emulator.Open(out _);
        shell.Run("$null = New-AliLogProject $p; $null = 'one', 'two' | New-AliLogStore -ProjectName $p").ThrowOnError();
        shell.Run("$null = [pscustomobject]@{ ProjectName = $p; LogstoreName = 'three' } | New-AliLogStore").ThrowOnError();
        Assert.Equal(["one", "three", "two"], shell.Run("Get-AliLogProject $p | Get-AliLogStore | ForEach-Object LogstoreName").ThrowOnError().Output.Select(name => name.ToString()).Order());
        Assert.Equal(["three", "two"], shell.Run("Get-AliLogStore $p t*").ThrowOnError().Output.Select(store => $"{store.Properties["LogstoreName"].Value}").Order());
        Assert.Equal(2, shell.Run("Get-AliLogStore $p one, two | Get-AliLogStore").ThrowOnError().Output.Count);
    }

    [Fact]
    public void A_name_of_digits_needs_no_quotes()
    {
        using var shell = emulator.Open(out _);
        shell.Run("$null = New-AliLogProject $p; $null = New-AliLogStore $p 0042").ThrowOnError();
        Assert.Equal("0042", shell.Run("Get-AliLogStore $p 0042").Get("LogstoreName"));
    }

    [Fact]
    public void New_reports_a_name_that_is_taken_and_a_project_that_is_missing()
    {
        using var shell = emulator.Open(out var project);
        var missing = shell.Run("New-AliLogStore $p store");
        Assert.Equal("AliLog.ProjectNotExist", missing.ErrorId);
        Assert.Equal($"{project}/store", missing.Error.TargetObject);
        var taken = shell.Run("$null = New-AliLogProject $p; New-AliLogStore $p one; New-AliLogStore $p one, two");
        Assert.Equal(2, taken.Output.Count);
        Assert.Equal("AliLog.LogStoreAlreadyExist", taken.ErrorId);
        Assert.Equal(System.Management.Automation.ErrorCategory.ResourceExists, taken.Error.CategoryInfo.Category);
    }

    [Fact]
    public async Task Set_creates_changes_and_leaves_alone()
    {
        using var shell = emulator.Open(out var project);
        shell.Run("$null = New-AliLogProject $p").ThrowOnError();
        Assert.Equal("Created", $"{shell.Run("Set-AliLogStore $p store -TtlDays 7 -ShardCount 2").Get("Change")}");
        var updated = shell.Run("Set-AliLogStore $p store -TtlDays 14 -AppendMeta");
        Assert.Equal(("Updated", 14, true), ($"{updated.Get("Change")}", updated.Get("TtlDays"), updated.Get("AppendMeta")));
        var writes = await emulator.CountWritesAsync(project);
        Assert.Equal("Unchanged", $"{shell.Run("Set-AliLogStore $p store -TtlDays 14 -AppendMeta -ShardCount 2").Get("Change")}");
        Assert.Equal("Unchanged", $"{shell.Run("Get-AliLogStore $p store | Set-AliLogStore").Get("Change")}");
        Assert.Equal(writes, await emulator.CountWritesAsync(project));
        Assert.Equal("Updated", $"{shell.Run("Set-AliLogStore $p store -AppendMeta:$false").Get("Change")}");
        Assert.False((bool)shell.Run("Get-AliLogStore $p store").Get("AppendMeta")!);
    }

    [Fact]
    public async Task Set_does_not_split_shards_behind_the_users_back()
    {
        using var shell = emulator.Open(out var project);
        shell.Run("$null = New-AliLogProject $p | New-AliLogStore -Name store").ThrowOnError();
        var writes = await emulator.CountWritesAsync(project);
        var result = shell.Run("Set-AliLogStore $p store -ShardCount 8");
        Assert.Equal("AliLog.CannotConverge", result.ErrorId);
        Assert.Contains("only when one is split", result.Error.ToString());
        Assert.Equal(System.Management.Automation.ErrorCategory.InvalidOperation, result.Error.CategoryInfo.Category);
        Assert.Equal(writes, await emulator.CountWritesAsync(project));
    }

    [Fact]
    public async Task WhatIf_describes_and_sends_nothing()
    {
        using var shell = emulator.Open(out var project);
        shell.Run("$null = New-AliLogProject $p | New-AliLogStore -Name store").ThrowOnError();
        var writes = await emulator.CountWritesAsync(project);
        var result = shell.Run("New-AliLogStore $p other -WhatIf; Set-AliLogStore $p store -TtlDays 3 -WhatIf; Remove-AliLogStore $p store -WhatIf").ThrowOnError();
        Assert.Equal(2, result.Output.Count);
        Assert.Contains($"\"Create logstore\" on target \"{project}/other\"", result.HostText);
        Assert.Contains($"\"Update: ttl 30 → 3\" on target \"{project}/store\"", result.HostText);
        Assert.Contains($"\"Remove logstore with its logs and its index\" on target \"{project}/store\"", result.HostText);
        Assert.Equal(writes, await emulator.CountWritesAsync(project));
    }

    [Fact]
    public void Remove_takes_objects_and_reports_what_is_missing()
    {
        using var shell = emulator.Open(out var project);
        shell.Run("$null = New-AliLogProject $p; $null = 'one', 'two' | New-AliLogStore -ProjectName $p; Get-AliLogStore $p one | Remove-AliLogStore").ThrowOnError();
        var result = shell.Run("Remove-AliLogStore $p one, two");
        Assert.Equal("AliLog.LogStoreNotExist", result.ErrorId);
        Assert.Equal($"{project}/one", result.Error.TargetObject);
        Assert.Empty(shell.Run("Get-AliLogStore $p").ThrowOnError().Output);
    }

    [Fact]
    public void Shards_are_listed_with_their_ranges()
    {
        using var shell = emulator.Open(out _);
        shell.Run("$null = New-AliLogProject $p | New-AliLogStore -Name store -ShardCount 2").ThrowOnError();
        var shards = shell.Run("Get-AliLogStore $p store | Get-AliLogShard").ThrowOnError().Output;
        Assert.Equal([0, 1], shards.Select(shard => (int)shard.Properties["ShardId"].Value));
        Assert.Equal("80000000000000000000000000000000", shards[1].Properties["InclusiveBeginKey"].Value);
        Assert.Equal("AliLog.LogStoreNotExist", shell.Run("Get-AliLogShard $p none").ErrorId);
    }

    [Fact]
    public void The_tables_show_whole_names_in_eighty_columns()
    {
        using var shell = emulator.Open(out var project);
        shell.Run("$null = New-AliLogProject $p").ThrowOnError();
        Assert.Equal(
            $"""
               Project: {project}

            Change    LogstoreName                         TtlDays Shards AutoSplit Mode
            ------    ------------                         ------- ------ --------- ----
            Created   sample-app-log-store-pre-prod             30      2 False     standard
            """.ReplaceLineEndings("\n"),
            Views.Trim(shell.Show("Set-AliLogStore $p sample-app-log-store-pre-prod")));
        Assert.Equal(
            $"""
               Project: {project}

            LogstoreName                         TtlDays Shards AutoSplit Created
            ------------                         ------- ------ --------- -------
            sample-app-log-store-pre-prod             30      2 False     <time>
            """.ReplaceLineEndings("\n"),
            Views.Trim(shell.Show("Get-AliLogStore $p")));
        Assert.Equal(
            $"""
               Logstore: {project}/sample-app-log-store-pre-prod

            ShardId Status    InclusiveBeginKey              ExclusiveEndKey
            ------- ------    -----------------              ---------------
                  0 readwrite 0000000000000000…              8000000000000000…
                  1 readwrite 8000000000000000…              ffffffffffffffff…
            """.ReplaceLineEndings("\n"),
            Views.Trim(shell.Show("Get-AliLogShard $p sample-app-log-store-pre-prod")));
    }
}
