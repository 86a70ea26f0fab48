namespace AliLogOps.Emulator.Agents.Sending;

/// <summary>
/// The log times the service takes: up to 168 hours old and 15 minutes ahead (Log Service API: PutLogs). It refuses a whole group
/// for one log outside, so such logs are kept out of the groups of the others.
/// </summary>
internal static class TimeWindow
{
    // A little narrower than the service's own, since a group waits before it is judged.
    private static readonly TimeSpan s_oldest = TimeSpan.FromHours(160);
    private static readonly TimeSpan s_newest = TimeSpan.FromMinutes(14);

    /// <summary>Whether the service will take a log of that time without question.</summary>
    public static bool Contains(uint seconds, DateTimeOffset now)
    {
        DateTimeOffset time = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return time >= now - s_oldest && time <= now + s_newest;
    }
}
