using System.Management.Automation;
using AliLogOps.Errors;
using AliLogOps.Logs;

namespace AliLogOps.Commands;

/// <summary>Base of the cmdlets whose answers the service may call incomplete: never a silently cut answer.</summary>
public abstract class CompleteSearchCommand : LogRangeCommand
{
    [Parameter(Position = 2)]
    [AllowEmptyString]
    public string Query { get; set; } = "*";

    [Parameter]
    [ValidateNotNull]
    public string Topic { get; set; } = "";

    [Parameter]
    public SwitchParameter RequireComplete { get; set; }

    private protected void WarnOrEnd(string gap)
    {
        var message = $"The answer from {Target} for {Range} is not complete: {gap}.";
        if (RequireComplete)
        {
            ThrowTerminatingError(ErrorRecords.Create(
                new InvalidOperationException(message),
                "AliLog.SearchIncomplete",
                ErrorCategory.ResourceUnavailable,
                Target,
                message,
                "Repeat the command, or give a narrower range with -Start and -End; without -RequireComplete the rows found so far are given with a warning."));
        }

        WriteWarning(message);
    }

    private protected LogQuery CreateQuery() => new()
    {
        ProjectName = ProjectName,
        LogstoreName = LogstoreName,
        From = Range.From,
        To = Range.To,
        Query = string.IsNullOrWhiteSpace(Query) ? "*" : Query,
        Topic = Topic,
    };
}
