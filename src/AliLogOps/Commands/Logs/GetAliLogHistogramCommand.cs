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
        if (LogQueryText.HasCommands(Query))
        {
            ThrowTerminatingError(ErrorRecords.InvalidArgument(
                new ArgumentException("A histogram counts the hits of a search; the query has SQL or a script after '|'. Leave the bar and what follows out, or use Search-AliLog."), Query, "InvalidQueryString"));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var logstore in LogstoreName)
        {
            var query = CreateQuery(logstore);
            if (!TryCount(query, out var histogram))
            {
                continue;
            }

            if (!histogram.IsComplete)
            {
                WarnOrEnd($"{ProjectName}/{logstore}", FormattableString.Invariant($"the service still called its counts incomplete after {CompletePage.MaximumAttempts} tries"));
            }

            foreach (var bucket in histogram.Buckets)
            {
                WriteObject(bucket);
            }
        }
    }
}
