using AliLogOps.Emulator.Logs.Storage;
using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Logs.Search;

/// <summary>Finds the logs of segments that a search matches, its time range and topic included; deleted ones are never among them.</summary>
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
            ReadOnlySpan<uint> times = segment.Times;
            for (int document = hits.NextFrom(0); document >= 0; document = hits.NextFrom(document + 1))
            {
                if (!request.Range.Contains(times[document]))
                {
                    hits.Remove(document);
                }
            }
        }
        segment.RemoveDeleted(deleted, hits);
        return hits;
    }
}
