using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Base of the cmdlets that look at the logs of one logstore at a time.</summary>
public abstract class LogstoreRangeCommand : LogRangeCommand
{
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, HelpMessage = "The logstore to look into.")]
    [NameTransformation]
    [ValidateLogstoreName]
    [ArgumentCompleter(typeof(LogstoreNameCompleter))]
    public string LogstoreName { get; set; } = "";

    /// <summary>Identity of the target in messages and errors.</summary>
    protected string Target => $"{ProjectName}/{LogstoreName}";
}
