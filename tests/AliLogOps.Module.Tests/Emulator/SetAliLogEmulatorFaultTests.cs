using AliLogOps.Module.Tests.Conventions;
using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Emulator;

/// <summary>The fault dial by cmdlet, and what other cmdlets then see.</summary>
public sealed class SetAliLogEmulatorFaultTests : IDisposable
{
    private readonly Shell _shell = new();

    public SetAliLogEmulatorFaultTests()
    {
        _shell.Run("$e = Start-AliLogEmulator; $null = $e | Connect-AliLog").ThrowOnError();
    }

    public void Dispose()
    {
        _shell.Run("Stop-AliLogEmulator");
        _shell.Dispose();
    }

    [Fact]
    public void A_fault_is_set_hits_is_shown_and_is_cleared()
    {
        var fault = _shell.Run("Set-AliLogEmulatorFault Error GetProject, ListProject -Code ServerBusy -Count 1 -Name busy").Single();
        Assert.Equal("AliLogOps.LogEmulatorFault", fault.TypeNames[0]);
        Assert.Equal("busy: Error ServerBusy", fault.BaseObject.ToString());

        // the client tries again, so nothing is seen of one fault but its count
        Assert.Empty(_shell.Run("Get-AliLogProject").ThrowOnError().Output);
        Assert.Equal(1L, _shell.Run("(Get-AliLogEmulator).Faults[0].Fired").Single().BaseObject);

        _shell.Run("Set-AliLogEmulatorFault -Effect Error -Operation ListProject -Code ParameterInvalid -Message 'set by a test'").ThrowOnError();
        Assert.Equal("AliLog.ParameterInvalid", Assert.Single(_shell.Run("Get-AliLogProject").Errors).FullyQualifiedErrorId.Split(',')[0]);

        var emulator = _shell.Run("Set-AliLogEmulatorFault -Clear").Single();
        Assert.Empty((System.Collections.ICollection)emulator.Properties["Faults"].Value);
        Assert.Empty(_shell.Run("Get-AliLogProject").ThrowOnError().Output);
    }

    [Fact]
    public void One_fault_is_removed_by_its_name_and_an_unknown_name_is_an_error()
    {
        _shell.Run("$null = Set-AliLogEmulatorFault SlowHeaders -Delay 2s -Name a -Operation DeleteProject; $null = Set-AliLogEmulatorFault Html -Name b -Operation DeleteProject").ThrowOnError();
        Assert.Equal("b", _shell.Run("(Set-AliLogEmulatorFault -Clear -Name a).Faults.FaultName").Single().BaseObject);
        Assert.Equal(0, _shell.Run("((Get-AliLogEmulator).Faults | Set-AliLogEmulatorFault -Clear).Faults.Count").Single().BaseObject);
        Assert.Contains("'a'", Assert.Single(_shell.Run("Set-AliLogEmulatorFault -Clear -Name a").Errors).Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Clock_and_delays_are_set_one_by_one_and_shown()
    {
        _shell.Run("$null = Set-AliLogEmulatorFault -ClockOffset 20m; $null = Set-AliLogEmulatorFault -SearchDelay 3s -CreationDelay 2").ThrowOnError();
        var emulator = _shell.Run("Get-AliLogEmulator").Single();
        Assert.Equal(TimeSpan.FromMinutes(20), emulator.Properties["ClockOffset"].Value);
        Assert.Equal(TimeSpan.FromSeconds(3), emulator.Properties["SearchDelay"].Value);
        Assert.Equal(TimeSpan.FromSeconds(2), emulator.Properties["CreationDelay"].Value);
        // the client learns the offset and signs again
        Assert.Empty(_shell.Run("Get-AliLogProject -WarningAction SilentlyContinue").ThrowOnError().Output);
        foreach (var back in (string[])["-1200", "-20m", "(-[timespan]'0:20')"])
        {
            Assert.Equal(TimeSpan.FromMinutes(-20), _shell.Run($"(Set-AliLogEmulatorFault -ClockOffset {back}).ClockOffset").Single().BaseObject);
        }

        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1772600760), _shell.Run("(Set-AliLogEmulatorFault -ClockFrozenAt 1772600760).ClockFrozenAt").Single().BaseObject);
        Assert.Null(_shell.Run("(Set-AliLogEmulatorFault -ClockOffset 0).ClockFrozenAt").ThrowOnError().Output.SingleOrDefault()?.BaseObject);
    }

    [Fact]
    public void A_file_sets_the_dial_and_a_wrong_or_missing_one_is_told()
    {
        var file = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".json");
        try
        {
            File.WriteAllText(file, """{"rules":[{"name":"x","effect":"incomplete"}],"visibility":{"indexSeconds":1}}""");
            var emulator = _shell.Run($"Set-AliLogEmulatorFault -Path '{file}'").Single();
            Assert.Equal(TimeSpan.FromSeconds(1), emulator.Properties["IndexDelay"].Value);
            File.WriteAllText(file, """{"rules":[{"effect":"boom"}]}""");
            Assert.Contains("boom", Assert.Single(_shell.Run($"Set-AliLogEmulatorFault -Path '{file}'").Errors).Exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }

        Assert.Contains(file, Assert.Single(_shell.Run($"Set-AliLogEmulatorFault -Path '{file}'").Errors).Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Covers(Situation.WhatIf, "Set-AliLogEmulatorFault")]
    public void A_rehearsal_sets_nothing_and_operations_complete()
    {
        Assert.Empty(_shell.Run("Set-AliLogEmulatorFault Html -WhatIf").ThrowOnError().Output);
        Assert.Equal(0, _shell.Run("(Get-AliLogEmulator).Faults.Count").Single().BaseObject);
        var line = "Set-AliLogEmulatorFault Html -Operation AssumeRoleWithO";
        Assert.Equal("AssumeRoleWithOIDC", _shell.Run($"(TabExpansion2 '{line}' {line.Length}).CompletionMatches.CompletionText").Single().BaseObject);
        Assert.Contains("PutLog", Assert.Single(_shell.Run("Set-AliLogEmulatorFault Html PutLog").Errors).Exception.Message, StringComparison.Ordinal);
    }
}
