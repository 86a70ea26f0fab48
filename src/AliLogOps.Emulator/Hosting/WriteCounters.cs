namespace AliLogOps.Emulator.Hosting;

/// <summary>Counts requests and control-plane writes, so that a test can show that a second run changes nothing.</summary>
internal sealed class WriteCounters
{
    /// <summary>Projects whose writes are told one by one; of more, those that were written to first are left out.</summary>
    private const int MaxProjects = 1000;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, long> _writesByProject = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private long _requests;
    private long _writes;

    /// <summary>Requests of every kind except those of the control API.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    public void CountRequest()
    {
        Interlocked.Increment(ref _requests);
    }

    /// <summary>Counts a write that was signed rightly, whatever came of it: one that is denied or hit by a fault counts too.</summary>
    /// <param name="project">Project it is about; empty for ECS.</param>
    public void CountWrite(string project)
    {
        lock (_lock)
        {
            _writes++;
            if (_writesByProject.TryGetValue(project, out long count))
            {
                _writesByProject[project] = count + 1;
                return;
            }
            _writesByProject.Add(project, 1);
            _order.Enqueue(project);
            if (_order.Count > MaxProjects)
            {
                _writesByProject.Remove(_order.Dequeue());
            }
        }
    }

    public (long Total, IReadOnlyList<KeyValuePair<string, long>> ByProject) Writes()
    {
        lock (_lock)
        {
            return (_writes, [.. _writesByProject]);
        }
    }
}
