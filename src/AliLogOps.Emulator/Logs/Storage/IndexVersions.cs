using System.Collections.Concurrent;
using AliLogOps.Emulator.Faults;
using AliLogOps.Emulator.Query;
using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.Logs.Storage;

/// <summary>
/// Index definitions under which logs were written. An index applies to what is written while it is in force; a change
/// leaves older logs findable as they were indexed (Log Service documentation, "Configure indexes").
/// </summary>
internal sealed class IndexVersions(Database database, Visibility visibility)
{
    private readonly ConcurrentDictionary<long, (long LogstoreId, IndexDefinition Definition)> _definitions = new();
    private readonly ConcurrentDictionary<long, (string Document, IndexDefinition Definition)> _current = new();

    /// <summary>Key of a definition; a definition that returns has its old key.</summary>
    public static long Number(DatabaseSession session, long logstoreId, string document)
    {
        long? known = session.Scalar<long?>(
            "SELECT id FROM index_version WHERE logstore_id = $1 AND document = $2", logstoreId, document);
        return known ?? session.Insert("INSERT INTO index_version (logstore_id, document) VALUES ($1, $2)", logstoreId, document);
    }

    /// <summary>The definition of a key.</summary>
    public IndexDefinition Get(long id)
    {
        return _definitions.GetOrAdd(id, Read).Definition;
    }

    /// <summary>Lets go of what is kept of a logstore that has been deleted; its keys are never used again.</summary>
    public void Forget(long logstoreId)
    {
        _current.TryRemove(logstoreId, out _);
        foreach ((long id, (long LogstoreId, IndexDefinition Definition) version) in _definitions)
        {
            if (version.LogstoreId == logstoreId)
            {
                _definitions.TryRemove(id, out _);
            }
        }
    }

    /// <summary>The definition in force, or null without an index; the same object as long as it does not change.</summary>
    public IndexDefinition? Current(long logstoreId)
    {
        (string? document, long changeTime) = database.Read(session => session.QueryFirst(
            "SELECT document, last_modify_time FROM log_index WHERE logstore_id = $1", row => Tuple.Create<string?, long>(row.GetString(0), row.GetInt64(1)), logstoreId))
            ?? Tuple.Create<string?, long>(null, 0);
        if (document is null || !visibility.IsIndexKnown(changeTime))
        {
            return null;
        }
        if (!_current.TryGetValue(logstoreId, out (string Document, IndexDefinition Definition) known) || known.Document != document)
        {
            known = (document, IndexDefinitionReader.Read(document));
            _current[logstoreId] = known;
        }
        return known.Definition;
    }

    private (long LogstoreId, IndexDefinition Definition) Read(long id)
    {
        (long logstoreId, string document) = database.Read(session => session.QueryFirst(
            "SELECT logstore_id, document FROM index_version WHERE id = $1", row => Tuple.Create(row.GetInt64(0), row.GetString(1)), id))
            ?? throw new InvalidOperationException("An index version is missing.");
        return (logstoreId, IndexDefinitionReader.Read(document));
    }
}
