using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Removes the index of logstores; their logs stay, but cannot be searched.</summary>
[Cmdlet(VerbsCommon.Remove, "AliLogIndex", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveAliLogIndexCommand : ProjectCommand
{
    [Parameter(
        Mandatory = true,
        Position = 1,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "The logstore whose index to remove.")]
    [NameTransformation]
    [ValidateLogstoreName]
    [ArgumentCompleter(typeof(LogstoreNameCompleter))]
    public string[] LogstoreName { get; set; } = [];

    protected override void ProcessRecord()
    {
        foreach (var logstore in LogstoreName)
        {
            Remove($"{ProjectName}/{logstore}", "index", token => LogService.DeleteIndexAsync(ProjectName, logstore, token));
        }
    }
}
