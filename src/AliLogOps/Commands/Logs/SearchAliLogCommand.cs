using System.Management.Automation;
using AliLogOps.Logs;
using AliLogOps.Setup.Queries;

namespace AliLogOps.Commands;

/// <summary>Search-AliLog: finds logs by search text, or rows by SQL.</summary>
[Cmdlet(VerbsCommon.Search, "AliLog", SupportsPaging = true)]
[OutputType(LogEntryBuilder.EntryTypeName, LogEntryBuilder.RowTypeName)]
public sealed class SearchAliLogCommand : CompleteSearchCommand
{
    [Parameter]
    public LogOrder Order { get; set; } = LogOrder.Newest;

    [Parameter]
    public SwitchParameter PowerSql { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var target = Target;
        var query = CreateQuery() with { Reverse = Order == LogOrder.Newest, PowerSql = PowerSql };
        var search = new LogSearch(query, PagingParameters.Skip, PagingParameters.First, LogService.GetLogsAsync, TimeProvider.System);
        if (PagingParameters.IncludeTotalCount && !LogQueryText.HasSql(query.Query) && !WriteTotal(query))
        {
            return;
        }

        var builder = new LogEntryBuilder(ProjectName, LogstoreName);
        var total = PagingParameters.IncludeTotalCount && LogQueryText.HasSql(query.Query);
        var warned = false;
        while (TryWait(target, search.NextAsync, out var page))
        {
            // before the rows, so that a pipeline that stops after the first of them has been told
            if (search.Gap is { } gap && !warned)
            {
                warned = true;
                WarnOrEnd(gap);
            }

            if (page is null)
            {
                WriteVerbose(FormattableString.Invariant($"{target}: {search.Rows} rows in {search.Pages} pages, {search.Repeats} requests repeated, {(search.Gap is null ? "complete" : "not complete")}."));
                return;
            }

            if (total)
            {
                total = false;
                WriteObject(PagingParameters.NewTotalCount((ulong)search.TotalRows, search.Gap is null ? 1.0 : 0.5));
            }

            foreach (var record in page.Logs)
            {
                WriteObject(page.HasSql ? builder.FromRow(record, page.Keys) : builder.FromRecord(record));
            }
        }
    }

    // the histogram counts what the search finds, whatever its paging
    private bool WriteTotal(LogQuery query)
    {
        var complete = new CompletePage(TimeProvider.System);
        if (!TryWait(
            Target,
            token => complete.FetchAsync(inner => LogService.GetHistogramAsync(query.ProjectName, query.LogstoreName, query.From, query.To, query.Query, query.Topic, inner), answer => answer.IsComplete, token),
            out var histogram))
        {
            return false;
        }

        WriteObject(PagingParameters.NewTotalCount((ulong)histogram.Total, histogram.IsComplete ? 1.0 : 0.5));
        return true;
    }
}
