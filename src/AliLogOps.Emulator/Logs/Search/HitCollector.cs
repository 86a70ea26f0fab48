using System.Runtime.InteropServices;

namespace AliLogOps.Emulator.Logs.Search;

/// <summary>Collects the first hits of a search, in the order of time (or against it) and of arrival.</summary>
/// <param name="limit">Hits that are wanted.</param>
internal sealed class HitCollector(SegmentMatcher matcher, int limit, bool reverse) : ISegmentVisitor
{
    private const int Slack = 8192;

    // in reverse the hits are kept inverted, so that the wanted ones are the smallest either way
    private readonly ulong _flip = reverse ? ulong.MaxValue : 0;
    private readonly List<ulong> _hits = [];
    private ulong _worst = ulong.MaxValue;

    public bool Reverse => reverse;

    /// <summary>Logs looked at.</summary>
    public long Documents { get; private set; }

    public void Visit(Segment segment, long firstOrdinal)
    {
        DocSet found = matcher.Match(segment);
        ReadOnlySpan<uint> times = segment.Times;
        for (int document = found.NextFrom(0); document >= 0; document = found.NextFrom(document + 1))
        {
            ulong hit = Hit.Of(times[document], firstOrdinal + document) ^ _flip;
            if (hit < _worst)
            {
                _hits.Add(hit);
                if (_hits.Count - Slack > limit)
                {
                    Trim();
                }
            }
        }
        Documents += segment.Documents;
    }

    public bool IsDone(uint time)
    {
        if (_hits.Count < limit)
        {
            return false;
        }
        if (limit == 0)
        {
            return true;
        }
        Trim();
        // an equal time does not do: arrival decides then
        uint last = Hit.Time(_worst ^ _flip);
        return reverse ? last > time : last < time;
    }

    /// <summary>The hits in the order asked for.</summary>
    public ulong[] Result()
    {
        Trim();
        return [.. _hits.Select(hit => hit ^ _flip)];
    }

    private void Trim()
    {
        CollectionsMarshal.AsSpan(_hits).Sort();
        if (_hits.Count >= limit && limit > 0)
        {
            _hits.RemoveRange(limit, _hits.Count - limit);
            _worst = _hits[^1];
        }
        else if (limit == 0)
        {
            _hits.Clear();
        }
    }
}
