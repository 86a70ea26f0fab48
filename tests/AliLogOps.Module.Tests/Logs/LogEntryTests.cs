using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Logs;

/// <summary>Logs as objects: whatever their fields are called, PowerShell must see them as it sees any object's properties.</summary>
public sealed class LogEntryTests : IDisposable
{
    private readonly Shell _shell;

    public LogEntryTests(EmulatorFixture emulator)
    {
        _shell = emulator.Open(out _);
        _shell.Run("$null = New-AliLogProject $p | New-AliLogStore -Name store -ShardCount 1").ThrowOnError();
    }

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Properties_come_in_the_order_of_the_log_behind_what_all_logs_have()
    {
        _shell.Run("[pscustomobject]@{ zeta = 1; 'app-name' = 2; alpha = 3 } | Send-AliLog $p store -Tag @{ env = 'dev' }").ThrowOnError();

        Assert.Equal(
            "Time,Source,Topic,ProjectName,LogstoreName,ShardId,zeta,app-name,alpha,__tag__:env",
            Text("$e = Read-AliLog $p store; $e.psobject.Properties.Name -join ','"));
        Assert.Equal("2", Text("$e.'app-name'"));
        Assert.Equal("True", Text("'AliLogOps.LogEntry' -in $e.psobject.TypeNames"));
        Assert.StartsWith("@{Time=", Text("\"$e\""), StringComparison.Ordinal);
        Assert.Contains("; zeta=1; app-name=2; alpha=3;", Text("\"$e\""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Where-Object zeta -EQ 1 | ForEach-Object alpha", "3")]
    [InlineData("Where-Object { $_.'app-name' -eq '2' } | ForEach-Object alpha", "3")]
    [InlineData("ForEach-Object { $_.zeta = 'changed'; $_.Topic = 'new'; \"$($_.zeta) $($_.Topic)\" }", "changed new")]
    [InlineData("ForEach-Object { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_)).'app-name' }", "2")]
    public void The_engine_sees_fields_as_properties(string pipeline, string expected)
    {
        _shell.Run("[pscustomobject]@{ zeta = 1; 'app-name' = 2; alpha = 3 } | Send-AliLog $p store").ThrowOnError();

        Assert.Equal(expected, Text("Read-AliLog $p store | " + pipeline));
    }

    [Fact]
    public void Another_runspace_sees_them_too()
    {
        _shell.Run("[pscustomobject]@{ 'app-name' = 'todo' } | Send-AliLog $p store").ThrowOnError();
        var entry = _shell.Run("Read-AliLog $p store").Single();

        using var other = new Shell(import: false);

        Assert.Equal(["todo", "todo"], other.Set("e", entry).Run("$e.'app-name'; ($e | Where-Object 'app-name' -EQ todo).'app-name'").ThrowOnError().Output.Select(item => item.ToString()));
    }

    [Fact]
    public void No_field_is_lost_to_a_name_that_a_property_cannot_have()
    {
        var names = new[] { "time", "Host", "host", "HOST", "psobject", "ShardId", "ToString", "GetType", "get_Time", "Texts", "Equals", "a.b", "a[0]", "*" };
        _shell.Set("names", names);
        _shell.Run("$fields = [System.Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); foreach ($n in $names) { $fields.Add($n, \"value of $n\") }; $fields | Send-AliLog $p store").ThrowOnError();

        var entry = _shell.Run("Read-AliLog $p store").Single();
        var values = entry.Properties.Select(property => property.Value as string).ToArray();

        Assert.All(names, name => Assert.Contains($"value of {name}", values));
        Assert.Equal("value of Host", entry.Properties["Host"].Value);
        Assert.Equal("value of host", entry.Properties["field_host"].Value);
        Assert.Equal("value of HOST", entry.Properties["field_field_HOST"].Value);
        Assert.Equal("value of psobject", entry.Properties["field_psobject"].Value);
        Assert.Equal("value of ShardId", entry.Properties["field_ShardId"].Value);
        Assert.Equal("value of time", entry.Properties["field_time"].Value);
        Assert.IsType<DateTimeOffset>(entry.Properties["Time"].Value);
    }

    [Fact]
    public void Logs_that_all_differ_in_their_fields_are_objects_all_the_same()
    {
        // more than there are classes, and a log with more fields than a class has
        _shell.Run("1..400 | ForEach-Object { @{ \"only$_\" = \"v$_\" } } | Send-AliLog $p store; $many = @{}; 1..300 | ForEach-Object { $many[\"f$_\"] = \"v$_\" }; $many | Send-AliLog $p store").ThrowOnError();

        Assert.Equal("v1,v200,v400", Text("$all = Read-AliLog $p store; $all[0].only1, $all[199].only200, $all[399].only400 -join ','"));
        Assert.Equal("v300", Text("$all[400].f300"));
        Assert.Equal("True", Text("[System.Linq.Enumerable]::Distinct([string[]]($all | ForEach-Object { 'AliLogOps.LogEntry' -in $_.psobject.TypeNames }))"));
        Assert.Equal("Time Source Topic ProjectName LogstoreName ShardId", Text("[System.Linq.Enumerable]::Distinct([string[]]($all | ForEach-Object { $_.psobject.Properties.Name[0..5] -join ' ' }))"));
    }

    [Fact]
    public void A_log_sent_again_is_the_same()
    {
        _shell.Run("[pscustomobject]@{ b = 1; a = ' two ' } | Send-AliLog $p store -Topic t -Source s -Tag @{ env = 'dev' }; Read-AliLog $p store | Send-AliLog $p store").ThrowOnError();

        Assert.Equal("1", Text("[System.Linq.Enumerable]::Count([System.Linq.Enumerable]::Distinct([string[]](Read-AliLog $p store | ForEach-Object { \"$($_.Time.ToUnixTimeSeconds())|$($_.Source)|$($_.Topic)|$($_.b)|$($_.a)|$($_.'__tag__:env')\" })))"));
    }

    private string Text(string script) => string.Join('\n', _shell.Run(script).ThrowOnError().Output.Select(item => item.ToString()));
}
