using AliLogOps.Client;
using AliLogOps.Setup.Queries;

namespace AliLogOps.Logs;

/// <summary>
/// A search that begins page by page, so that the first rows come at once, and goes on with several pages side by side when the result is
/// large. Rows keep the order they would have had.
/// </summary>
internal sealed class PlannedSearch : IDisposable
{
    private readonly LogQuery _query;
    private readonly Func<LogQuery, CancellationToken, Task<LogPage>> _fetch;
    private readonly Func<LogQuery, CancellationToken, Task<LogHistogram>> _count;
    private readonly TimeProvider _time;
    private readonly int _sideBySide;
    private readonly ulong _skip;
    private readonly ulong _wanted;
    private readonly LogSearch _first;
    private SearchAhead? _ahead;
    private IReadOnlyList<LogRecord> _told = [];
    private bool _mayPlan;

    public PlannedSearch(
        LogQuery query,
        ulong skip,
        ulong first,
        int sideBySide,
        Func<LogQuery, CancellationToken, Task<LogPage>> fetch,
        Func<LogQuery, CancellationToken, Task<LogHistogram>> count,
        TimeProvider time)
    {
        _query = query;
        _fetch = fetch;
        _count = count;
        _time = time;
        _sideBySide = sideBySide;
        _skip = Math.Min(skip, long.MaxValue);
        _wanted = Math.Min(first, long.MaxValue);
        _first = new LogSearch(query, skip, first, fetch, time);
        _mayPlan = sideBySide > 1 && first >= SearchPlan.WorthPlanning && !LogQueryText.HasCommands(query.Query);
    }

    /// <summary>Rows delivered so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Rows there will be, as counted for the plan; null where nothing was counted.</summary>
    public long? ExpectedRows { get; private set; }

    /// <summary>Rows of an SQL result before the window was cut out of it; otherwise <see cref="Rows"/>.</summary>
    public long TotalRows => _ahead is null ? _first.TotalRows : Rows;

    /// <summary>Pages used so far, repeats not counted.</summary>
    public int Pages => _first.Pages + (_ahead?.Pages ?? 0);

    /// <summary>Requests that were sent again because their answer was incomplete.</summary>
    public int Repeats => _first.Repeats + (_ahead?.Repeats ?? 0);

    /// <summary>Null while every page was complete, else one sentence that says where something may be missing.</summary>
    public string? Gap => _first.Gap ?? _ahead?.Gap;

    /// <summary>The next page's rows, or null after the last one.</summary>
    public async Task<LogPage?> NextAsync(CancellationToken cancellationToken)
    {
        if (_mayPlan && _first.Pages == 1)
        {
            _mayPlan = false;
            await PlanAsync(cancellationToken).ConfigureAwait(false);
        }

        LogPage? page;
        if (_ahead is null)
        {
            page = await _first.NextAsync(cancellationToken).ConfigureAwait(false);
            _told = page?.Logs ?? [];
            _mayPlan &= page is { Logs.Count: LogSearch.PageSize, HasSql: false } && Gap is null;
        }
        else
        {
            page = await _ahead.NextAsync(cancellationToken).ConfigureAwait(false);
        }

        Rows += page?.Logs.Count ?? 0;
        return page;
    }

    /// <summary>Gives up what is still being fetched.</summary>
    public void Dispose() => _ahead?.Dispose();

    private async Task PlanAsync(CancellationToken cancellationToken)
    {
        LogHistogram counted;
        try
        {
            counted = await _count(_query, cancellationToken).ConfigureAwait(false);
        }
        catch (LogServiceException)
        {
            // page by page gives the same rows
            return;
        }

        // rows to skip may reach over stretches, and only the whole says where they end
        if (_skip > 0 && counted.Total > 0)
        {
            counted = counted with { Buckets = [] };
        }

        if (SearchPlan.Make(_query, counted) is { } stretches)
        {
            ExpectedRows = Math.Min(Math.Max(0, counted.Total - (long)_skip), (long)_wanted);
            // the first page is told already, and its rows may be of more stretches than one
            foreach (var stretch in stretches)
            {
                stretch.Asked = stretches.Count == 1 ? (long)_skip + Rows : _told.LongCount(stretch.Holds);
            }

            _ahead = new SearchAhead(stretches, (long)_wanted - Rows, _sideBySide, _fetch, _time);
        }
    }
}
