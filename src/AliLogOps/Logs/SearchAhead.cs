using System.Globalization;
using AliLogOps.Client;

namespace AliLogOps.Logs;

/// <summary>
/// Asks for the pages of counted stretches side by side and gives them in order. A stretch ends, as every search, only on an empty page
/// that the service calls complete; one that holds other rows than were counted is read on page by page.
/// </summary>
internal sealed class SearchAhead : IDisposable
{
    private readonly Func<LogQuery, CancellationToken, Task<LogPage>> _fetch;
    private readonly TimeProvider _time;
    private readonly int _sideBySide;
    private readonly CancellationTokenSource _stop = new();
    private readonly Queue<SearchStretch> _toCome;
    private readonly Queue<AskedPage> _underway = new();
    private LogSearch? _rest;
    private long _remaining;
    private long _expected;

    public SearchAhead(IEnumerable<SearchStretch> stretches, long wanted, int sideBySide, Func<LogQuery, CancellationToken, Task<LogPage>> fetch, TimeProvider time)
    {
        _toCome = new(stretches);
        _remaining = wanted;
        _sideBySide = sideBySide;
        _fetch = fetch;
        _time = time;
    }

    /// <summary>Pages used so far, repeats not counted.</summary>
    public int Pages { get; private set; }

    /// <summary>Requests that were sent again because their answer was incomplete.</summary>
    public int Repeats { get; private set; }

    /// <summary>Null while every page was complete, else one sentence that says where something may be missing.</summary>
    public string? Gap { get; private set; }

    /// <summary>The next page's rows, or null after the last one.</summary>
    public async Task<LogPage?> NextAsync(CancellationToken cancellationToken)
    {
        while (_remaining > 0)
        {
            // the pages of the next stretch are on their way also while the rest of this one is read
            AskAhead();
            var page = _rest is null ? await NextAskedAsync(cancellationToken).ConfigureAwait(false) : await NextOfRestAsync(_rest, cancellationToken).ConfigureAwait(false);
            if (page is null && _underway.Count == 0 && _rest is null && _toCome.Count == 0)
            {
                return null;
            }

            if (page is { Logs.Count: > 0 })
            {
                var rows = page.Logs.Count <= _remaining ? page.Logs : [.. page.Logs.Take((int)_remaining)];
                _remaining -= rows.Count;
                return page with { Logs = rows };
            }
        }

        return null;
    }

    /// <summary>Gives up what is still being fetched.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        foreach (var asked in _underway)
        {
            Forget(asked.Answer);
        }

        _stop.Dispose();
    }

    private void AskAhead()
    {
        while (_underway.Count < _sideBySide && _expected < _remaining && _toCome.TryPeek(out var stretch))
        {
            var rows = (int)Math.Min(Math.Min(LogSearch.PageSize, stretch.Unasked), _remaining - _expected);
            var query = stretch.Query with { Offset = stretch.Asked, Line = rows == 0 ? LogSearch.PageSize : rows };
            var complete = new CompletePage(_time);
            _underway.Enqueue(new(stretch, query, rows, complete, complete.FetchAsync(token => _fetch(query, token), static answer => answer.IsComplete, _stop.Token)));
            _expected += rows;
            stretch.Asked += rows;
            if (rows == 0)
            {
                // this page should be the empty one at the end
                _toCome.Dequeue();
            }
        }
    }

    private async Task<LogPage?> NextAskedAsync(CancellationToken cancellationToken)
    {
        if (!_underway.TryDequeue(out var asked))
        {
            return null;
        }

        _expected -= asked.Rows;
        if (asked.Stretch.IsAbandoned)
        {
            Forget(asked.Answer);
            return null;
        }

        var page = await asked.Answer.WaitAsync(cancellationToken).ConfigureAwait(false);
        Pages++;
        Repeats += asked.Complete.Repeats;
        if (!page.IsComplete)
        {
            Gap ??= Describe(asked.Query, string.Create(CultureInfo.InvariantCulture, $"from row {asked.Query.Offset + 1} on, the service still called its answer incomplete after {CompletePage.MaximumAttempts} tries"));
        }

        if (page.Logs.Count != asked.Rows)
        {
            Abandon(asked.Stretch);
            var read = asked.Query.Offset + page.Logs.Count;
            _rest = new LogSearch(asked.Stretch.Query, (ulong)read, (ulong)Math.Max(0, _remaining - page.Logs.Count), _fetch, _time);
        }

        return page;
    }

    private async Task<LogPage?> NextOfRestAsync(LogSearch rest, CancellationToken cancellationToken)
    {
        var page = await rest.NextAsync(cancellationToken).ConfigureAwait(false);
        if (page is null)
        {
            Pages += rest.Pages;
            Repeats += rest.Repeats;
            _rest = null;
        }

        if (rest.Gap is { } gap)
        {
            Gap ??= Describe(new() { From = rest.From, To = rest.To }, gap);
        }

        return page;
    }

    private void Abandon(SearchStretch stretch)
    {
        stretch.IsAbandoned = true;
        if (_toCome.TryPeek(out var next) && next == stretch)
        {
            _toCome.Dequeue();
        }
    }

    // whatever becomes of it, nobody asks any more
    private static void Forget(Task answer) =>
        _ = answer.ContinueWith(static done => done.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private static string Describe(LogQuery query, string what) => $"in the stretch {new LogRange(query.From, query.To)}, {what}";

    private sealed record AskedPage(SearchStretch Stretch, LogQuery Query, int Rows, CompletePage Complete, Task<LogPage> Answer);
}
