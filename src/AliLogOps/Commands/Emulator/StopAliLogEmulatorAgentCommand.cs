using System.Management.Automation;
using AliLogOps.Completers;

namespace AliLogOps.Commands;

/// <summary>Stop-AliLogEmulatorAgent: stops stand-in agents; they stay listed and can be started again. One that is stopped already stays so.</summary>
[Cmdlet(VerbsLifecycle.Stop, "AliLogEmulatorAgent", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class StopAliLogEmulatorAgentCommand : EmulatorAgentCommand
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, HelpMessage = "Names of the hosts the agents play.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EmulatorAgentCompleter))]
    public string[] HostName { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var emulator = FindEmulator();
        foreach (var host in HostName)
        {
            if (ShouldProcess(host, "Stop stand-in agent"))
            {
                TryWait(host, token => ControlOf(emulator).StopAgentAsync(host, token));
            }
        }
    }
}
