using System.Management.Automation;
using AliLogOps.Client;
using AliLogOps.Errors;

namespace AliLogOps.Commands;

/// <summary>Base of the cmdlets for stand-in agents: they mean the emulator given, else the only one this session runs.</summary>
public abstract class EmulatorAgentCommand : CancellableCommand
{
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public LogEmulator? Emulator { get; set; }

    /// <summary>The emulator that is meant; without one the command ends.</summary>
    private protected LogEmulator FindEmulator()
    {
        if (Emulator is { } given)
        {
            if (!given.Handle.IsRunning)
            {
                End("AliLog.EmulatorStopped", ErrorCategory.InvalidOperation, given, $"The emulator at {given.Endpoint} does not run any more.", "Start one with Start-AliLogEmulator.");
            }

            return given;
        }

        var running = SessionEmulators.All.Where(handle => handle.IsRunning).ToList();
        switch (running.Count)
        {
            case 1:
                break;
            case 0:
                End("AliLog.NoEmulator", ErrorCategory.ObjectNotFound, null, "This session runs no emulator.", "Start one with Start-AliLogEmulator, or give one with -Emulator.");
                break;
            default:
                End("AliLog.EmulatorAmbiguous", ErrorCategory.InvalidOperation, null, $"This session runs {running.Count} emulators, and -Emulator does not say which one is meant.", "Give one with -Emulator; Get-AliLogEmulator lists them.");
                break;
        }

        return new LogEmulator(running[0], new EmulatorState());
    }

    private protected static EmulatorClient ControlOf(LogEmulator emulator) => emulator.Handle.Control;

    private protected void WriteAgent(EmulatorAgent agent, LogEmulator emulator) => WriteObject(new LogEmulatorAgent(agent, emulator));

    private void End(string id, ErrorCategory category, object? target, string message, string remedy) =>
        ThrowTerminatingError(ErrorRecords.Create(new InvalidOperationException(message), id, category, target, message, remedy));
}
