using System.Management.Automation;
using AliLogOps.Completers;

namespace AliLogOps.Commands;

/// <summary>Remove-AliLogEmulatorAgent: stops stand-in agents and forgets them.</summary>
[Cmdlet(VerbsCommon.Remove, "AliLogEmulatorAgent", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveAliLogEmulatorAgentCommand : EmulatorAgentCommand
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
            if (ShouldProcess(host, "Remove stand-in agent"))
            {
                TryWait(host, token => ControlOf(emulator).RemoveAgentAsync(host, token));
            }
        }
    }
}
