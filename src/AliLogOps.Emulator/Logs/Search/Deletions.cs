using System.Collections.Concurrent;
using AliLogOps.Emulator.Logs.Storage;
using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.Logs.Search;

/// <summary>The deleted logs of each logstore, read when they are first needed.</summary>
internal sealed class Deletions(Database database)
{
    private readonly ConcurrentDictionary<long, DeletedLogs> _byLogstore = new();

    public DeletedLogs Of(long logstoreId)
    {
        return _byLogstore.GetOrAdd(logstoreId, id => database.Read(session => RowChanges.ReadDeleted(session, id)));
    }

    /// <summary>Reads them again next time: groups have been removed.</summary>
    public void Forget(long logstoreId)
    {
        _byLogstore.TryRemove(logstoreId, out _);
    }
}
