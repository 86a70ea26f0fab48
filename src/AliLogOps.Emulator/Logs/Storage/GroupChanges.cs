using AliLogOps.Emulator.Logs.Search;
using AliLogOps.Emulator.Logs.Wire;
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

    /// <summary>
    /// Removes the logs a search finds. Their groups stay where they are in their shards, with what is left of them, so that positions and
    /// cursors go on.
    /// </summary>
    /// <returns>Logs removed.</returns>
    public int DeleteLogs(SearchRequest request)
    {
        return LogServices.Alone(() =>
        {
            HitPage page = logs.Search.Find(request, 0, int.MaxValue, reverse: false);
            Dictionary<long, HashSet<int>> doomed = [];
            foreach ((long groupId, int index) in logs.Engines.Get(request.LogstoreId).Locate([.. page.Hits.Select(Hit.Ordinal)]))
            {
                (doomed.TryGetValue(groupId, out HashSet<int>? indexes) ? indexes : doomed[groupId] = []).Add(index);
            }
            if (doomed.Count == 0)
            {
                return 0;
            }
            int count = Change(request.LogstoreId, session =>
            {
                foreach ((long groupId, HashSet<int> indexes) in doomed)
                {
                    Shrink(session, groupId, indexes);
                }
                return ((long?)doomed.Keys.Min(), doomed.Values.Sum(indexes => indexes.Count));
            });
            foreach (long groupId in doomed.Keys)
            {
                logs.Engines.Groups.Forget(groupId);
            }
            return count;
        });
    }

    private static void Shrink(DatabaseSession session, long groupId, HashSet<int> doomed)
    {
        // without the tags that were added: they stay in a column of their own
        byte[] raw = session.QueryFirst(
            "SELECT data, raw_size FROM log_group WHERE id = $1", row => GroupBytes.Restore((byte[])row[0], row.GetInt32(1), []), groupId)
            ?? throw new KeyNotFoundException("A log group has been deleted.");
        LogGroupRest rest = LogGroupRest.Of(raw, doomed);
        // a group without logs is of no index
        session.Execute(
            "UPDATE log_group SET data = $2, raw_size = $3, log_count = $4, min_time = $5, max_time = $6, index_version_id = CASE WHEN $4 = 0 THEN NULL ELSE index_version_id END WHERE id = $1",
            groupId, GroupBytes.Compress(rest.Bytes), rest.Bytes.Length, rest.LogCount, (long)rest.MinTime, (long)rest.MaxTime);
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
