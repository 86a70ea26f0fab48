using AliLogOps.Emulator.Logs.Wire;
using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.Logs.Storage;

/// <summary>
/// Takes log groups away, and changes or deletes logs for those who query (<see cref="RowChanges"/>). What is kept in memory changes with
/// the commit, while nobody searches.
/// </summary>
internal sealed class GroupChanges(LogServices logs)
{
    /// <summary>Removes the groups of a shard.</summary>
    /// <param name="alongside">Runs first, in the same transaction; what it throws undoes everything.</param>
    public void DropShard(long logstoreId, int shardId, Action<DatabaseSession> alongside)
    {
        Remove(logstoreId, session =>
        {
            alongside(session);
            long? first = session.Scalar<long?>("SELECT min(id) FROM log_group WHERE logstore_id = $1 AND shard_id = $2", logstoreId, shardId);
            int removed = session.Execute("DELETE FROM log_group WHERE logstore_id = $1 AND shard_id = $2", logstoreId, shardId);
            return (removed, first is null ? 0 : DropSegments(session, logstoreId, first.Value));
        });
    }

    /// <summary>Removes groups of a logstore, and the segments of the search index that hold them.</summary>
    /// <param name="removal">Does so; returns how many groups and segments it has removed.</param>
    /// <returns>Groups removed.</returns>
    public int Remove(long logstoreId, Func<DatabaseSession, (int Groups, int Segments)> removal)
    {
        return LogServices.Alone(() => logs.Services.Database.Write(removal, removed =>
        {
            if (removed.Groups > 0 || removed.Segments > 0)
            {
                // places of logs have changed
                logs.Engines.Forget(logstoreId);
            }
        }).Groups);
    }

    /// <summary>Deletes logs for those who query; they can be pulled as before. The search index stays as it is.</summary>
    /// <returns>Logs deleted.</returns>
    /// <exception cref="KeyNotFoundException">The logstore has been deleted meanwhile.</exception>
    public int Delete(RowSelection selection)
    {
        return LogServices.Alone(() =>
        {
            IReadOnlyList<RowId> rows = selection.Find(logs);
            DeletedLogs deleted = logs.Engines.Deletions.Of(selection.LogstoreId);
            return rows.Count == 0 ? 0 : logs.Services.Database.Write(session => Delete(session, selection.LogstoreId, rows), done =>
            {
                foreach ((RowId row, int logCount) in done)
                {
                    deleted.Add(row, logCount);
                }
            }).Count;
        });
    }

    /// <summary>
    /// Changes logs for those who query; they are pulled as they were written. Segments of the search index from the first changed group
    /// on go, and the next search indexes their groups anew.
    /// </summary>
    /// <returns>Logs that are not what they were.</returns>
    /// <exception cref="Http.SlsException">413 PostBodyTooLarge: a log would be too large; nothing has changed.</exception>
    /// <exception cref="KeyNotFoundException">The logstore has been deleted meanwhile.</exception>
    public int Update(RowSelection selection, LogEdit edit)
    {
        return LogServices.Alone(() =>
        {
            IReadOnlyList<RowId> rows = selection.Find(logs);
            return rows.Count == 0 ? 0 : logs.Services.Database.Write(session => Update(session, selection.LogstoreId, rows, edit), done =>
            {
                if (done.Count > 0)
                {
                    logs.Engines.LeaveBehind(selection.LogstoreId);
                    done.ForEach(row => logs.Engines.Groups.Forget(row.GroupId));
                }
            }).Count;
        });
    }

    private static List<(RowId Row, int LogCount)> Delete(DatabaseSession session, long logstoreId, IReadOnlyList<RowId> rows)
    {
        List<(RowId, int)> done = [];
        foreach (IGrouping<long, RowId> group in rows.GroupBy(row => row.GroupId))
        {
            int logCount = (int)(session.Scalar<long?>("SELECT log_count FROM log_group WHERE id = $1", group.Key)
                ?? throw new KeyNotFoundException("A log group has been deleted."));
            foreach (RowId row in group)
            {
                RowChanges.Delete(session, logstoreId, row);
                done.Add((row, logCount));
            }
        }
        return done;
    }

    private static List<RowId> Update(DatabaseSession session, long logstoreId, IReadOnlyList<RowId> rows, LogEdit edit)
    {
        List<RowId> done = [];
        foreach (IGrouping<long, RowId> group in rows.GroupBy(row => row.GroupId))
        {
            LogGroupLayout layout = LogGroupLayout.Read(StoredGroups.Read(session, group.Key));
            foreach (RowId row in group)
            {
                byte[] changed = edit.Apply(layout.Log(row.Index));
                if (layout.Log(row.Index).SequenceEqual(changed))
                {
                    continue;
                }
                LogGroupValidator.CheckSize(changed);
                RowChanges.Replace(session, logstoreId, row, changed);
                done.Add(row);
            }
        }
        if (done.Count > 0)
        {
            DropSegments(session, logstoreId, done.Min(row => row.GroupId));
        }
        return done;
    }

    /// <summary>An engine goes on behind its last stored segment, so all that follow the first touched group go.</summary>
    private static int DropSegments(DatabaseSession session, long logstoreId, long firstGroupId)
    {
        return session.Execute("DELETE FROM segment WHERE logstore_id = $1 AND last_group_id >= $2", logstoreId, firstGroupId);
    }
}
