namespace AliLogOps.Emulator.Logs.Search;

/// <summary>Times from one moment up to, not including, another.</summary>
/// <param name="From">Epoch seconds.</param>
/// <param name="To">Epoch seconds.</param>
/// <param name="FromNanoseconds">Part of the first second that is left out, 0 to 999,999,999 ns.</param>
/// <param name="ToNanoseconds">Part of the second <paramref name="To"/> that belongs to the range, 0 to 999,999,999 ns.</param>
internal readonly record struct SearchRange(long From, long To, int FromNanoseconds = 0, int ToNanoseconds = 0)
{
    /// <summary>First second no part of which is in the range.</summary>
    public long End => ToNanoseconds > 0 ? To + 1 : To;

    /// <summary>First second all of which is in the range, if the range is as long as that.</summary>
    private long FirstWhole => FromNanoseconds > 0 ? From + 1 : From;

    /// <summary>The second, or a part of it, is in the range.</summary>
    public bool Contains(uint time)
    {
        return time >= From && time < End;
    }

    /// <summary>Only the nanoseconds tell whether a log of the second is in the range.</summary>
    public bool IsPartial(uint time)
    {
        return (FromNanoseconds > 0 && time == From) || (ToNanoseconds > 0 && time == To);
    }

    public bool Contains(uint time, uint nanoseconds)
    {
        return Contains(time) && (time > From || nanoseconds >= FromNanoseconds) && (time < To || nanoseconds < ToNanoseconds);
    }

    /// <summary>Some second from the first to the last, both included, is in the range.</summary>
    public bool Overlaps(uint first, uint last)
    {
        return last >= From && first < End;
    }

    /// <summary>All of the seconds from the first to the last is in the range.</summary>
    public bool Covers(uint first, uint last)
    {
        return first >= FirstWhole && last < To;
    }
}
