using AliLogOps.Emulator.Logs.Storage;
using AliLogOps.Emulator.Logs.Wire;
using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Logs.Search;

/// <summary>Finds the logs of segments that a search matches, its time range, topic and shard included; deleted ones are never among them.</summary>
internal sealed class SegmentMatcher(SearchRequest request, GroupCache groups, DeletedLogs deleted)
{
    private readonly Dictionary<IndexDefinition, SearchPlan> _plans = [];

    public DocSet Match(Segment segment)
    {
        if (!_plans.TryGetValue(segment.Definition, out SearchPlan? plan))
        {
            plan = new QueryPlanner(request.Current, segment.Definition).Plan(request.Query);
            _plans.Add(segment.Definition, plan);
        }
        DocSet hits = new PlanEvaluator(segment, groups.Get).Evaluate(plan);
        if (request.Topic.Length > 0)
        {
            DocSet topic = new(segment.Documents);
            segment.AddTopic(request.Topic, topic);
            hits.IntersectWith(topic);
        }
        if (!request.Range.Covers(segment.MinTime, segment.MaxTime))
        {
            KeepRange(segment, hits);
        }
        if (request.Shard is not null)
        {
            KeepShard(segment, hits, request.Shard);
        }
        segment.RemoveDeleted(deleted, hits);
        return hits;
    }

    private void KeepRange(Segment segment, DocSet hits)
    {
        ReadOnlySpan<uint> times = segment.Times;
        for (int document = hits.NextFrom(0); document >= 0; document = hits.NextFrom(document + 1))
        {
            uint time = times[document];
            if (request.Range.IsPartial(time) ? !request.Range.Contains(time, Nanoseconds(segment, document)) : !request.Range.Contains(time))
            {
                hits.Remove(document);
            }
        }
    }

    /// <summary>Nanosecond part of a log's time; 0 if it has none.</summary>
    private uint Nanoseconds(Segment segment, int document)
    {
        (long groupId, int index) = segment.Locate(document);
        LogFields fields = new(groups.Get(groupId).Log(index));
        while (fields.Next())
        {
            // the time may stand behind the contents
        }
        return fields.Nanoseconds ?? 0;
    }

    private static void KeepShard(Segment segment, DocSet hits, ShardGroups shard)
    {
        for (int document = hits.NextFrom(0); document >= 0; document = hits.NextFrom(document + 1))
        {
            if (!shard.GroupIds.Contains(segment.Locate(document).GroupId))
            {
                hits.Remove(document);
            }
        }
    }
}
