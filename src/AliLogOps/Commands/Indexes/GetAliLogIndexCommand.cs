using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Gets the index of logstores.</summary>
[Cmdlet(VerbsCommon.Get, "AliLogIndex")]
[OutputType(typeof(LogIndex))]
public sealed class GetAliLogIndexCommand : ProjectReadCommand
{
    [Parameter(
        Mandatory = true,
        Position = 1,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "The logstore.")]
    [NameTransformation]
    [ValidateLogstoreName]
    [ArgumentCompleter(typeof(LogstoreNameCompleter))]
    public string[] LogstoreName { get; set; } = [];

    protected override void ProcessRecord()
    {
        foreach (var logstore in LogstoreName)
        {
            WriteItem($"{ProjectName}/{logstore}", token => LogService.GetIndexAsync(ProjectName, logstore, token));
        }
    }
}
