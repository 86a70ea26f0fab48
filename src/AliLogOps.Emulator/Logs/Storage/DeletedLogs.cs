using AliLogOps.Emulator.Logs.Search;

namespace AliLogOps.Emulator.Logs.Storage;

/// <summary>
/// Which logs of a logstore have been deleted. Read while searching and changed while nobody searches (<see cref="LogServices.Alone"/>), so
/// that it needs no lock of its own.
/// </summary>
internal sealed class DeletedLogs
{
    private static long s_versions;

    // groups with deleted logs in the order of their keys, and of each which
    private readonly List<long> _groups = [];
    private readonly List<DocSet> _logs = [];

    /// <summary>Another one whenever other logs are deleted.</summary>
    public long Version { get; private set; } = Interlocked.Increment(ref s_versions);

    /// <summary>Groups of which a log has been deleted.</summary>
    public int GroupCount => _groups.Count;

    /// <param name="logCount">Logs of its group.</param>
    public void Add(RowId row, int logCount)
    {
        int place = FirstFrom(row.GroupId);
        if (place == _groups.Count || _groups[place] != row.GroupId)
        {
            _groups.Insert(place, row.GroupId);
            _logs.Insert(place, new DocSet(logCount));
        }
        _logs[place].Add(row.Index);
        Version = Interlocked.Increment(ref s_versions);
    }

    public bool Contains(RowId row)
    {
        return Find(row.GroupId) is { } logs && logs.Contains(row.Index);
    }

    /// <summary>Nothing of a group is left.</summary>
    public bool ContainsAll(long groupId)
    {
        return Find(groupId) is { } logs && logs.Count() == logs.Documents;
    }

    /// <summary>Number, from 0, of the first of these groups whose key is at or after the given one.</summary>
    public int FirstFrom(long groupId)
    {
        int place = _groups.BinarySearch(groupId);
        return place >= 0 ? place : ~place;
    }

    /// <summary>A group by its number, and the places of its deleted logs.</summary>
    public (long GroupId, DocSet Logs) this[int number] => (_groups[number], _logs[number]);

    private DocSet? Find(long groupId)
    {
        int place = _groups.BinarySearch(groupId);
        return place >= 0 ? _logs[place] : null;
    }
}
