using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Errors;
using AliLogOps.Logs;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Get-AliLogSurrounding: the logs before and after one, as they stood in its file or stream.</summary>
[Cmdlet(VerbsCommon.Get, "AliLogSurrounding")]
[OutputType(typeof(LogEntry))]
public sealed class GetAliLogSurroundingCommand : AliLogCommand
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, HelpMessage = "The project that holds the logstore.")]
    [NameTransformation]
    [ValidateProjectName]
    [ArgumentCompleter(typeof(ProjectNameCompleter))]
    public string ProjectName { get; set; } = "";

    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, HelpMessage = "The logstore the log is in.")]
    [NameTransformation]
    [ValidateLogstoreName]
    [ArgumentCompleter(typeof(LogstoreNameCompleter))]
    public string LogstoreName { get; set; } = "";

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("__tag__:__pack_id__")]
    public string? PackId { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("__pack_meta__")]
    public string? PackMeta { get; set; }

    [Parameter]
    [ValidateRange(0, 100)]
    public int Before { get; set; } = 10;

    [Parameter]
    [ValidateRange(0, 100)]
    public int After { get; set; } = 10;

    private string Target => $"{ProjectName}/{LogstoreName}";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (string.IsNullOrEmpty(PackId) || string.IsNullOrEmpty(PackMeta))
        {
            const string Missing = "The log does not say where it stood: it has no __tag__:__pack_id__ or no __pack_meta__.";
            WriteError(ErrorRecords.Create(
                new InvalidOperationException(Missing),
                "AliLog.PackIdMissing",
                ErrorCategory.InvalidData,
                Target,
                Missing,
                "Search with Search-AliLog -IncludePackId and pipe what it finds; logs that were not collected by Logtail may have no such id."));
            return;
        }

        var complete = new CompletePage(TimeProvider.System);
        // the service takes 1 to 100 each way; what was not asked for is left out here
        if (!TryWait(
            Target,
            token => complete.FetchAsync(
                inner => LogService.GetContextLogsAsync(ProjectName, LogstoreName, PackId, PackMeta, Math.Max(1, Before), Math.Max(1, After), inner),
                answer => answer.IsComplete,
                token),
            out var context))
        {
            return;
        }

        if (!context.IsComplete)
        {
            WriteWarning($"The service still called the surrounding of the log in {Target} incomplete after {CompletePage.MaximumAttempts} tries.");
        }

        var builder = new LogEntryBuilder(ProjectName, LogstoreName);
        foreach (var (index, log) in context.Logs)
        {
            if (index >= -Before && index <= After)
            {
                var entry = PSObject.AsPSObject(builder.FromRecord(log));
                entry.Properties.Add(new PSNoteProperty("ContextIndex", index));
                WriteObject(entry);
            }
        }
    }
}
