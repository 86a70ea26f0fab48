using AliLogOps.Client;
using AliLogOps.Setup.Queries;

namespace AliLogOps.Logs;

/// <summary>
/// A search that begins page by page, so that the first rows come at once, and goes on in several stretches side by side when the
/// result is large. Rows keep the order they would have had.
/// </summary>
internal sealed class PlannedSearch : IDisposable
{
    private readonly LogQuery _query;
    private readonly Func<LogQuery, CancellationToken, Task<LogPage>> _fetch;
    private readonly Func<LogQuery, CancellationToken, Task<LogHistogram>> _count;
    private readonly TimeProvider _time;
    private readonly int _sideBySide;
    private readonly LogSearch _first;
    private readonly CancellationTokenSource _stop = new();
    private readonly Queue<(LogQuery Query, long Hits)> _toCome = new();
    private readonly Queue<(LogSearch Search, long Hits, Task<List<LogPage>> Pages)> _running = new();
    private readonly Queue<LogPage> _ready = new();
    private bool _mayPlan;
    private bool _planned;
    private long _remaining;
    private long _underway;

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
        _first = new LogSearch(query, skip, first, fetch, time);
        _remaining = (long)Math.Min(first, long.MaxValue);
        _mayPlan = sideBySide > 1 && skip == 0 && first >= SearchPlan.WorthPlanning && !LogQueryText.HasSql(query.Query);
    }

    public long Rows { get; private set; }

    public long TotalRows => _planned ? Rows : _first.TotalRows;

    public int Pages { get; private set; }

    public int Repeats { get; private set; }

    public string? Gap { get; private set; }

    /// <summary>The next page's rows, or null after the last one.</summary>
    public async Task<LogPage?> NextAsync(CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(static stop => ((CancellationTokenSource)stop!).Cancel(), _stop).ConfigureAwait(false);
        if (_mayPlan && _first.Pages == 1)
        {
            _mayPlan = false;
            await PlanAsync(cancellationToken).ConfigureAwait(false);
        }

        var page = _planned ? await NextPlannedAsync(cancellationToken).ConfigureAwait(false) : await _first.NextAsync(cancellationToken).ConfigureAwait(false);
        if (!_planned)
        {
            (Pages, Repeats, Gap) = (_first.Pages, _first.Repeats, _first.Gap);
            _mayPlan &= page is { Logs.Count: LogSearch.PageSize, HasSql: false } && Gap is null;
        }

        Rows += page?.Logs.Count ?? 0;
        return page;
    }

    /// <summary>Gives up what is still being fetched.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        foreach (var (_, _, pages) in _running)
        {
            // whatever becomes of it, nobody asks any more
            _ = pages.ContinueWith(static done => done.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        _stop.Dispose();
    }

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

        if (SearchPlan.Make(_query, counted) is not { } stretches)
        {
            return;
        }

        _planned = true;
        _remaining -= Rows;
        foreach (var stretch in stretches)
        {
            _toCome.Enqueue(stretch);
        }

        // the first page is told already: it lies at the begin of the first stretch, or fills some short ones and reaches into the next
        var told = Rows;
        while (_toCome.TryDequeue(out var stretch))
        {
            if (stretch.Hits > told)
            {
                Start(stretch.Query, stretch.Hits - told, (ulong)told);
                return;
            }

            told -= stretch.Hits;
        }
    }

    private async Task<LogPage?> NextPlannedAsync(CancellationToken cancellationToken)
    {
        while (_ready.Count == 0)
        {
            // no more than what is wanted; should a stretch hold less than was counted, the next one follows
            while (_running.Count < _sideBySide && _underway < _remaining && _toCome.TryDequeue(out var stretch))
            {
                Start(stretch.Query, stretch.Hits, 0);
            }

            if (_remaining <= 0 || !_running.TryPeek(out var head))
            {
                return null;
            }

            var pages = await head.Pages.WaitAsync(cancellationToken).ConfigureAwait(false);
            _running.Dequeue();
            _underway -= head.Hits;
            Pages += head.Search.Pages;
            Repeats += head.Search.Repeats;
            if (head.Search.Gap is { } gap)
            {
                Gap ??= $"in the stretch {new LogRange(head.Search.From, head.Search.To)}, {gap}";
            }

            pages.ForEach(_ready.Enqueue);
        }

        var page = _ready.Dequeue();
        if (page.Logs.Count > _remaining)
        {
            page = page with { Logs = [.. page.Logs.Take((int)_remaining)] };
            _ready.Clear();
        }

        _remaining -= page.Logs.Count;
        return _remaining >= 0 && page.Logs.Count > 0 ? page : null;
    }

    private void Start(LogQuery stretch, long hits, ulong skip)
    {
        var search = new LogSearch(stretch, skip, ulong.MaxValue, _fetch, _time);
        _underway += hits;
        _running.Enqueue((search, hits, ReadAllAsync(search, _stop.Token)));
    }

    private static async Task<List<LogPage>> ReadAllAsync(LogSearch search, CancellationToken cancellationToken)
    {
        var pages = new List<LogPage>();
        while (await search.NextAsync(cancellationToken).ConfigureAwait(false) is { } page)
        {
            pages.Add(page);
        }

        return pages;
    }
}
