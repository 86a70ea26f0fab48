using System.Management.Automation;
using AliLogOps.Client;
using AliLogOps.Completers;
using AliLogOps.Logs;
using AliLogOps.Setup.Queries;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Test-AliLogQuery: what is wrong with a query, before it is sent: against the index of a logstore, or one that is given.</summary>
[Cmdlet(VerbsDiagnostic.Test, "AliLogQuery", DefaultParameterSetName = ServiceSet)]
[OutputType(typeof(CheckResult), typeof(bool))]
public sealed class TestAliLogQueryCommand : AliLogCommand
{
    private const string ServiceSet = "Logstore";
    private const string OfflineSet = "Index";

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ServiceSet, ValueFromPipelineByPropertyName = true, HelpMessage = "The project that holds the logstore.")]
    [NameTransformation]
    [ValidateProjectName]
    [ArgumentCompleter(typeof(ProjectNameCompleter))]
    public string ProjectName { get; set; } = "";

    [Parameter(Mandatory = true, Position = 1, ParameterSetName = ServiceSet, ValueFromPipelineByPropertyName = true, HelpMessage = "The logstore the query is for.")]
    [NameTransformation]
    [ValidateLogstoreName]
    [ArgumentCompleter(typeof(LogstoreNameCompleter))]
    public string LogstoreName { get; set; } = "";

    [Parameter(Mandatory = true, ParameterSetName = OfflineSet, HelpMessage = "The index, as Get-AliLogIndex gives it; nothing is asked of the service.")]
    [ValidateNotNull]
    public LogIndex? Index { get; set; }

    [Parameter(Mandatory = true, Position = 2, HelpMessage = "The query: search, or search and SQL with a bar between.")]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(QueryFieldCompleter))]
    public string Query { get; set; } = "*";

    [Parameter(ParameterSetName = OfflineSet)]
    [ValidateRange(1, 3650)]
    public int TtlDays { get; set; }

    [Parameter]
    [LogSpanTransformation]
    public TimeSpan Last { get; set; }

    [Parameter]
    [LogTimeTransformation]
    public DateTimeOffset Start { get; set; }

    [Parameter]
    [LogTimeTransformation]
    public DateTimeOffset End { get; set; }

    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (ParameterSetName == ServiceSet)
        {
            base.BeginProcessing();
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var input = new QueryCheckInput { Query = Query, Index = Index, TtlDays = IsBound(nameof(TtlDays)) ? TtlDays : null };
        if (ParameterSetName == ServiceSet)
        {
            if (!TryWait($"{ProjectName}/{LogstoreName}", ReadLogstoreAsync, out var known))
            {
                return;
            }

            input = input with { Index = known.Index, TtlDays = known.Logstore.TtlDays, Mode = known.Logstore.Mode };
        }

        if (IsBound(nameof(Last)) || IsBound(nameof(Start)) || IsBound(nameof(End)))
        {
            var range = LogRange.Resolve(
                IsBound(nameof(Last)) ? Last : null,
                IsBound(nameof(Start)) ? Start : null,
                IsBound(nameof(End)) ? End : null,
                input.Now);
            input = input with { From = range.From, To = range.To };
        }

        var results = QueryChecks.Run(input).ToArray();
        if (Quiet)
        {
            WriteObject(!Array.Exists(results, result => result.Status == CheckStatus.Fail));
            return;
        }

        WriteObject(results, enumerateCollection: true);
    }

    private async Task<(Logstore Logstore, LogIndex? Index)> ReadLogstoreAsync(CancellationToken cancellationToken)
    {
        var logstore = await LogService.GetLogstoreAsync(ProjectName, LogstoreName, cancellationToken).ConfigureAwait(false);
        try
        {
            return (logstore, await LogService.GetIndexAsync(ProjectName, LogstoreName, cancellationToken).ConfigureAwait(false));
        }
        catch (LogServiceException problem) when (problem.MissingResource == MissingResource.Index)
        {
            // that is one of the findings
            return (logstore, null);
        }
    }

    private bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);
}
