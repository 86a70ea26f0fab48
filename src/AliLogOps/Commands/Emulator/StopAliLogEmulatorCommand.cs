using System.Management.Automation;

namespace AliLogOps.Commands;

/// <summary>Stop-AliLogEmulator: ends one emulator, or all that this session has started. One that has ended already is no error.</summary>
[Cmdlet(VerbsLifecycle.Stop, "AliLogEmulator", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class StopAliLogEmulatorCommand : CancellableCommand
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public LogEmulator? Emulator { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var handle in Emulator is null ? SessionEmulators.All : [Emulator.Handle])
        {
            if (!handle.IsRunning)
            {
                WriteVerbose($"The emulator at {handle.Endpoint} has ended already.");
            }
            else if (!ShouldProcess(handle.Endpoint, "Stop emulator"))
            {
                continue;
            }

            if (TryWait(handle.Endpoint, handle.StopAsync))
            {
                SessionEmulators.Remove(handle);
            }
        }
    }
}
