using System.Management.Automation;
using AliLogOps.Setup;

namespace AliLogOps.Commands;

/// <summary>Creates logstores.</summary>
[Cmdlet(VerbsCommon.New, "AliLogStore", SupportsShouldProcess = true)]
[OutputType(typeof(Logstore))]
public sealed class NewAliLogStoreCommand : LogstoreSettingsCommand
{
    protected override void ProcessRecord()
    {
        foreach (var name in Name)
        {
            var logstore = LogstoreConverger.Predict(ToSpec(name));
            Create("logstore", logstore, token => LogService.CreateLogstoreAsync(logstore, token), token => LogService.GetLogstoreAsync(logstore.ProjectName, name, token));
        }
    }
}
