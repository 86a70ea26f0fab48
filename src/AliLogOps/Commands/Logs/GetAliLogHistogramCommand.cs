using System.Management.Automation;
using AliLogOps.Errors;
using AliLogOps.Logs;
using AliLogOps.Setup.Queries;

namespace AliLogOps.Commands;

/// <summary>Get-AliLogHistogram: how the hits of a search are spread over the range.</summary>
[Cmdlet(VerbsCommon.Get, "AliLogHistogram")]
[OutputType(typeof(LogHistogramBucket))]
public sealed class GetAliLogHistogramCommand : CompleteSearchCommand
{
    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (LogQueryText.HasSql(Query))
        {
            ThrowTerminatingError(ErrorRecords.InvalidArgument(
                new ArgumentException("A histogram counts the hits of a search; the query has an SQL part after '|'. Leave the bar and what follows out, or use Search-AliLog."), Query, "InvalidQueryString"));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var query = CreateQuery();
        var complete = new CompletePage(TimeProvider.System);
        if (!TryWait(
            Target,
            token => complete.FetchAsync(inner => LogService.GetHistogramAsync(query.ProjectName, query.LogstoreName, query.From, query.To, query.Query, query.Topic, inner), answer => answer.IsComplete, token),
            out var histogram))
        {
            return;
        }

        if (!histogram.IsComplete)
        {
            WarnOrEnd(FormattableString.Invariant($"the service still called its counts incomplete after {CompletePage.MaximumAttempts} tries"));
        }

        foreach (var bucket in histogram.Buckets)
        {
            WriteObject(bucket);
        }
    }
}
