using System.Collections.Concurrent;
using AliLogOps.Emulator.Faults;
using AliLogOps.Emulator.Logs.Storage;
using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.Logs.Search;

/// <summary>What the search engines share.</summary>
internal sealed record SearchContext(
    Database Database, StoredGroups Stored, IndexVersions Versions, SegmentStore Segments, Visibility Visibility, TimeProvider Clock);

/// <summary>The search engine of each logstore, opened when it is first needed.</summary>
internal sealed class SearchEngines(Database database, StoredGroups groups, IndexVersions versions, Visibility visibility, TimeProvider clock)
{
    private readonly SearchContext _context = new(database, groups, versions, new SegmentStore(database, versions), visibility, clock);
    private readonly ConcurrentDictionary<long, Lazy<LogstoreEngine>> _engines = new();

    public GroupCache Groups { get; } = new(groups);

    public LogstoreEngine Get(long logstoreId)
    {
        return _engines.GetOrAdd(logstoreId, id => new Lazy<LogstoreEngine>(() => new LogstoreEngine(id, _context))).Value;
    }

    /// <summary>Takes note of a group that has been written; without an index there is nothing to do.</summary>
    public void Take(NewGroup group)
    {
        if (group.IndexVersionId is not { } version)
        {
            return;
        }
        try
        {
            Get(group.LogstoreId).Append(group.Id, version, group.Layout);
        }
        catch (Exception)
        {
            // the group is stored: an engine that could not take it in is opened anew from the database
            Forget(group.LogstoreId);
        }
    }

    /// <summary>Forgets a logstore whose groups change in a write transaction: called in it, so that no segment of theirs is stored after it.</summary>
    public void LeaveBehind(long logstoreId)
    {
        if (_engines.TryRemove(logstoreId, out Lazy<LogstoreEngine>? engine) && engine.IsValueCreated)
        {
            engine.Value.LeaveBehind();
        }
    }

    /// <summary>Forgets a logstore that has been deleted; ids are never used again.</summary>
    public void Forget(long logstoreId)
    {
        _engines.TryRemove(logstoreId, out _);
    }
}
