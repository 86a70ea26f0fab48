namespace AliLogOps.Emulator.Logs.Search;

/// <summary>Counts the hits of a search in buckets of time.</summary>
/// <param name="starts">First second of each bucket, ascending; the last one ends with the range of the search.</param>
internal sealed class HistogramCounter(SegmentMatcher matcher, long[] starts) : ISegmentVisitor
{
    public bool Reverse => false;

    public long[] Counts { get; } = new long[starts.Length];

    public bool IsDone(uint time)
    {
        return false;
    }

    public void Visit(Segment segment, long firstOrdinal)
    {
        DocSet found = matcher.Match(segment);
        ReadOnlySpan<uint> times = segment.Times;
        int bucket = 0;
        for (int document = found.NextFrom(0); document >= 0; document = found.NextFrom(document + 1))
        {
            long time = times[document];
            bool same = time >= starts[bucket] && (bucket + 1 == starts.Length || time < starts[bucket + 1]);
            if (!same)
            {
                int place = Array.BinarySearch(starts, time);
                bucket = place >= 0 ? place : ~place - 1;
            }
            Counts[bucket]++;
        }
    }
}
