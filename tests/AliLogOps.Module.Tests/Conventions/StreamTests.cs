using AliLogOps.Module.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace AliLogOps.Module.Tests.Conventions;

/// <summary>What arrives when: rows before the end, request lines, warnings.</summary>
public sealed class StreamTests(EmulatorFixture emulator)
{
    [Fact]
    public void Stopping_at_the_first_row_asks_for_no_more()
    {
        using var shell = emulator.Open(out _);
        shell.Run("$null = New-AliLogProject $p; $null = 'one', 'two', 'three' | New-AliLogStore -ProjectName $p").ThrowOnError();
        var result = shell.Run("do { Get-AliLogStore $p -Verbose | ForEach-Object { $_; break } } while ($false)").ThrowOnError();
        Assert.Single(result.Output);
        Assert.Equal(2, result.Verbose.Count);
    }

    [Theory]
    [InlineData("Get-AliLogStore $p", 2, 6)]
    [InlineData("Get-AliMachineGroup $p", 2, 6)]
    [InlineData("Get-AliLogtailConfig $p", 2, 6)]
    [InlineData("Get-AliLogProject \"$p-*\"", 1, 6)]
    public void Lists_page_and_ask_for_no_more_than_is_wanted(string line, int most, int all)
    {
        using var shell = emulator.Open(out _);
        shell.Run("""
            $null = New-AliLogProject $p
            1..6 | ForEach-Object {
                $null = New-AliLogStore $p "item-$_"; $null = New-AliMachineGroup $p "item-$_" -Identifier a; $null = New-AliLogtailConfig $p "item-$_" -LogstoreName item-1 -Syslog -Tag "t$_"
                if ('LISTED' -match 'PROJECT') { $null = New-AliLogProject "$p-$_" }
            }
            """.Replace("LISTED", line.Contains("Project", StringComparison.Ordinal) ? "PROJECT" : "", StringComparison.Ordinal)).ThrowOnError();

        var window = shell.Run($"{line} -Skip 2 -First 1 -Verbose").ThrowOnError();

        Assert.Equal(all, shell.Run(line).ThrowOnError().Output.Count);
        Assert.Equal(shell.Run(line).ThrowOnError().Output[2].ToString(), Assert.Single(window.Output).ToString());
        Assert.InRange(window.Verbose.Count, 1, most);
        Assert.Equal(0.0, shell.Run($"{line} -IncludeTotalCount -First 1").ThrowOnError().Output[0].Properties["Accuracy"].Value);
    }

    [Fact]
    public async Task Repeats_are_told_while_they_happen()
    {
        var count = 0;
        await using var service = await ScriptedService.StartAsync(context => Interlocked.Increment(ref count) < 3
            ? ScriptedService.RefuseAsync(context, 503, "ServerBusy", "the server is busy")
            : context.Response.WriteAsync("""{"projectName":"scripted-project","description":"d","region":"cn-hangzhou","status":"Normal"}"""));
        using var shell = service.Open();
        var result = shell.Run("Get-AliLogProject $p -Verbose");
        Assert.Equal("d", result.Get("Description"));
        Assert.Equal(3, result.Verbose.Count);
        Assert.Contains("503 ServerBusy", result.Verbose[0]);
        Assert.Contains("attempt 3", result.Verbose[2]);
        Assert.Empty(shell.Run("Get-AliLogProject $p").ThrowOnError().Verbose);
    }

    [Fact]
    public async Task A_clock_that_is_minutes_off_is_warned_about_once()
    {
        await using var service = await ScriptedService.StartAsync(context =>
        {
            context.Response.Headers.Date = DateTimeOffset.UtcNow.AddMinutes(5).ToString("r", null);
            return context.Response.WriteAsync("""{"projectName":"scripted-project","description":"d","region":"cn-hangzhou","status":"Normal"}""");
        });
        using var shell = service.Open();
        var warning = Assert.Single(shell.Run("Get-AliLogProject $p, $p").ThrowOnError().Warnings);
        Assert.Matches("This machine's clock is (29|30|31)[0-9] s behind the service's", warning);
        Assert.Empty(shell.Run("Get-AliLogProject $p").ThrowOnError().Warnings);
    }

    [Fact]
    public async Task A_write_that_was_accepted_succeeds_even_when_it_cannot_be_read_back()
    {
        await using var service = await ScriptedService.StartAsync(context => context.Request.Method == "GET"
            ? ScriptedService.RefuseAsync(context, 401, "Unauthorized", "denied by sts or ram")
            : Task.CompletedTask);
        using var shell = service.Open();
        Assert.Equal("d", shell.Run("New-AliLogProject $p -Description d").Get("Description"));
        Assert.Equal("store", shell.Run("New-AliLogStore $p store").Get("LogstoreName"));
    }

    [Fact]
    public void Objects_survive_serialization_and_still_bind_by_property_name()
    {
        using var shell = emulator.Open(out var project);
        shell.Run("$null = New-AliLogProject $p | New-AliLogStore -Name store").ThrowOnError();
        var back = shell.Run("$x = [System.Management.Automation.PSSerializer]::Serialize((Get-AliLogStore $p store)); [System.Management.Automation.PSSerializer]::Deserialize($x) | Set-AliLogIndex -FullText");
        Assert.Equal((project, "store"), (back.Get("ProjectName"), back.Get("LogstoreName")));
    }
}
