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
    private readonly ConcurrentDictionary<long, Opening> _engines = new();

    public GroupCache Groups { get; } = new(groups);

    public Deletions Deletions { get; } = new(database);

    public LogstoreEngine Get(long logstoreId)
    {
        return _engines.GetOrAdd(logstoreId, id => new Opening(id, _context)).Engine;
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
            LeaveBehind(group.LogstoreId);
        }
    }

    /// <summary>
    /// Forgets the engine of a logstore, which is opened anew from the database when it is needed, and keeps it from storing any more
    /// segments. A write transaction that changes or removes groups has this called before others can write (the committed action of
    /// <see cref="Database.Write{T}"/>): whoever opened an engine before the commit has read the old groups.
    /// </summary>
    public void LeaveBehind(long logstoreId)
    {
        if (_engines.TryRemove(logstoreId, out Opening? engine))
        {
            engine.LeaveBehind();
        }
    }

    /// <summary>Forgets a logstore whose groups are removed, like <see cref="LeaveBehind"/>; ids of deleted logstores are never used again.</summary>
    public void Forget(long logstoreId)
    {
        LeaveBehind(logstoreId);
        Deletions.Forget(logstoreId);
    }

    /// <summary>An engine, which may be left behind already while it is being opened.</summary>
    private sealed class Opening
    {
        private readonly Lazy<LogstoreEngine> _engine;
        private volatile bool _leftBehind;

        public Opening(long logstoreId, SearchContext context)
        {
            _engine = new Lazy<LogstoreEngine>(() => new LogstoreEngine(logstoreId, context, () => _leftBehind));
        }

        public LogstoreEngine Engine => _engine.Value;

        public void LeaveBehind()
        {
            _leftBehind = true;
        }
    }
}
