using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.EndToEnd;

/// <summary>SQL from the prompt to the emulator's engine and back.</summary>
public sealed class SqlSearchTests(EmulatorFixture emulator)
{
    [Fact]
    public void Sql_results_are_rows_with_the_columns_of_the_statement_in_their_order()
    {
        using var shell = emulator.Open(out _);
        shell.Run("""
            $null = Set-AliLogProject $p | Set-AliLogStore -Name sql -ShardCount 1 | Set-AliLogIndex -FullText -Key method, 'status:long', 'latency:double'
            1..6 | ForEach-Object { @{ method = ('GET', 'PUT')[$_ % 2]; status = "$(200 + 100 * ($_ % 3))"; latency = "$_.5" } } | Send-AliLog -ProjectName $p -LogstoreName sql
            """).ThrowOnError();

        var rows = shell.Run("""
            Search-AliLog $p sql '* | select method, count(*) as c, sum(status) as s, max(latency) as slowest from log group by method order by method' -Last 1h -RequireComplete |
                ForEach-Object { "$($_.method) $($_.c) $($_.s) $($_.slowest)" }
            """).ThrowOnError().Output.Select(row => row.ToString());
        Assert.Equal(["GET 3 900 6.5", "PUT 3 900 5.5"], rows);

        var refused = shell.Run("Search-AliLog $p sql '* | select nope from log' -Last 1h");
        Assert.Contains("Column 'nope' cannot be resolved", Assert.Single(refused.Errors).ToString(), StringComparison.Ordinal);
    }
}
