using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using AliLogOps.Client;
using AliLogOps.Completers;
using AliLogOps.Errors;
using AliLogOps.Logs;
using AliLogOps.Setup.Queries;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Wait-AliLog: a gate for pipelines: waits until logs are there, and ends with an error when they do not come or a bad one does.</summary>
[Cmdlet(VerbsLifecycle.Wait, "AliLog")]
[OutputType(typeof(LogWaitResult))]
[OutputType(typeof(LogEntry))]
public sealed class WaitAliLogCommand : AliLogCommand
{
    private const int Found = 0;
    private const int FailPatternFound = 1;
    private const int TimedOut = 2;
    private const int NotLookedAt = 3;

    private ProgressDisplay? _display;
    private LogWait? _wait;

    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, HelpMessage = "The project that holds the logstore.")]
    [NameTransformation]
    [ValidateProjectName]
    [ArgumentCompleter(typeof(ProjectNameCompleter))]
    public string ProjectName { get; set; } = "";

    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, HelpMessage = "The logstore to look into.")]
    [NameTransformation]
    [ValidateLogstoreName]
    [ArgumentCompleter(typeof(LogstoreNameCompleter))]
    public string LogstoreName { get; set; } = "";

    [Parameter(Position = 2)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(QueryFieldCompleter))]
    public string Query { get; set; } = "*";

    [Parameter]
    [ValidateNotNull]
    public string Topic { get; set; } = "";

    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long Count { get; set; } = 1;

    [Parameter]
    [RegexTransformation]
    public Regex? Pattern { get; set; }

    [Parameter]
    [RegexTransformation]
    public Regex? FailPattern { get; set; }

    [Parameter]
    [LogSpanTransformation]
    public TimeSpan Last { get; set; }

    [Parameter]
    [LogTimeTransformation]
    public DateTimeOffset Start { get; set; }

    [Parameter]
    [LogSpanTransformation]
    [ValidateSpan(MinimumSeconds = 1)]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(5);

    [Parameter]
    [LogSpanTransformation]
    [ValidateSpan(MinimumSeconds = 0.1)]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(2);

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter]
    public SwitchParameter SetExitCode { get; set; }

    private string Target => $"{ProjectName}/{LogstoreName}";

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        Leave(NotLookedAt);
        base.BeginProcessing();
        if (IsBound(nameof(Last)) && IsBound(nameof(Start)))
        {
            Refuse("InvalidTimeRange", "-Last and -Start both say where the range begins. Give one of them.");
        }

        if (LogQueryText.HasCommands(Query))
        {
            Refuse("InvalidQueryString", "Waiting counts the hits of a search; the query has SQL or a script after '|'. Leave the bar and what follows out.");
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var now = DateTimeOffset.UtcNow;
        var query = new LogQuery
        {
            ProjectName = ProjectName,
            LogstoreName = LogstoreName,
            Query = string.IsNullOrWhiteSpace(Query) ? "*" : Query,
            Topic = Topic,
            From = IsBound(nameof(Last)) ? now - Last : IsBound(nameof(Start)) ? Start : now,
        };
        Leave(NotLookedAt);
        _wait = new LogWait(LogService, query, Pattern, FailPattern, Count, TimeProvider.System) { KeepLogs = PassThru };
        _display = new ProgressDisplay(this, $"Waiting for logs in {Target}");
        try
        {
            Wait(token => _wait.RunAsync(Timeout, PollInterval, token));
        }
        catch (LogServiceException problem)
        {
            // terminating, as everything that keeps the gate shut
            ThrowTerminatingError(ErrorRecords.FromService(problem, Target));
        }
        catch (ArgumentException problem)
        {
            ThrowTerminatingError(ErrorRecords.InvalidArgument(problem, Target));
        }
        finally
        {
            _display.Complete();
        }

        Report(query);
    }

    /// <inheritdoc/>
    protected override void OnWaiting()
    {
        if (_wait is { } wait)
        {
            _display?.Show(
                string.Create(CultureInfo.InvariantCulture, $"{wait.Count} of {Count}, {Math.Max(0, (Timeout - wait.Elapsed).TotalSeconds):0} s left"),
                (int)Math.Min(100, 100 * wait.Elapsed / Timeout));
        }
    }

    private void Report(LogQuery query)
    {
        if (_wait!.Failure is { } bad)
        {
            Leave(FailPatternFound);
            ThrowTerminatingError(WaitErrors.FailPattern(bad, FailPattern!, query));
        }

        if (!_wait.IsMet)
        {
            Leave(TimedOut);
            ThrowTerminatingError(WaitErrors.TimedOut(_wait, Timeout, query));
        }

        Leave(Found);
        if (PassThru)
        {
            var builder = new LogEntryBuilder(ProjectName, LogstoreName);
            foreach (var log in _wait.Logs)
            {
                WriteObject(builder.FromRecord(log));
            }

            return;
        }

        WriteObject(new LogWaitResult
        {
            ProjectName = ProjectName,
            LogstoreName = LogstoreName,
            Query = query.Query,
            Count = _wait.Count,
            Wanted = Count,
            Elapsed = _wait.Elapsed,
            Start = query.From,
        });
    }

    private void Leave(int exitCode)
    {
        if (SetExitCode)
        {
            SessionState.PSVariable.Set("global:LASTEXITCODE", exitCode);
        }
    }

    private void Refuse(string id, string message) => ThrowTerminatingError(ErrorRecords.InvalidArgument(new ArgumentException(message), Target, id));

    private bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);
}
