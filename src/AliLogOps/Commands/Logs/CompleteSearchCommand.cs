using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Errors;
using AliLogOps.Logs;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Base of the cmdlets whose answers the service may call incomplete: never a silently cut answer.</summary>
public abstract class CompleteSearchCommand : LogRangeCommand
{
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, HelpMessage = "The logstores to look into.")]
    [NameTransformation]
    [ValidateLogstoreName]
    [ArgumentCompleter(typeof(LogstoreNameCompleter))]
    public string[] LogstoreName { get; set; } = [];

    [Parameter(Position = 2)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(QueryFieldCompleter))]
    public string Query { get; set; } = "*";

    [Parameter]
    [ValidateNotNull]
    public string Topic { get; set; } = "";

    [Parameter]
    public SwitchParameter RequireComplete { get; set; }

    private protected void WarnOrEnd(string target, string gap)
    {
        var message = $"The answer from {target} for {Range} is not complete: {gap}.";
        if (RequireComplete)
        {
            ThrowTerminatingError(ErrorRecords.Create(
                new InvalidOperationException(message),
                "AliLog.SearchIncomplete",
                ErrorCategory.ResourceUnavailable,
                target,
                message,
                "Repeat the command, or give a narrower range with -Start and -End; without -RequireComplete the rows found so far are given with a warning."));
        }

        WriteWarning(message);
    }

    /// <summary>Counts hits; the last answer when none was complete. False after an error about the target.</summary>
    private protected bool TryCount(LogQuery query, out LogHistogram histogram)
    {
        var complete = new CompletePage(TimeProvider.System);
        return TryWait(
            $"{query.ProjectName}/{query.LogstoreName}",
            token => complete.FetchAsync(inner => CountAsync(query, inner), answer => answer.IsComplete, token),
            out histogram);
    }

    /// <summary>Counts hits once.</summary>
    private protected Task<LogHistogram> CountAsync(LogQuery query, CancellationToken cancellationToken) =>
        LogService.GetHistogramAsync(query.ProjectName, query.LogstoreName, query.From, query.To, query.Query, query.Topic, cancellationToken);

    private protected LogQuery CreateQuery(string logstoreName) => new()
    {
        ProjectName = ProjectName,
        LogstoreName = logstoreName,
        From = Range.From,
        To = Range.To,
        Query = string.IsNullOrWhiteSpace(Query) ? "*" : Query,
        Topic = Topic,
    };
}
