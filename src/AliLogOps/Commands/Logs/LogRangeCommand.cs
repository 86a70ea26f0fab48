using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Errors;
using AliLogOps.Logs;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Base of the cmdlets that look at the logs of a project within a range of time. The range is fixed once per call.</summary>
public abstract class LogRangeCommand : AliLogCommand
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, HelpMessage = "The project that holds the logstore.")]
    [NameTransformation]
    [ValidateProjectName]
    [ArgumentCompleter(typeof(ProjectNameCompleter))]
    public string ProjectName { get; set; } = "";

    [Parameter]
    [LogSpanTransformation]
    public TimeSpan Last { get; set; }

    [Parameter]
    [LogTimeTransformation]
    public DateTimeOffset Start { get; set; }

    [Parameter]
    [LogTimeTransformation]
    public DateTimeOffset End { get; set; }

    /// <summary>The range, the same for every target of the call.</summary>
    private protected LogRange Range { get; private set; }

    protected bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (IsBound(nameof(Last)) && IsBound(nameof(Start)))
        {
            ThrowInvalidRange("-Last and -Start both say where the range begins. Give one of them; -Last goes together with -End.");
        }

        Range = LogRange.Resolve(
            IsBound(nameof(Last)) ? Last : null,
            IsBound(nameof(Start)) ? Start : null,
            IsBound(nameof(End)) ? End : null,
            DateTimeOffset.UtcNow);
        if (Range.Problem is { } problem)
        {
            ThrowInvalidRange(problem);
        }
    }

    private void ThrowInvalidRange(string message) =>
        ThrowTerminatingError(ErrorRecords.InvalidArgument(new ArgumentException(message), Range.ToString(), "InvalidTimeRange"));
}
