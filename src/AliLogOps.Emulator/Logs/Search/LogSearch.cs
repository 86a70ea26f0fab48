using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Logs.Search;

/// <summary>A page of hits.</summary>
/// <param name="Hits">In the order asked for.</param>
/// <param name="Documents">Logs looked at.</param>
internal sealed record HitPage(IReadOnlyList<ulong> Hits, long Documents);

/// <summary>Answers searches.</summary>
internal sealed class LogSearch(SearchEngines engines)
{
    /// <summary>Offsets up to this are answered afresh; for further ones all hits are put in order once and kept.</summary>
    private const int ShallowLimit = 10_000;
    private const long DeepCapacity = 64L * 1024 * 1024;

    private readonly SizedCache<DeepKey, DeepResult> _deep = new(DeepCapacity, result => result.Hits.Length * 8L);

    /// <param name="offset">Hits to pass over.</param>
    /// <param name="line">Hits wanted at most.</param>
    public HitPage Find(SearchRequest request, long offset, int line, bool reverse)
    {
        LogstoreEngine engine = engines.Get(request.LogstoreId);
        SegmentMatcher matcher = Matcher(request);
        if (offset + line <= ShallowLimit)
        {
            HitCollector collector = new(matcher, (int)offset + line, reverse);
            engine.Visit(request.Range, collector);
            return new HitPage([.. collector.Result().Skip((int)offset)], collector.Documents);
        }
        DeepKey key = new(request.LogstoreId, request.Text, request.Topic, request.Range, request.Shard?.ShardId, request.Current, engine.Generation, engines.Deletions.Of(request.LogstoreId).Version);
        if (!_deep.TryGet(key, out DeepResult? result))
        {
            HitCollector collector = new(matcher, int.MaxValue, reverse: false);
            engine.Visit(request.Range, collector);
            result = new DeepResult(collector.Result(), collector.Documents);
            _deep.Set(key, result);
        }
        return new HitPage(Slice(result.Hits, offset, line, reverse), result.Documents);
    }

    public long[] Count(SearchRequest request, long[] starts)
    {
        HistogramCounter counter = new(Matcher(request), starts);
        engines.Get(request.LogstoreId).Visit(request.Range, counter);
        return counter.Counts;
    }

    /// <summary>All logs found, in the order of their groups.</summary>
    public FoundLogs FindAll(SearchRequest request)
    {
        FoundLogs found = new(Matcher(request));
        engines.Get(request.LogstoreId).Visit(request.Range, found);
        return found;
    }

    private SegmentMatcher Matcher(SearchRequest request)
    {
        return new SegmentMatcher(request, engines.Groups, engines.Deletions.Of(request.LogstoreId));
    }

    private static ulong[] Slice(ulong[] hits, long offset, int line, bool reverse)
    {
        if (offset >= hits.Length)
        {
            return [];
        }
        int start = (int)offset;
        int count = Math.Min(line, hits.Length - start);
        if (!reverse)
        {
            return hits[start..(start + count)];
        }
        ulong[] page = hits[(hits.Length - start - count)..(hits.Length - start)];
        Array.Reverse(page);
        return page;
    }

    private sealed record DeepKey(long LogstoreId, string Text, string Topic, SearchRange Range, int? ShardId, IndexDefinition Current, long Generation, long Deletions);

    private sealed record DeepResult(ulong[] Hits, long Documents);
}
