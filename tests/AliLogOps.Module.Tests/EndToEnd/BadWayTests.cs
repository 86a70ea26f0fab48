using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.EndToEnd;

/// <summary>Against the emulator over a way on which a fifth of all requests goes wrong.</summary>
public sealed class BadWayTests(EmulatorFixture emulator)
{
    [Fact]
    public async Task Of_logs_sent_over_a_bad_way_each_is_readable_or_given_back()
    {
        const int Groups = 300;
        const int PerGroup = 10;
        await using var proxy = await FaultyProxy.StartAsync(emulator.Endpoint, seed: 11);
        using var shell = emulator.Open(out _).Set("proxy", proxy.Endpoint);
        shell.Run("$null = New-AliLogProject $p | New-AliLogStore -Name store").ThrowOnError();
        proxy.Affects = request => request.Method == "POST" && request.Path.Value!.EndsWith("/shards/lb", StringComparison.Ordinal);
        proxy.Rate = 0.2;

        // each topic is a batch of its own
        var result = shell.Run($$"""
            $bad = Connect-AliLog -Endpoint $proxy -Region cn-hangzhou -Credential $key
            1..{{Groups * PerGroup}} | ForEach-Object { "{""__topic__"":""t$([int][math]::Floor($_ / {{PerGroup}}))"",""n"":""$_""}" } | Send-AliLog $p store -AsJson -Connection $bad -ThrottleLimit 8
            """);
        var summary = Assert.Single(result.Output, output => output.TypeNames.Contains("AliLogOps.LogSendSummary"));
        var unsent = shell.Set("summary", summary).Run("$summary.Unsent | ForEach-Object { \"$($_.InputObject)\" }").ThrowOnError().Output.Select(line => Number(line.ToString()!)).ToHashSet();
        var read = shell.Run("$null = Connect-AliLog -Endpoint $endpoint -Region cn-hangzhou -Credential $key; Read-AliLog $p store -FromBeginning | ForEach-Object n").ThrowOnError().Output.Select(n => int.Parse(n.ToString()!, null)).ToList();

        Assert.Equal((long)(Groups * PerGroup), (long)summary.Properties["Sent"].Value + (long)summary.Properties["Failed"].Value);
        Assert.Equal((long)unsent.Count, summary.Properties["Failed"].Value);
        // one whose first answer was lost and whose repeat was refused is both: nobody can know
        Assert.Empty(Enumerable.Range(1, Groups * PerGroup).Where(number => !unsent.Contains(number)).Except(read));
        Assert.All(result.Errors, error => Assert.StartsWith("AliLog.", error.FullyQualifiedErrorId));
        // the way was as bad as it should be, and answers that were lost made repeats the service cannot tell from new logs
        Assert.InRange(proxy.Faults.Values.Sum(), 40, 130);
        Assert.True(proxy.Faults[ProxyFault.Refused] > 0 && unsent.Count > 0);
    }

    [Fact]
    public async Task Exports_searches_and_reads_over_a_bad_way_are_whole()
    {
        await using var proxy = await FaultyProxy.StartAsync(emulator.Endpoint, seed: 5);
        using var shell = emulator.Open(out _).Set("proxy", proxy.Endpoint);
        var folder = Directory.CreateTempSubdirectory("alilogops-bad-way-").FullName;
        shell.Set("f", folder).Run("""
            $s = New-AliLogProject $p | New-AliLogStore -Name store -ShardCount 2; $null = $s | Set-AliLogIndex -FullText
            $null = 1..2500 | ForEach-Object { "{""__topic__"":""t$($_ % 40)"",""n"":""$_""}" } | Send-AliLog $p store -AsJson
            $null = Wait-AliLog $p store -Last 5m -Count 2500 -Timeout 2m
            $bad = Connect-AliLog -Endpoint $proxy -Region cn-hangzhou -Credential $key
            """).ThrowOnError();
        proxy.Refuses = false;
        proxy.Rate = 0.2;

        var counts = shell.Run("""
            @(Search-AliLog $p store -Last 5m -Connection $bad | ForEach-Object n | ForEach-Object { [int]$_ }).Count
            @(Read-AliLog $p store -FromBeginning -Connection $bad).Count
            (Export-AliLog $p store $f/out -FromBeginning -Connection $bad).Logs
            """);
        Directory.Delete(folder, recursive: true);

        Assert.Equal(["2500", "2500", "2500"], counts.ThrowOnError().Output.Select(count => count.ToString()));
        Assert.True(proxy.Faults.Values.Sum() > 5);
    }

    private static int Number(string line) => int.Parse(System.Text.RegularExpressions.Regex.Match(line, "\"n\":\"(\\d+)\"").Groups[1].Value, null);
}
