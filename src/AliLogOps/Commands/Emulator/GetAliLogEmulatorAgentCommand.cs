using System.Management.Automation;
using AliLogOps.Completers;

namespace AliLogOps.Commands;

/// <summary>Get-AliLogEmulatorAgent: the stand-in agents of an emulator and what they have counted.</summary>
[Cmdlet(VerbsCommon.Get, "AliLogEmulatorAgent")]
[OutputType(typeof(LogEmulatorAgent))]
public sealed class GetAliLogEmulatorAgentCommand : EmulatorAgentCommand
{
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EmulatorAgentCompleter))]
    public string[] HostName { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var emulator = FindEmulator();
        foreach (var pattern in NamePattern.From(HostName))
        {
            if (pattern.IsPlain)
            {
                if (TryWait(pattern.Text, token => ControlOf(emulator).GetAgentAsync(pattern.Text, token), out var agent))
                {
                    WriteAgent(agent, emulator);
                }
            }
            else if (TryWait(emulator, ControlOf(emulator).ListAgentsAsync, out var agents))
            {
                foreach (var agent in agents)
                {
                    if (pattern.Matches(agent.HostName))
                    {
                        WriteAgent(agent, emulator);
                    }
                }
            }
        }
    }
}
