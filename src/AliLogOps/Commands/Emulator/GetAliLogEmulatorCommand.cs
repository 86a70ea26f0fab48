using System.Management.Automation;

namespace AliLogOps.Commands;

/// <summary>Get-AliLogEmulator: the emulators this session has started and what they hold now.</summary>
[Cmdlet(VerbsCommon.Get, "AliLogEmulator")]
[OutputType(typeof(LogEmulator))]
public sealed class GetAliLogEmulatorCommand : CancellableCommand
{
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public LogEmulator? Emulator { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var handle in Emulator is null ? SessionEmulators.All : [Emulator.Handle])
        {
            WriteItem(handle.Endpoint, handle.DescribeAsync);
        }
    }
}
