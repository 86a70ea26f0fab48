using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Logs;

public sealed class TestAliLogQueryTests(EmulatorFixture emulator)
{
    [Fact]
    public void A_query_is_held_against_the_logstores_index_and_retention()
    {
        using var shell = emulator.Open(out _);
        shell.Run("$s = New-AliLogProject $p | New-AliLogStore -Name store -TtlDays 7; $null = $s | Set-AliLogIndex -Key @{ level = 'text' }").ThrowOnError();

        var failed = shell.Run("Get-AliLogStore $p store | Test-AliLogQuery -Query 'msg: x' -Start 10d -End 8d | Where-Object Status -EQ Fail").ThrowOnError().Output;

        Assert.Equal(["query.fields", "query.range"], failed.Select(result => (string)result.Properties["Id"].Value));
        Assert.Equal(true, shell.Run("Test-AliLogQuery $p store 'level: x' -Quiet").Single().BaseObject);
        Assert.Equal(false, shell.Run("Test-AliLogQuery $p store 'level: (' -Quiet").Single().BaseObject);
    }

    [Fact]
    public void With_an_index_at_hand_nothing_is_asked_of_the_service()
    {
        using var shell = emulator.Open(out _);
        shell.Run("$s = New-AliLogProject $p | New-AliLogStore -Name store; $null = $s | Set-AliLogIndex -FullText; $i = Get-AliLogIndex $p store; Disconnect-AliLog").ThrowOnError();

        var result = shell.Run("Test-AliLogQuery -Index $i 'a and b' -Verbose").ThrowOnError();

        Assert.Empty(result.Verbose);
        Assert.All(result.Output, check => Assert.Equal("Pass", check.Properties["Status"].Value.ToString()));
    }

    [Fact]
    public void A_logstore_without_index_is_a_finding()
    {
        using var shell = emulator.Open(out _);
        shell.Run("$null = New-AliLogProject $p | New-AliLogStore -Name store").ThrowOnError();

        var result = shell.Run("Test-AliLogQuery $p store x | Where-Object Id -EQ query.index").Single();

        Assert.Equal("Fail", result.Properties["Status"].Value.ToString());
    }
}
