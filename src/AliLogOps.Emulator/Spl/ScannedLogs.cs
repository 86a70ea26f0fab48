using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Logs;
using AliLogOps.Emulator.Logs.Search;
using AliLogOps.Emulator.Logs.Storage;
using AliLogOps.Emulator.Logs.Wire;

namespace AliLogOps.Emulator.Spl;

/// <summary>Where the logs are that a scan goes through.</summary>
internal readonly record struct ScannedLog(uint Time, long GroupId, int Index) : IComparable<ScannedLog>
{
    /// <summary>In the order of a search: by time, then by arrival.</summary>
    public int CompareTo(ScannedLog other)
    {
        return (Time, GroupId, Index).CompareTo((other.Time, other.GroupId, other.Index));
    }
}

/// <summary>Finds the logs of a scan; called while nobody changes logs.</summary>
internal static class ScannedLogs
{
    /// <summary>What a search finds, by its index.</summary>
    public static List<ScannedLog> Indexed(LogServices logs, SearchRequest request)
    {
        return [.. logs.Search.FindAll(request).Logs.Select(log => new ScannedLog(log.Time, log.GroupId, log.Index))];
    }

    /// <summary>All logs of a range that searches may find by now, whether they were written under an index or not.</summary>
    /// <param name="shard">Shard the logs must be in; null for any.</param>
    /// <param name="topic">Topic the logs must have; empty for any.</param>
    /// <param name="look">Called between groups, to end early.</param>
    public static List<ScannedLog> Unindexed(LogServices logs, LogstoreRecord logstore, SearchRange range, ShardGroups? shard, string topic, Action look)
    {
        List<long> groups = logs.Services.Database.Read(session => session.Query(
            "SELECT id FROM log_group WHERE logstore_id = $1 AND max_time >= $2 AND min_time < $3 AND receive_time <= $4 ORDER BY id",
            row => row.GetInt64(0),
            logstore.Id, range.From, range.End, logs.Services.Visibility.SearchableUntil / 1000));
        DeletedLogs deleted = logs.Engines.Deletions.Of(logstore.Id);
        List<ScannedLog> found = [];
        foreach (long id in groups)
        {
            look();
            if (shard?.GroupIds.Contains(id) == false)
            {
                continue;
            }
            LogGroupLayout group = logs.Engines.Groups.Get(id);
            if (topic.Length > 0 && group.Topic != topic)
            {
                continue;
            }
            for (int i = 0; i < group.LogCount; i++)
            {
                (uint time, uint nanoseconds) = TimeOf(group.Log(i));
                if (range.Contains(time, nanoseconds) && !deleted.Contains(new RowId(id, i)))
                {
                    found.Add(new ScannedLog(time, id, i));
                }
            }
        }
        return found;
    }

    private static (uint Time, uint Nanoseconds) TimeOf(ReadOnlySpan<byte> log)
    {
        LogFields fields = new(log);
        while (fields.Next())
        {
            // the time may come after the contents
        }
        return (fields.Time ?? 0, fields.Nanoseconds ?? 0);
    }
}
