using AliLogOps.Emulator.Logs.Storage;

namespace AliLogOps.Emulator.Logs.Search;

/// <summary>
/// The search index of one logstore: stored segments, full ones on their way there, and the one that takes new logs.
/// A group that has been acknowledged is found by the next search: what still waits is taken in first.
/// </summary>
internal sealed partial class LogstoreEngine
{
    private static long s_births;

    // engines of one logstore that follow each other number their logs in ways of their own
    private readonly long _birth = Interlocked.Increment(ref s_births) << 40;
    private readonly long _logstoreId;
    private readonly SearchContext _context;
    private readonly Func<bool> _isLeftBehind;
    private readonly Lock _lock = new();

    // taken before _lock, never inside it
    private readonly Lock _storeLock = new();
    private readonly Queue<PendingGroup> _pending = new();
    private readonly List<StoredSegmentInfo> _stored;
    private readonly List<MemorySegment> _full = [];
    private MemorySegment? _open;
    private long _lastGroupId;
    private long _pendingSize;
    private bool _working;

    /// <param name="isLeftBehind">Groups it has taken in have changed or are gone, so that it must not store any more segments.</param>
    public LogstoreEngine(long logstoreId, SearchContext context, Func<bool> isLeftBehind)
    {
        _logstoreId = logstoreId;
        _context = context;
        _isLeftBehind = isLeftBehind;
        (_stored, List<(long Id, long IndexVersionId, long ReceiveTime)> groups) = context.Database.Read(session =>
        {
            List<StoredSegmentInfo> segments = SegmentStore.List(session, logstoreId);
            return (segments, StoredGroups.IndexedAfter(session, logstoreId, segments.Count == 0 ? 0 : segments[^1].LastGroupId));
        });
        foreach ((long id, long version, long receiveTime) in groups)
        {
            _pending.Enqueue(new PendingGroup(id, version, receiveTime * 1000, null));
        }
        _lastGroupId = groups.Count > 0 ? groups[^1].Id : _stored.Count > 0 ? _stored[^1].LastGroupId : 0;
    }

    /// <summary>Changes whenever a search could find something else.</summary>
    public long Generation
    {
        get
        {
            lock (_lock)
            {
                // with a delay, what waits comes into view in its own time
                return _birth + _lastGroupId - _pending.Count(group => group.Arrival > _context.Visibility.SearchableUntil);
            }
        }
    }

    /// <summary>Shows the visitor every segment that may have logs from a range of times.</summary>
    public void Visit(SearchRange range, ISegmentVisitor visitor)
    {
        CatchUp();
        List<(uint MinTime, uint MaxTime, long FirstOrdinal, StoredSegmentInfo? Stored, MemorySegment? Memory)> rest = [];
        lock (_lock)
        {
            TakeIn(int.MaxValue);
            long ordinal = 0;
            foreach (StoredSegmentInfo info in _stored)
            {
                rest.Add((info.MinTime, info.MaxTime, ordinal, info, null));
                ordinal += info.Documents;
            }
            foreach (MemorySegment segment in _full)
            {
                rest.Add((segment.MinTime, segment.MaxTime, ordinal, null, segment));
                ordinal += segment.Documents;
            }
            if (_open is not null && range.Overlaps(_open.MinTime, _open.MaxTime))
            {
                visitor.Visit(_open, ordinal);
            }
        }
        rest.RemoveAll(segment => !range.Overlaps(segment.MinTime, segment.MaxTime));
        rest.Sort((a, b) => visitor.Reverse ? b.MaxTime.CompareTo(a.MaxTime) : a.MinTime.CompareTo(b.MinTime));
        foreach ((uint minTime, uint maxTime, long firstOrdinal, StoredSegmentInfo? stored, MemorySegment? memory) in rest)
        {
            if (visitor.IsDone(visitor.Reverse ? maxTime : minTime))
            {
                return;
            }
            visitor.Visit((Segment?)memory ?? _context.Segments.Load(stored!), firstOrdinal);
        }
    }

    /// <summary>Group and place of each log.</summary>
    /// <param name="ordinals">Numbers of the logs in the logstore, as the visitor was given them.</param>
    public List<(long GroupId, int Index)> Locate(IReadOnlyList<long> ordinals)
    {
        lock (_lock)
        {
            return [.. ordinals.Select(LocateOne)];
        }
    }

    private (long GroupId, int Index) LocateOne(long ordinal)
    {
        foreach (StoredSegmentInfo info in _stored)
        {
            if (ordinal < info.Documents)
            {
                return _context.Segments.Load(info).Locate((int)ordinal);
            }
            ordinal -= info.Documents;
        }
        foreach (MemorySegment segment in _full)
        {
            if (ordinal < segment.Documents)
            {
                return segment.Locate((int)ordinal);
            }
            ordinal -= segment.Documents;
        }
        // the logstore may have been deleted since its logs were found
        return _open?.Locate((int)ordinal) ?? throw new KeyNotFoundException("A log has been deleted with its logstore.");
    }
}
