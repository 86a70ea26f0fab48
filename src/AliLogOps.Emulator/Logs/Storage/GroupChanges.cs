using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.Logs.Storage;

/// <summary>
/// Takes log groups away, or changes them, after they have been written. Segments of the search index from the first group touched on
/// go with them; the logstore's engine is opened anew and indexes what is left.
/// </summary>
internal sealed class GroupChanges(LogServices logs)
{
    /// <summary>Removes the groups of a shard.</summary>
    /// <param name="alongside">Runs first, in the same transaction; what it throws undoes everything.</param>
    public void DropShard(long logstoreId, int shardId, Action<DatabaseSession> alongside)
    {
        Change(logstoreId, session =>
        {
            alongside(session);
            long? first = session.Scalar<long?>("SELECT min(id) FROM log_group WHERE logstore_id = $1 AND shard_id = $2", logstoreId, shardId);
            session.Execute("DELETE FROM log_group WHERE logstore_id = $1 AND shard_id = $2", logstoreId, shardId);
            return (first, true);
        });
    }

    /// <summary>Runs a change during which nobody searches.</summary>
    /// <param name="change">Makes it; returns the id of the first group it touched, null for none, and what the caller wants to know.</param>
    private T Change<T>(long logstoreId, Func<DatabaseSession, (long? FirstGroup, T Result)> change)
    {
        return LogServices.Alone(() =>
        {
            T result = logs.Services.Database.Write(session =>
            {
                logs.Engines.LeaveBehind(logstoreId);
                (long? first, T result) = change(session);
                if (first is not null)
                {
                    // an engine goes on behind its last stored segment, so all that follow the first touched one go too
                    session.Execute("DELETE FROM segment WHERE logstore_id = $1 AND last_group_id >= $2", logstoreId, first);
                }
                return result;
            });
            // one that was opened meanwhile by a writer has seen the old groups
            logs.Engines.LeaveBehind(logstoreId);
            return result;
        });
    }
}
