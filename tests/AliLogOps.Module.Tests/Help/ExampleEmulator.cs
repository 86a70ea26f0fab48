using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Help;

/// <summary>An emulator that pages use one after the other, each of them from empty.</summary>
public sealed class ExampleEmulator : IDisposable
{
    private readonly Shell _shell = new();

    public ExampleEmulator()
    {
        Emulator = _shell.Run("$emulator = Start-AliLogEmulator; $null = $emulator | Connect-AliLog; $emulator").ThrowOnError().Single();
    }

    /// <summary>What Start-AliLogEmulator gave.</summary>
    public object Emulator { get; }

    /// <summary>Takes away all that a page may have left. The agents stay: pages with cmdlets for them have an emulator of their own.</summary>
    public void Clear() => _shell.Run("""
        Get-AliLogProject | Remove-AliLogProject -Force -Confirm:$false
        Get-AliSecurityGroupRule sg-emulator | Remove-AliSecurityGroupRule -Confirm:$false
        """).ThrowOnError();

    public void Dispose()
    {
        _shell.Run("Stop-AliLogEmulator");
        _shell.Dispose();
    }
}
