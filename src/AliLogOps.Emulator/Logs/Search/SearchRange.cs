namespace AliLogOps.Emulator.Logs.Search;

/// <summary>Times from one second up to, not including, another; epoch seconds.</summary>
internal readonly record struct SearchRange(long From, long To)
{
    public bool Contains(uint time)
    {
        return time >= From && time < To;
    }

    /// <summary>Some time from the first to the last, both included, is in the range.</summary>
    public bool Overlaps(uint first, uint last)
    {
        return last >= From && first < To;
    }

    /// <summary>All times from the first to the last are in the range.</summary>
    public bool Covers(uint first, uint last)
    {
        return first >= From && last < To;
    }
}
