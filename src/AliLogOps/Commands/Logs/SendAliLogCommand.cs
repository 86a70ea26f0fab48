using System.Collections;
using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Errors;
using AliLogOps.Logs;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Send-AliLog: writes texts, hashtables and objects as logs, in batches and while more are coming.</summary>
[Cmdlet(VerbsCommunications.Send, "AliLog", SupportsShouldProcess = true, DefaultParameterSetName = InputSet)]
[OutputType(typeof(LogSendSummary))]
public sealed class SendAliLogCommand : AliLogCommand
{
    private const string InputSet = "InputObject";
    private const string PathSet = "Path";

    private readonly LogBatcher _batcher = new(TimeProvider.System);
    private LogInputReader _reader = null!;
    private LogSender? _sender;
    private bool _confirmed;

    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The project that holds the logstore.")]
    [ValidateProjectName]
    [ArgumentCompleter(typeof(ProjectNameCompleter))]
    public string ProjectName { get; set; } = "";

    [Parameter(Mandatory = true, Position = 1, HelpMessage = "The logstore to write to.")]
    [ValidateLogstoreName]
    [ArgumentCompleter(typeof(LogstoreNameCompleter))]
    public string LogstoreName { get; set; } = "";

    [Parameter(Mandatory = true, ParameterSetName = InputSet, ValueFromPipeline = true, HelpMessage = "Texts, hashtables or objects.")]
    public PSObject[] InputObject { get; set; } = [];

    [Parameter(Mandatory = true, ParameterSetName = PathSet, HelpMessage = "Files, each line of which is a log.")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    [Parameter]
    public SwitchParameter AsJson { get; set; }

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

    [Parameter]
    [ValidateRange(1, 16)]
    public int ThrottleLimit { get; set; } = 4;

    private string Target => $"{ProjectName}/{LogstoreName}";

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if ((LogRules.CheckLabel(nameof(Topic), Topic) ?? LogRules.CheckLabel(nameof(Source), Source) ?? LogRules.CheckHashKey(HashKey)) is { } problem)
        {
            ThrowTerminatingError(ErrorRecords.InvalidArgument(new ArgumentException(problem), Target));
        }

        _reader = new LogInputReader(Topic, Source, ReadTags(), TimeProperty, AsJson, TimeProvider.System);
        _confirmed = ShouldProcess(Target, "Send logs");
        // one shard keeps the order of what reaches it, so what is meant for one goes out in order
        var sideBySide = HashKey is not null && !MyInvocation.BoundParameters.ContainsKey(nameof(ThrottleLimit)) ? 1 : ThrottleLimit;
        _sender = new LogSender(LogService, ProjectName, LogstoreName, HashKey, sideBySide);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == InputSet)
        {
            Array.ForEach(InputObject, Add);
            return;
        }

        foreach (var path in Path)
        {
            SendFile(path);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _batcher.CloseAll();
        SendReady();
        while (_sender!.IsBusy)
        {
            Settle();
        }

        WriteObject(_sender.Summarize());
        base.EndProcessing();
    }

    private void SendFile(string path)
    {
        try
        {
            foreach (var file in GetResolvedProviderPathFromPSPath(path, out _))
            {
                foreach (var line in File.ReadLines(file))
                {
                    Add(line);
                }
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or SessionStateException)
        {
            WriteError(ErrorRecords.Unreadable(problem, "AliLog.FileNotRead", path, "Check the path and the right to read it. Lines before were sent."));
        }
    }

    private void Add(PSObject input)
    {
        try
        {
            _batcher.Add(_reader.Read(input));
        }
        catch (LogRuleException problem)
        {
            _sender!.Keep(input, problem.ErrorId, problem.Message);
            WriteError(ErrorRecords.Create(problem, problem.ErrorId, ErrorCategory.InvalidData, input, problem.Message + " The log was not sent.", problem.Remedy));
        }

        SendReady();
    }

    private void SendReady()
    {
        while (_batcher.TryTake(out var batch))
        {
            if (!_confirmed)
            {
                continue;
            }

            while (_sender!.IsFull)
            {
                Settle();
            }

            // not awaited: the next logs are read while these travel
            Wait(token =>
            {
                _sender.Start(batch, token);
                return Task.CompletedTask;
            });
        }
    }

    // waits for a batch that is on its way; what must fail again for every batch ends the command, after all is given back
    private void Settle()
    {
        if (Wait(_ => _sender!.SettleAsync()) is not { } failure)
        {
            return;
        }

        var record = ErrorRecords.FromService(failure.Problem, Target);
        _sender!.Keep(failure.Batch, record.FullyQualifiedErrorId, failure.Problem.Message);
        record.ErrorDetails = new ErrorDetails(FormattableString.Invariant($"{failure.Batch.Group.Logs.Count} logs were not sent to {Target}: {record.ErrorDetails.Message}"))
        {
            RecommendedAction = record.ErrorDetails.RecommendedAction,
        };
        if (!failure.IsHopeless)
        {
            WriteError(record);
            return;
        }

        KeepRest(record.FullyQualifiedErrorId, failure.Problem.Message);
        WriteObject(_sender.Summarize());
        ThrowTerminatingError(record);
    }

    private void KeepRest(string errorId, string reason)
    {
        while (_sender!.IsBusy)
        {
            if (Wait(_ => _sender.SettleAsync()) is { } other)
            {
                _sender.Keep(other.Batch, errorId, other.Problem.Message);
            }
        }

        _batcher.CloseAll();
        while (_batcher.TryTake(out var batch))
        {
            _sender.Keep(batch, errorId, reason);
        }
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
