using System.Management.Automation;
using AliLogOps.Setup;

namespace AliLogOps.Commands;

/// <summary>Brings logstores to a desired state: creates what is missing, changes what differs, leaves the rest alone.</summary>
[Cmdlet(VerbsCommon.Set, "AliLogStore", SupportsShouldProcess = true)]
[OutputType(typeof(Logstore))]
public sealed class SetAliLogStoreCommand : LogstoreSettingsCommand
{
    protected override void ProcessRecord()
    {
        foreach (var name in Name)
        {
            var spec = ToSpec(name);
            Converge($"{ProjectName}/{name}", token => LogstoreConverger.PlanAsync(LogService, spec, IsWhatIf, token));
        }
    }
}
