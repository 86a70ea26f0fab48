using AliLogOps.Client;

namespace AliLogOps.Logs;

/// <summary>
/// Cuts the range of a large search into stretches of about equal numbers of hits, so that they can be asked for side by side and no
/// page lies deep in its result, which the service is slow at.
/// </summary>
internal static class SearchPlan
{
    /// <summary>Fewer hits are fetched one page after the other.</summary>
    public const int WorthPlanning = 2_000;

    private const int RowsPerStretch = 1_000;

    /// <summary>The stretches in the order their rows come, each with its count of hits; null when the counts do not allow a plan.</summary>
    public static IReadOnlyList<(LogQuery Query, long Hits)>? Make(LogQuery query, LogHistogram counted)
    {
        if (!counted.IsComplete || counted.Total < WorthPlanning || !Covers(query, counted.Buckets))
        {
            return null;
        }

        var stretches = new List<(LogQuery Query, long Hits)>();
        var from = query.From;
        var rows = 0L;
        foreach (var bucket in counted.Buckets)
        {
            // a bucket without hits joins the stretch before it: alone it would cost a request for nothing
            if (rows > 0 && bucket.Count > 0 && rows + bucket.Count > RowsPerStretch)
            {
                stretches.Add((query with { From = from, To = bucket.From }, rows));
                from = bucket.From;
                rows = 0;
            }

            rows += bucket.Count;
        }

        stretches.Add((query with { From = from, To = query.To }, rows));
        if (query.Reverse)
        {
            stretches.Reverse();
        }

        return stretches.Count > 1 ? stretches : null;
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
