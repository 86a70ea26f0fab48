using AliLogOps.Emulator.Logs.Search;
using AliLogOps.Emulator.Logs.Storage;
using AliLogOps.Emulator.Logs.Wire;

namespace AliLogOps.Emulator.Logs.Context;

/// <summary>A log of a context.</summary>
/// <param name="Number">0 for the log asked for, negative before it.</param>
/// <param name="Index">Place in the group.</param>
internal sealed record ContextLog(int Number, long GroupId, LogGroupLayout Group, int Index);

/// <summary>Finds what was logged around a log: the logs of its context before and after it, of one day at most (GetContextLogs).</summary>
internal sealed class ContextSearch(SearchEngines engines)
{
    private const long Day = 24 * 3600;

    /// <param name="context">Context of the group of the log.</param>
    /// <returns>In the order of the context; the log itself is among them. Empty if the log cannot be found, or has been deleted («unconfirmed»).</returns>
    public List<ContextLog> Find(long logstoreId, PackMeta place, string context, int back, int forward)
    {
        DeletedLogs deleted = engines.Deletions.Of(logstoreId);
        if (deleted.Contains(new RowId(place.GroupId, place.Index)))
        {
            return [];
        }
        LogGroupLayout group = engines.Groups.Get(place.GroupId);
        uint time = group.TimeOf(place.Index);
        ContextGroups found = new(context);
        engines.Get(logstoreId).Visit(new SearchRange(time - Day, time + Day + 1), found);
        List<long> groups = found.InOrder();
        int position = groups.IndexOf(place.GroupId);
        if (position < 0)
        {
            return [];
        }
        List<ContextLog> before = Walk(deleted, groups, position, place.Index, -1, back, time);
        before.Reverse();
        return [.. before, new ContextLog(0, place.GroupId, group, place.Index), .. Walk(deleted, groups, position, place.Index, 1, forward, time)];
    }

    private List<ContextLog> Walk(DeletedLogs deleted, List<long> groups, int position, int index, int direction, int count, uint time)
    {
        List<ContextLog> logs = [];
        LogGroupLayout group = engines.Groups.Get(groups[position]);
        while (logs.Count < count)
        {
            index += direction;
            while (index < 0 || index >= group.LogCount)
            {
                position += direction;
                if (position < 0 || position >= groups.Count)
                {
                    return logs;
                }
                group = engines.Groups.Get(groups[position]);
                index = direction < 0 ? group.LogCount - 1 : 0;
            }
            if (!deleted.Contains(new RowId(groups[position], index)) && Math.Abs(group.TimeOf(index) - (long)time) <= Day)
            {
                logs.Add(new ContextLog(direction * (logs.Count + 1), groups[position], group, index));
            }
        }
        return logs;
    }
}
