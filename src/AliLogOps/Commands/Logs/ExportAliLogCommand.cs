using System.Globalization;
using System.Management.Automation;
using AliLogOps.Client;
using AliLogOps.Completers;
using AliLogOps.Errors;

namespace AliLogOps.Commands;

/// <summary>Export-AliLog: the logs of a logstore as files, one for each shard; goes on after an interruption; needs no index.</summary>
[Cmdlet(VerbsData.Export, "AliLog", SupportsShouldProcess = true)]
[OutputType(typeof(LogExport))]
public sealed class ExportAliLogCommand : LogstoreRangeCommand
{
    private LogExporter? _exporter;
    private ProgressDisplay? _display;

    [Parameter(Mandatory = true, Position = 2, HelpMessage = "The folder to write to.")]
    [Alias("LiteralPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    [Parameter]
    public LogExportFormat Format { get; set; }

    [Parameter]
    public SwitchParameter Compress { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FieldNameCompleter))]
    public string[] Field { get; set; } = [];

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Shard")]
    [ValidateRange(0, int.MaxValue)]
    [ArgumentCompleter(typeof(ShardIdCompleter))]
    public int[] ShardId { get; set; } = [];

    [Parameter]
    public SwitchParameter FromBeginning { get; set; }

    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 4;

    [Parameter]
    public SwitchParameter Resume { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Refuse(FromBeginning && (IsBound(nameof(Last)) || IsBound(nameof(Start))), "-FromBeginning and -Last or -Start both say where the export begins. Give one of them.", "InvalidTimeRange");
        Refuse(Resume && Force, "-Resume goes on with an export and -Force begins it anew. Give one of them.", "InvalidArgument");
        Refuse(Field.Length > 0 && Format != LogExportFormat.Csv, "-Field names the columns of CSV; every other format holds all fields. Add -Format Csv, or leave -Field out.", "InvalidArgument");
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var folder = GetUnresolvedProviderPathFromPSPath(Path);
        if (!ShouldProcess(folder, $"Export the logs of {Target}"))
        {
            return;
        }

        _exporter = new LogExporter(LogService, CreateOptions(folder));
        _display = new ProgressDisplay(this, $"Export of {Target}");
        ErrorRecord error;
        try
        {
            var export = Wait(_exporter.RunAsync);
            Warn(export);
            WriteObject(export);
            return;
        }
        catch (LogServiceException problem)
        {
            error = ErrorRecords.FromService(problem, Target);
            error.ErrorDetails.RecommendedAction += " What was exported so far is kept: run the same command with -Resume to go on.";
        }
        catch (LogExportException problem)
        {
            error = ErrorRecords.Create(problem, "AliLog." + problem.ErrorId, problem.ErrorId == "ExportExists" ? ErrorCategory.ResourceExists : ErrorCategory.InvalidOperation, folder, problem.Message, problem.Remedy);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            error = ErrorRecords.Create(problem, "AliLog.ExportNotWritten", ErrorCategory.WriteError, folder, problem.Message, "Give this user the right to write there, or make room; then run the same command with -Resume.");
        }
        finally
        {
            _display.Complete();
        }

        WriteError(error);
    }

    /// <inheritdoc/>
    protected override void OnWaiting()
    {
        if (_exporter?.Progress is { Shards: > 0 } progress)
        {
            _display?.Show(string.Create(CultureInfo.InvariantCulture, $"{progress.Logs:N0} logs, {progress.RawBytes / 1e6:N0} MB, {progress.FinishedShards} of {progress.Shards} shards done"), 100 * progress.FinishedShards / progress.Shards);
        }
    }

    private LogExportOptions CreateOptions(string folder) => new()
    {
        ProjectName = ProjectName,
        LogstoreName = LogstoreName,
        Folder = folder,
        Format = Format,
        Compress = Compress,
        Fields = Field,
        Shards = ShardId,
        From = FromBeginning ? CursorPosition.Begin : CursorPosition.At(Range.From),
        To = IsBound(nameof(End)) ? CursorPosition.At(Range.To) : CursorPosition.End,
        Parallelism = ThrottleLimit,
        Existing = Resume ? ExistingExport.Resume : Force ? ExistingExport.Replace : ExistingExport.Refuse,
    };

    private void Warn(LogExport export)
    {
        if (export.Reconciliation == LogExportReconciliation.ServiceHasMore)
        {
            WriteWarning(string.Create(CultureInfo.InvariantCulture, $"{export.Logs} logs of {Target} were exported; the index counts {export.ServiceCount} in the same span of time. The others arrived outside of the exported range or lie in shards that were not exported."));
        }

        if (export.ExtraFields > 0)
        {
            WriteVerbose(string.Create(CultureInfo.InvariantCulture, $"{Target}: {export.ExtraFields} values have no column of their own and are in the column __extra__; name their fields with -Field."));
        }
    }

    private void Refuse(bool condition, string message, string id)
    {
        if (condition)
        {
            ThrowTerminatingError(ErrorRecords.InvalidArgument(new ArgumentException(message), Target, id));
        }
    }
}
