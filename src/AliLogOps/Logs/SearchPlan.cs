using AliLogOps.Client;

namespace AliLogOps.Logs;

/// <summary>
/// Cuts the range of a large search into stretches of some thousand hits, so that the pages of all of them can be asked for side by side
/// and none lies deep in its result, which the service is slow at.
/// </summary>
internal static class SearchPlan
{
    /// <summary>Fewer hits are fetched one page after the other.</summary>
    public const int WorthPlanning = 500;

    private const int RowsPerStretch = 5_000;

    /// <summary>The stretches in the order their rows come; null when the count is not exact or too small.</summary>
    public static IReadOnlyList<SearchStretch>? Make(LogQuery query, LogHistogram counted)
    {
        if (!counted.IsComplete || counted.Total < WorthPlanning)
        {
            return null;
        }

        if (!Covers(query, counted.Buckets))
        {
            return [new(query, counted.Total)];
        }

        var stretches = new List<SearchStretch>();
        var from = query.From;
        var rows = 0L;
        foreach (var bucket in counted.Buckets)
        {
            // a bucket without hits joins the stretch before it: alone it would cost a request for nothing
            if (rows > 0 && bucket.Count > 0 && rows + bucket.Count > RowsPerStretch)
            {
                stretches.Add(new(query with { From = from, To = bucket.From }, rows));
                from = bucket.From;
                rows = 0;
            }

            rows += bucket.Count;
        }

        stretches.Add(new(query with { From = from, To = query.To }, rows));
        if (query.Reverse)
        {
            stretches.Reverse();
        }

        return stretches;
    }

    // stretches must neither leave a second out nor hold one twice
    private static bool Covers(LogQuery query, IReadOnlyList<LogHistogramBucket> buckets)
    {
        if (buckets.Count < 2 || buckets[0].From != query.From || buckets[^1].To != query.To)
        {
            return false;
        }

        for (var index = 1; index < buckets.Count; index++)
        {
            if (buckets[index].From != buckets[index - 1].To)
            {
                return false;
            }
        }

        return true;
    }
}
