using AliLogOps.Emulator.Logs.Search;
using AliLogOps.Emulator.Logs.Storage;
using AliLogOps.Emulator.Query;
using CsCheck;

namespace AliLogOps.Emulator.Tests.Logs;

public class HitCollectorTests
{
    private static readonly IndexDefinition s_index = new() { Line = new TokenRule([" "], false, false), Keys = new Dictionary<string, FieldIndex>() };

    [Fact]
    public void First_hits_are_those_of_a_full_sort_whatever_the_segments_hold()
    {
        Gen.Select(Gen.UInt[100, 120].Array[1, 30].Array[1, 5], Gen.Int[0, 40], Gen.Bool, Gen.UInt[98, 122], Gen.UInt[98, 122]).Sample(
            (times, limit, reverse, a, b) =>
            {
                SearchRange range = new(Math.Min(a, b), Math.Max(a, b));
                List<(MemorySegment Segment, long First)> segments = [];
                List<ulong> all = [];
                foreach (uint[] part in times)
                {
                    MemorySegment segment = new(s_index, 1);
                    segment.Add(1, SampleLog.Layout(SampleLog.Group([.. part.Select(time => new SampleLog(("k", "v")) { Time = time })])));
                    segments.Add((segment, all.Count));
                    all.AddRange(part.Select((time, i) => Hit.Of(time, all.Count + i)).ToArray());
                }
                SearchRequest request = new(1, "*", new AllNode(), "", range, s_index);
                HitCollector collector = new(new SegmentMatcher(request, new GroupCache(null!), new DeletedLogs()), limit, reverse);
                Walk(segments, range, collector);
                IEnumerable<ulong> expected = all.Where(hit => range.Contains(Hit.Time(hit))).Order();
                expected = reverse ? expected.Reverse() : expected;
                Assert.Equal(expected.Take(limit), collector.Result());
            });
    }

    /// <summary>As the engine shows segments: in the order of their times, until the visitor has enough.</summary>
    private static void Walk(List<(MemorySegment Segment, long First)> segments, SearchRange range, HitCollector collector)
    {
        IEnumerable<(MemorySegment Segment, long First)> order = collector.Reverse
            ? segments.OrderByDescending(item => item.Segment.MaxTime)
            : segments.OrderBy(item => item.Segment.MinTime);
        foreach ((MemorySegment segment, long first) in order)
        {
            if (collector.IsDone(collector.Reverse ? segment.MaxTime : segment.MinTime))
            {
                return;
            }
            if (range.Overlaps(segment.MinTime, segment.MaxTime))
            {
                collector.Visit(segment, first);
            }
        }
    }
}
