namespace AliLogOps;

/// <summary>
/// How many log groups to ask for, so that answers are a few megabytes large however many logs a group holds: that keeps memory flat and
/// the wire busy.
/// </summary>
public sealed class PullSize
{
    /// <summary>Most log groups in one answer (Log Service API: PullLogs, count).</summary>
    public const int MostGroups = 1000;

    private const int LargeAnswer = 16 * 1024 * 1024;
    private const int SmallAnswer = 4 * 1024 * 1024;

    /// <summary>Groups to ask for next, 1 to 1000.</summary>
    public int Groups { get; private set; } = 64;

    /// <summary>Learns from an answer.</summary>
    /// <param name="bytes">Its size without compression.</param>
    public void Fit(int bytes)
    {
        if (bytes > LargeAnswer)
        {
            Groups = Math.Max(1, Groups / 4);
        }
        else if (bytes < SmallAnswer)
        {
            Groups = Math.Min(MostGroups, Groups * 2);
        }
    }
}
