using AliLogOps.Client;

namespace AliLogOps.Logs;

/// <summary>The rows of one logstore in a search over several: one can be looked at before it is taken.</summary>
internal sealed class StoreRows(string logstoreName, PlannedSearch search, bool newestFirst) : IDisposable
{
    private LogPage? _page;
    private int _next;

    public string LogstoreName => logstoreName;

    public PlannedSearch Search => search;

    /// <summary>Whether the next page must be fetched before there is a row to look at.</summary>
    public bool IsHungry => !HasEnded && (_page is null || _next >= _page.Logs.Count);

    public bool HasEnded { get; private set; }

    public LogRecord Head => _page!.Logs[_next];

    public void Give(LogPage? page)
    {
        _page = page;
        _next = 0;
        HasEnded = page is null;
    }

    public LogRecord Take() => _page!.Logs[_next++];

    /// <summary>Whether this one's next row comes before the other's.</summary>
    public bool ComesBefore(StoreRows other)
    {
        var difference = (Head.UnixTime ?? 0).CompareTo(other.Head.UnixTime ?? 0);
        if (difference == 0)
        {
            difference = (Head.Nanosecond ?? 0).CompareTo(other.Head.Nanosecond ?? 0);
        }

        return newestFirst ? difference > 0 : difference < 0;
    }

    public void Dispose() => search.Dispose();
}
