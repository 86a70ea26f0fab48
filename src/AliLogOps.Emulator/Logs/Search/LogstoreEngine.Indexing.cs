using AliLogOps.Emulator.Logs.Wire;
using Microsoft.Data.Sqlite;

namespace AliLogOps.Emulator.Logs.Search;

/// <content>Taking new groups into the index, and storing segments that are full.</content>
internal sealed partial class LogstoreEngine
{
    /// <summary>Bytes of waiting groups kept in memory; further ones are read again when their turn comes.</summary>
    private const long PendingCapacity = 32L * 1024 * 1024;

    /// <summary>Groups taken in before others get a chance at the lock.</summary>
    private const int Step = 64;

    /// <summary>Groups that may wait; then whoever writes takes part in the work, which slows writing to what can be indexed.</summary>
    private const int MaxPending = 4096;

    /// <summary>Full segments that may be in memory before storing them comes first.</summary>
    private const int MaxFull = 2;

    /// <summary>Takes note of a group that has been written; groups come in the order of their ids.</summary>
    public void Append(long id, long indexVersionId, LogGroupLayout layout)
    {
        bool behind;
        bool start;
        lock (_lock)
        {
            if (id <= _lastGroupId)
            {
                // it was there already when the engine was opened
                return;
            }
            _lastGroupId = id;
            bool keep = _pendingSize + layout.Bytes.Length <= PendingCapacity;
            _pendingSize += keep ? layout.Bytes.Length : 0;
            _pending.Enqueue(new PendingGroup(id, indexVersionId, _context.Clock.GetUtcNow().ToUnixTimeMilliseconds(), keep ? layout : null));
            behind = _pending.Count > MaxPending;
            start = !_working;
            _working = true;
        }
        if (behind)
        {
            CatchUp();
        }
        if (start)
        {
            Start();
        }
    }

    private void Start()
    {
        ThreadPool.UnsafeQueueUserWorkItem(static engine => engine.Work(), this, preferLocal: false);
    }

    private void Work()
    {
        try
        {
            WorkOff();
        }
        catch (Exception e) when (e is SqliteException or ObjectDisposedException or InvalidOperationException)
        {
            // the database is closing or full: what waits stays where it is and is found all the same
            lock (_lock)
            {
                _working = false;
            }
        }
    }

    /// <summary>Takes in what waits and stores what is full, until nothing is left to do.</summary>
    private void WorkOff()
    {
        while (true)
        {
            bool store;
            lock (_lock)
            {
                TakeIn(Step);
                store = _full.Count > 0;
                if (!store && !IsSomethingDue())
                {
                    _working = false;
                    return;
                }
            }
            if (store && !StoreOldest())
            {
                return;
            }
        }
    }

    /// <summary>Takes in what waits; full segments are stored on the way, so that a long queue does not pile up in memory.</summary>
    private void CatchUp()
    {
        while (true)
        {
            bool store;
            lock (_lock)
            {
                TakeIn(Step);
                if (!IsSomethingDue())
                {
                    return;
                }
                store = _full.Count >= MaxFull;
            }
            if (store && !StoreOldest())
            {
                return;
            }
        }
    }

    /// <summary>False if the engine has been left behind: the logstore has been deleted meanwhile, or its groups have changed.</summary>
    private bool StoreOldest()
    {
        lock (_storeLock)
        {
            MemorySegment segment;
            lock (_lock)
            {
                if (_full.Count == 0)
                {
                    return true;
                }
                segment = _full[0];
            }
            StoredSegmentInfo? info = _context.Segments.Save(_logstoreId, segment, _isLeftBehind);
            if (info is null)
            {
                return false;
            }
            lock (_lock)
            {
                _full.RemoveAt(0);
                _stored.Add(info);
            }
            return true;
        }
    }

    private void TakeIn(int count)
    {
        for (; count > 0 && IsSomethingDue() && _pending.TryDequeue(out PendingGroup group); count--)
        {
            _pendingSize -= group.Kept?.Bytes.Length ?? 0;
            LogGroupLayout? layout = group.Kept ?? Read(group.Id);
            if (layout is not null)
            {
                SegmentFor(group.IndexVersionId).Add(group.Id, layout);
            }
        }
    }

    /// <summary>Whether a group waits whose time to be searchable has come.</summary>
    private bool IsSomethingDue()
    {
        return _pending.TryPeek(out PendingGroup group) && group.Arrival <= _context.Visibility.SearchableUntil;
    }

    /// <summary>Null if the group has been deleted meanwhile.</summary>
    private LogGroupLayout? Read(long id)
    {
        try
        {
            return LogGroupLayout.Read(_context.Stored.Read(id));
        }
        catch (KeyNotFoundException)
        {
            return null;
        }
    }

    private MemorySegment SegmentFor(long indexVersionId)
    {
        MemorySegment? before = null;
        if (_open is not null && (_open.DefinitionId != indexVersionId || _open.IsFull))
        {
            _full.Add(_open);
            before = _open.IsFull ? _open : null;
            _open = null;
        }
        return _open ??= new MemorySegment(_context.Versions.Get(indexVersionId), indexVersionId, before);
    }

    /// <param name="Arrival">Epoch milliseconds by the emulator's clock.</param>
    private readonly record struct PendingGroup(long Id, long IndexVersionId, long Arrival, LogGroupLayout? Kept);
}
