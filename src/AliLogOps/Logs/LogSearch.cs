using System.Globalization;
using AliLogOps.Setup.Queries;

namespace AliLogOps.Logs;

/// <summary>
/// One search, page by page, that never ends silently early: an incomplete page is asked for again a bounded number of times, and
/// paging ends only on an empty page that the service calls complete (or when enough rows were delivered).
/// </summary>
internal sealed class LogSearch
{
    /// <summary>Most rows the service gives per request (Log Service API: GetLogsV2, line).</summary>
    public const int PageSize = 100;

    private readonly Func<LogQuery, CancellationToken, Task<LogPage>> _fetch;
    private readonly CompletePage _complete;
    private readonly LogQuery _query;
    private readonly bool _isSql;
    private long _offset;
    private long _remaining;
    private bool _ended;

    public LogSearch(LogQuery query, ulong skip, ulong first, Func<LogQuery, CancellationToken, Task<LogPage>> fetch, TimeProvider time)
    {
        _query = query;
        _fetch = fetch;
        _complete = new CompletePage(time);
        _isSql = LogQueryText.HasSql(query.Query);
        _offset = (long)Math.Min(skip, long.MaxValue);
        _remaining = (long)Math.Min(first, long.MaxValue);
        _ended = first == 0;
    }

    /// <summary>Rows delivered so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Rows of an SQL result before the window was cut out of it; otherwise <see cref="Rows"/>.</summary>
    public long TotalRows { get; private set; }

    /// <summary>Pages fetched so far, repeats not counted.</summary>
    public int Pages { get; private set; }

    /// <summary>Requests that were sent again because their answer was incomplete.</summary>
    public int Repeats => _complete.Repeats;

    /// <summary>Null while every page was complete, else one sentence that says where something may be missing.</summary>
    public string? Gap { get; private set; }

    /// <summary>The next page's rows, or null after the last one. The page's place in the result is settled before rows are handed out.</summary>
    public async Task<LogPage?> NextAsync(CancellationToken cancellationToken)
    {
        if (_ended)
        {
            return null;
        }

        return _isSql ? await SqlAsync(cancellationToken).ConfigureAwait(false) : await SearchAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<LogPage?> SearchAsync(CancellationToken cancellationToken)
    {
        var request = _query with { Offset = _offset, Line = (int)Math.Min(PageSize, _remaining) };
        var page = await _complete.FetchAsync(token => _fetch(request, token), answer => answer.IsComplete, cancellationToken).ConfigureAwait(false);
        if (page.HasSql)
        {
            return Slice(page, 0);
        }

        Pages++;
        if (!page.IsComplete)
        {
            Gap ??= string.Create(CultureInfo.InvariantCulture, $"from row {_offset + 1} on, the service still called its answer incomplete after {CompletePage.MaximumAttempts} tries");
        }

        if (page.Logs.Count == 0)
        {
            _ended = true;
            return null;
        }

        _offset += page.Logs.Count;
        _remaining -= page.Logs.Count;
        _ended = _remaining <= 0;
        Rows += page.Logs.Count;
        TotalRows = Rows;
        return page;
    }

    // SQL pages by its own LIMIT: one request, and the window is cut out of the answer here
    private async Task<LogPage?> SqlAsync(CancellationToken cancellationToken)
    {
        var request = _query with { Offset = 0, Line = PageSize };
        var page = await _complete.FetchAsync(token => _fetch(request, token), answer => answer.IsComplete, cancellationToken).ConfigureAwait(false);
        return Slice(page, _offset);
    }

    private LogPage Slice(LogPage page, long skip)
    {
        _ended = true;
        Pages++;
        TotalRows = page.Logs.Count;
        if (!page.IsComplete)
        {
            Gap = string.Create(CultureInfo.InvariantCulture, $"the service still called the SQL result incomplete after {CompletePage.MaximumAttempts} tries");
        }
        else if (page.Logs.Count == LogQueryText.DefaultSqlRows && !LogQueryText.HasLimit(_query.Query))
        {
            Gap = string.Create(CultureInfo.InvariantCulture, $"SQL without LIMIT gets {LogQueryText.DefaultSqlRows} rows at most, and there are as many; add 'LIMIT n' (up to 1000000) to the query");
        }

        if (skip > 0 || page.Logs.Count > _remaining)
        {
            page = page with { Logs = [.. page.Logs.Skip((int)Math.Min(skip, int.MaxValue)).Take((int)Math.Min(_remaining, int.MaxValue))] };
        }

        Rows += page.Logs.Count;
        return page;
    }
}
