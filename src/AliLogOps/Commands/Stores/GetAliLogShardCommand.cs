using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Lists the shards of logstores.</summary>
[Cmdlet(VerbsCommon.Get, "AliLogShard")]
[OutputType(typeof(LogShard))]
public sealed class GetAliLogShardCommand : ProjectReadCommand
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
            if (TryWait($"{ProjectName}/{logstore}", token => LogService.ListShardsAsync(ProjectName, logstore, token), out var shards))
            {
                WriteObject(shards, enumerateCollection: true);
            }
        }
    }
}
