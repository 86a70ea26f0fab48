using System.Management.Automation;
using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Conventions;

/// <summary>The cmdlets that drive an emulator: what they name is missing, or the emulator is, or it does not answer.</summary>
public sealed class EmulatorFaultTests : IDisposable
{
    private readonly Shell _shell = new();

    public void Dispose()
    {
        _shell.Run("Stop-AliLogEmulator");
        _shell.Dispose();
    }

    [Theory]
    [Covers(Situation.NotFound)]
    [InlineData("Get-AliLogEmulatorAgent web-1", "AliLog.AgentNotExist")]
    [InlineData("Stop-AliLogEmulatorAgent web-1", "AliLog.AgentNotExist")]
    [InlineData("Remove-AliLogEmulatorAgent web-1", "AliLog.AgentNotExist")]
    [InlineData("Set-AliLogEmulatorFault -Clear -Name nothing", "AliLog.FaultNotExist")]
    public void What_is_missing_is_not_found_and_named(string line, string id)
    {
        _shell.Run("$null = Start-AliLogEmulator").ThrowOnError();

        var result = _shell.Run(line);

        Assert.Equal(id, result.ErrorId);
        Assert.Equal(ErrorCategory.ObjectNotFound, result.Error.CategoryInfo.Category);
        Assert.NotNull(result.Error.TargetObject);
        Assert.NotEmpty(result.Error.ErrorDetails.RecommendedAction);
    }

    [Theory]
    [Covers(Situation.NotFound, "Start-AliLogEmulatorAgent")]
    [InlineData("Get-AliLogEmulatorAgent")]
    [InlineData("Start-AliLogEmulatorAgent web-1")]
    [InlineData("Stop-AliLogEmulatorAgent web-1")]
    [InlineData("Remove-AliLogEmulatorAgent web-1")]
    [InlineData("Set-AliLogEmulatorFault Html")]
    public void A_session_without_an_emulator_is_told_how_to_get_one(string line)
    {
        var result = _shell.Run(line);

        Assert.Equal("AliLog.NoEmulator", result.ErrorId);
        Assert.Equal(ErrorCategory.ObjectNotFound, result.Error.CategoryInfo.Category);
        Assert.Contains("Start-AliLogEmulator", result.Error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [Covers(Situation.Cancelled)]
    [InlineData("Get-AliLogEmulator")]
    [InlineData("Stop-AliLogEmulator")]
    [InlineData("Get-AliLogEmulatorAgent")]
    [InlineData("Start-AliLogEmulatorAgent web-1")]
    [InlineData("Stop-AliLogEmulatorAgent web-1")]
    [InlineData("Remove-AliLogEmulatorAgent web-1")]
    [InlineData("Set-AliLogEmulatorFault Html")]
    public async Task Stop_returns_at_once_from_an_emulator_that_does_not_answer(string line)
    {
        var id = (int)_shell.Run("(Start-AliLogEmulator).ProcessId").Single().BaseObject;
        using var frozen = new FrozenProcess(id);
        var begun = System.Diagnostics.Stopwatch.StartNew();

        // nothing comes back, so that it is on its way is known by time alone
        var (result, took) = await _shell.RunAndStopAsync(line, _ => begun.ElapsedMilliseconds > 500);

        Assert.Equal(PSInvocationState.Stopped, result.State);
        Assert.Empty(result.Output);
        Assert.InRange(took.TotalSeconds, 0, 15);
    }
}
