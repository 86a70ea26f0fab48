using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Ecs;

/// <summary>An emulator for the tests of one class, started and stopped by the module's own cmdlets.</summary>
public sealed class SecurityGroupEmulator : IDisposable
{
    private readonly Shell _owner = new();
    private readonly object _emulator;

    public SecurityGroupEmulator()
    {
        _emulator = _owner.Run("Start-AliLogEmulator").Single();
    }

    /// <summary>A session connected to it, with the emulator in <c>$emulator</c>.</summary>
    public Shell Open()
    {
        var shell = new Shell().Set("emulator", _emulator);
        shell.Run("$null = $emulator | Connect-AliLog").ThrowOnError();
        return shell;
    }

    public void Dispose()
    {
        _owner.Run("Stop-AliLogEmulator").ThrowOnError();
        _owner.Dispose();
    }
}
