using System.Collections;
using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Errors;
using AliLogOps.Logs;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Send-AliLog: writes texts, hashtables and objects as logs, in batches and while more are coming.</summary>
[Cmdlet(VerbsCommunications.Send, "AliLog", SupportsShouldProcess = true)]
[OutputType(typeof(LogSendSummary))]
public sealed class SendAliLogCommand : AliLogCommand
{
    private readonly LogBatcher _batcher = new(TimeProvider.System);
    private LogInputReader _reader = null!;
    private LogSender? _sender;
    private bool _confirmed;
    private long _refused;

    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The project that holds the logstore.")]
    [ValidateProjectName]
    [ArgumentCompleter(typeof(ProjectNameCompleter))]
    public string ProjectName { get; set; } = "";

    [Parameter(Mandatory = true, Position = 1, HelpMessage = "The logstore to write to.")]
    [ValidateLogstoreName]
    [ArgumentCompleter(typeof(LogstoreNameCompleter))]
    public string LogstoreName { get; set; } = "";

    [Parameter(Mandatory = true, ValueFromPipeline = true, HelpMessage = "Texts, hashtables or objects.")]
    public PSObject[] InputObject { get; set; } = [];

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TimeProperty { get; set; }

    [Parameter]
    [AllowEmptyString]
    public string? Topic { get; set; }

    [Parameter]
    [AllowEmptyString]
    public string? Source { get; set; }

    [Parameter]
    [ValidateNotNull]
    public IDictionary Tag { get; set; } = new Hashtable();

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? HashKey { get; set; }

    private string Target => $"{ProjectName}/{LogstoreName}";

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if ((LogRules.CheckLabel(nameof(Topic), Topic) ?? LogRules.CheckLabel(nameof(Source), Source) ?? LogRules.CheckHashKey(HashKey)) is { } problem)
        {
            ThrowTerminatingError(ErrorRecords.InvalidArgument(new ArgumentException(problem), Target));
        }

        _reader = new LogInputReader(Topic, Source, ReadTags(), TimeProperty, TimeProvider.System);
        _confirmed = ShouldProcess(Target, "Send logs");
        _sender = new LogSender(LogService, ProjectName, LogstoreName, HashKey);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var input in InputObject)
        {
            try
            {
                _batcher.Add(_reader.Read(input));
            }
            catch (LogRuleException problem)
            {
                _refused++;
                WriteError(ErrorRecords.Create(problem, problem.ErrorId, ErrorCategory.InvalidData, input, problem.Message + " The log was not sent.", problem.Remedy));
            }

            SendReady();
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _batcher.CloseAll();
        SendReady();
        Settle();
        WriteObject(_sender!.Summarize(_refused));
    }

    private void SendReady()
    {
        while (_batcher.TryTake(out var batch))
        {
            if (_confirmed)
            {
                Settle();
                // not awaited: the next logs are read while these travel
                Wait(token =>
                {
                    _sender!.Start(batch, token);
                    return Task.CompletedTask;
                });
            }
        }
    }

    // waits for the batch that is on its way; what must fail again for every batch ends the command
    private void Settle()
    {
        if (Wait(_ => _sender!.SettleAsync()) is not { } failure)
        {
            return;
        }

        var record = ErrorRecords.FromService(failure.Problem, Target);
        record.ErrorDetails = new ErrorDetails(FormattableString.Invariant($"{failure.Logs} logs were not sent to {Target}: {record.ErrorDetails.Message}"))
        {
            RecommendedAction = record.ErrorDetails.RecommendedAction,
        };
        if (failure.IsHopeless)
        {
            ThrowTerminatingError(record);
        }

        WriteError(record);
    }

    private IReadOnlyList<KeyValuePair<string, string>> ReadTags()
    {
        try
        {
            return LogLabels.ReadTags(Tag);
        }
        catch (LogRuleException problem)
        {
            ThrowTerminatingError(ErrorRecords.Create(problem, problem.ErrorId, ErrorCategory.InvalidArgument, Tag, problem.Message, problem.Remedy));
            return [];
        }
    }
}
