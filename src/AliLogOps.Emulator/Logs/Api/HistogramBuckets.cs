namespace AliLogOps.Emulator.Logs.Api;

/// <summary>
/// Slices of a histogram. The service chooses their width by itself, about a sixtieth of the range («unconfirmed»);
/// here it is the first step of a ladder that gives at most sixty whole slices, laid on multiples of itself.
/// </summary>
internal static class HistogramBuckets
{
    private const int Slices = 60;
    private const long Day = 24 * 3600;

    private static readonly long[] s_ladder =
        [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 2 * 3600, 3 * 3600, 6 * 3600, 12 * 3600, Day, 2 * Day, 7 * Day, 14 * Day, 30 * Day];

    /// <summary>Width of the slices of a range, in seconds.</summary>
    public static long Width(long seconds)
    {
        foreach (long width in s_ladder)
        {
            if (width * Slices >= seconds)
            {
                return width;
            }
        }
        // a range of more than five years: whole days
        return ((seconds / Slices / Day) + 1) * Day;
    }

    /// <summary>First second of each slice of a range that is not empty; the last slice ends with the range.</summary>
    public static long[] Starts(long from, long to)
    {
        long width = Width(to - from);
        List<long> starts = [from];
        for (long next = ((from / width) + 1) * width; next < to; next += width)
        {
            starts.Add(next);
        }
        return [.. starts];
    }
}
