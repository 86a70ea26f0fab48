namespace AliLogOps.Emulator.Logs.Search;

/// <summary>A log that was found: its time, then its number in the logstore, so that hits sort by time and arrival.</summary>
internal static class Hit
{
    public static ulong Of(uint time, long ordinal)
    {
        return ((ulong)time << 32) | checked((uint)ordinal);
    }

    public static uint Time(ulong hit)
    {
        return (uint)(hit >> 32);
    }

    public static long Ordinal(ulong hit)
    {
        return (uint)hit;
    }
}
