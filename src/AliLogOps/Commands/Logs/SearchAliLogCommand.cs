using System.Globalization;
using System.Management.Automation;
using AliLogOps.Logs;
using AliLogOps.Setup.Queries;

namespace AliLogOps.Commands;

/// <summary>Search-AliLog: finds logs by search text (also led through an SPL script), or rows by SQL; those of several logstores come merged by time.</summary>
[Cmdlet(VerbsCommon.Search, "AliLog", SupportsPaging = true)]
[OutputType(typeof(LogEntry), typeof(LogQueryRow))]
public sealed class SearchAliLogCommand : CompleteSearchCommand
{
    private SearchStatus? _status;

    [Parameter]
    public LogOrder Order { get; set; } = LogOrder.Newest;

    [Parameter]
    public SwitchParameter PowerSql { get; set; }

    [Parameter]
    public SwitchParameter IncludePackId { get; set; }

    [Parameter]
    [ValidateRange(1, 32)]
    public int ThrottleLimit { get; set; } = 8;

    private bool IsSql => LogQueryText.HasSql(Query);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (LogstoreName.Length > 1 && !IsSql)
        {
            SearchMerged();
            return;
        }

        foreach (var logstore in LogstoreName)
        {
            SearchOne(logstore);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _status?.Complete();
        base.EndProcessing();
    }

    /// <inheritdoc/>
    protected override void OnWaiting() => _status?.Show();

    private void SearchOne(string logstore)
    {
        if (PagingParameters.IncludeTotalCount && !IsSql && !WriteTotal([logstore]))
        {
            return;
        }

        var builder = new LogEntryBuilder(ProjectName, logstore);
        var total = PagingParameters.IncludeTotalCount && IsSql;
        var warned = false;
        using var search = CreateSearch(logstore, PagingParameters.Skip, PagingParameters.First);
        while (TryNext(logstore, search, ref warned, out var page))
        {
            if (page is null)
            {
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

    // one row of each logstore is at hand, and the one whose turn it is goes out
    private void SearchMerged()
    {
        if (PagingParameters.IncludeTotalCount && !WriteTotal(LogstoreName))
        {
            return;
        }

        var skip = PagingParameters.Skip;
        var first = PagingParameters.First;
        var wanted = first > ulong.MaxValue - skip ? ulong.MaxValue : first + skip;
        StoreRows[] stores = [.. LogstoreName.Distinct(StringComparer.Ordinal).Select(name => new StoreRows(name, CreateSearch(name, 0, wanted), Order == LogOrder.Newest))];
        var builders = stores.ToDictionary(store => store, store => new LogEntryBuilder(ProjectName, store.LogstoreName));
        var warned = new bool[stores.Length];
        try
        {
            while (first > 0)
            {
                for (var index = 0; index < stores.Length; index++)
                {
                    while (stores[index].IsHungry)
                    {
                        stores[index].Give(TryNext(stores[index].LogstoreName, stores[index].Search, ref warned[index], out var page) ? page : null);
                    }
                }

                StoreRows? next = null;
                foreach (var store in stores.Where(store => !store.HasEnded))
                {
                    next = next is null || store.ComesBefore(next) ? store : next;
                }

                if (next is null)
                {
                    return;
                }

                var record = next.Take();
                if (skip > 0)
                {
                    skip--;
                    continue;
                }

                first--;
                WriteObject(builders[next].FromRecord(record));
            }
        }
        finally
        {
            Array.ForEach(stores, store => store.Dispose());
        }
    }

    // false after an error; a null page after the last one
    private bool TryNext(string logstore, PlannedSearch search, ref bool warned, out LogPage? page)
    {
        var target = $"{ProjectName}/{logstore}";
        _status ??= new SearchStatus(new ProgressDisplay(this, $"Search in {ProjectName}"));
        _status.Note(search);
        if (!TryWait(target, search.NextAsync, out page))
        {
            return false;
        }

        if (page is not null)
        {
            _status.Show();
        }


        // before the rows, so that a pipeline that stops after the first of them has been told
        if (search.Gap is { } gap && !warned)
        {
            warned = true;
            WarnOrEnd(target, gap);
        }

        if (page is null)
        {
            WriteVerbose(string.Create(CultureInfo.InvariantCulture, $"{target}: {search.Rows} rows in {search.Pages} pages, {search.Repeats} requests repeated, {(search.Gap is null ? "complete" : "not complete")}."));
        }

        return true;
    }

    private PlannedSearch CreateSearch(string logstore, ulong skip, ulong first)
    {
        var query = CreateQuery(logstore) with { Reverse = Order == LogOrder.Newest, PowerSql = PowerSql };
        if (IncludePackId && !IsSql && LogQueryText.SearchPart(query.Query) == query.Query)
        {
            query = query with { Query = query.Query + " |with_pack_meta" };
        }

        return new PlannedSearch(query, skip, first, ThrottleLimit, LogService.GetLogsAsync, CountAsync, TimeProvider.System);
    }

    // the histogram counts what the search finds, whatever its paging; what a script leaves of it nobody knows before
    private bool WriteTotal(string[] logstores)
    {
        if (LogQueryText.HasScript(Query))
        {
            WriteObject(PagingParameters.NewTotalCount(0, 0.0));
            return true;
        }

        var total = 0UL;
        var complete = true;
        foreach (var logstore in logstores)
        {
            if (!TryCount(CreateQuery(logstore), out var histogram))
            {
                return false;
            }

            total += (ulong)histogram.Total;
            complete &= histogram.IsComplete;
        }

        WriteObject(PagingParameters.NewTotalCount(total, complete ? 1.0 : 0.5));
        return true;
    }
}
