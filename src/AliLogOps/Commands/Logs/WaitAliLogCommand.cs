using System.Diagnostics;
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
    private static readonly TimeSpan s_indexDelay = TimeSpan.FromSeconds(75);

    private ProgressDisplay? _display;
    private LogWait? _wait;
    private Stopwatch? _clock;

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

    private string Target => $"{ProjectName}/{LogstoreName}";

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (IsBound(nameof(Last)) && IsBound(nameof(Start)))
        {
            End("AliLog.InvalidTimeRange", ErrorCategory.InvalidArgument, "-Last and -Start both say where the range begins. Give one of them.", "Leave one of them out.");
        }

        if (LogQueryText.HasSql(Query))
        {
            End("AliLog.InvalidQueryString", ErrorCategory.InvalidArgument, "Waiting counts the hits of a search; the query has an SQL part after '|'.", "Leave the bar and what follows out.");
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _clock = Stopwatch.StartNew();
        var now = DateTimeOffset.UtcNow;
        var query = new LogQuery
        {
            ProjectName = ProjectName,
            LogstoreName = LogstoreName,
            Query = string.IsNullOrWhiteSpace(Query) ? "*" : Query,
            Topic = Topic,
            From = IsBound(nameof(Last)) ? now - Last : IsBound(nameof(Start)) ? Start : now,
        };
        _wait = new LogWait(LogService, query, Pattern, FailPattern, Count, TimeProvider.System) { KeepLogs = PassThru };
        _display = new ProgressDisplay(this, $"Waiting for logs in {Target}");
        try
        {
            Wait(WaitAsync);
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
        if (_wait is { } wait && _clock is { } clock)
        {
            _display?.Show(
                string.Create(CultureInfo.InvariantCulture, $"{wait.Count} of {Count}, {Timeout.TotalSeconds - clock.Elapsed.TotalSeconds:0} s left"),
                (int)Math.Min(100, 100 * clock.Elapsed / Timeout));
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await _wait!.LookAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (LogServiceException problem) when (MayPass(problem))
            {
                // looked at again until the time is over
            }

            var left = Timeout - _clock!.Elapsed;
            if (_wait!.IsMet || _wait.Failure is not null || left <= TimeSpan.Zero)
            {
                return;
            }

            await Task.Delay(left < PollInterval ? left : PollInterval, cancellationToken).ConfigureAwait(false);
        }
    }

    // an outage may be over in time, and a new index takes up to a minute to work (Log Service API: CreateIndex)
    private bool MayPass(LogServiceException problem) =>
        _clock!.Elapsed < Timeout
        && (problem.Kind is ErrorKind.Unavailable or ErrorKind.Throttled or ErrorKind.Timeout or ErrorKind.Connection
            || (problem.MissingResource == MissingResource.Index && _clock.Elapsed < s_indexDelay));

    private void Report(LogQuery query)
    {
        var builder = new LogEntryBuilder(ProjectName, LogstoreName);
        if (_wait!.Failure is { } bad)
        {
            var value = bad.Fields.First(field => FailPattern!.IsMatch(field.Value));
            End(
                "AliLog.WaitFailPattern",
                ErrorCategory.InvalidResult,
                string.Create(CultureInfo.InvariantCulture, $"A log of {Target} matches -FailPattern '{FailPattern}' in its field '{value.Key}' ({bad.Time?.ToLocalTime():yyyy-MM-dd HH:mm:sszzz}, {bad.Source}): {Shorten(value.Value)}"),
                $"Look at what came around it: Search-AliLog {ProjectName} {LogstoreName}.");
        }

        if (!_wait.IsMet)
        {
            End(
                "AliLog.WaitTimeout",
                ErrorCategory.OperationTimeout,
                string.Create(CultureInfo.InvariantCulture, $"{_wait.Count} of {Count} logs came within {Timeout.TotalSeconds:0} s for '{query.Query}'{(Pattern is null ? "" : $" and -Pattern '{Pattern}'")} in {Target}, from {query.From.ToLocalTime():yyyy-MM-dd HH:mm:sszzz} on."),
                "Check query and -Start (logs from before the command count only with -Start or -Last), give more time with -Timeout, or find the broken hop with Get-AliMachineGroupStatus.");
        }

        if (PassThru)
        {
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
            Elapsed = _clock!.Elapsed,
            Start = query.From,
        });
    }

    // terminating, so that pwsh -File, -Command and the runner end with exit code 1
    private void End(string id, ErrorCategory category, string message, string remedy) =>
        ThrowTerminatingError(ErrorRecords.Create(new InvalidOperationException(message), id, category, Target, message, remedy));

    private static string Shorten(string text) => text.Length <= 300 ? text : text[..300] + "…";

    private bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);
}
