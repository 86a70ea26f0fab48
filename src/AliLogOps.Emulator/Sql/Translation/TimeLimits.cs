using System.Globalization;
using AliLogOps.Emulator.Logs.Search;

namespace AliLogOps.Emulator.Sql.Translation;

/// <summary>What a condition says about the times of the logstores a select names: it is true in these ranges at most.</summary>
internal sealed class TimeLimits
{
    /// <summary>Every time a log can have.</summary>
    private static readonly SearchRange s_all = new(0, 1L << 32);

    /// <summary>Spellings of __date__, from which seconds or the time of day may have been cut off: as texts they are in the order of time.</summary>
    private static readonly string[] s_dates = ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd"];

    private readonly Dictionary<LogReference, SearchRange> _ranges = [];

    /// <summary>The range of a logstore; null if there is no limit.</summary>
    public SearchRange? this[LogReference reference] => _ranges.TryGetValue(reference, out SearchRange range) ? range : null;

    public static TimeLimits Of(LogReference reference, SearchRange? range)
    {
        TimeLimits limits = new();
        if (range is { } known)
        {
            limits._ranges.Add(reference, known);
        }
        return limits;
    }

    /// <summary>The limits if both conditions hold; these are narrowed to them.</summary>
    public TimeLimits And(TimeLimits other)
    {
        foreach ((LogReference reference, SearchRange range) in other._ranges)
        {
            Narrow(reference, range);
        }
        return this;
    }

    /// <summary>The limits if one of the conditions holds: from the start of the earlier to the end of the later range.</summary>
    public TimeLimits Or(TimeLimits other)
    {
        TimeLimits either = new();
        foreach ((LogReference reference, SearchRange range) in _ranges)
        {
            if (other[reference] is { } second)
            {
                either._ranges.Add(reference, new SearchRange(Math.Min(range.From, second.From), Math.Max(range.To, second.To)));
            }
        }
        return either;
    }

    /// <summary>The limits of some of the logstores.</summary>
    public TimeLimits Only(Predicate<LogReference> wanted)
    {
        TimeLimits some = new();
        foreach ((LogReference reference, SearchRange range) in _ranges)
        {
            if (wanted(reference))
            {
                some._ranges.Add(reference, range);
            }
        }
        return some;
    }

    /// <summary>Hands limits on to logstores whose time has to be the same.</summary>
    /// <param name="equalities">A log of the second is seen only beside one of the first with its time.</param>
    public void Spread(IReadOnlyList<(LogReference From, LogReference To)> equalities)
    {
        // a limit goes on to the neighbour in each round
        for (int i = 0; i < equalities.Count; i++)
        {
            foreach ((LogReference from, LogReference to) in equalities)
            {
                if (this[from] is { } range)
                {
                    Narrow(to, range);
                }
            }
        }
    }

    /// <summary>Times in epoch seconds for which a comparison with a number can be true; null if it limits nothing.</summary>
    public static SearchRange? OfTime(string symbol, object? value)
    {
        double? number = value switch
        {
            long integer => integer,
            double real when !double.IsNaN(real) => real,
            _ => null,
        };
        if (number is not { } bound)
        {
            return null;
        }
        bound = Math.Clamp(bound, s_all.From - 1, s_all.To);
        (long above, long below) = ((long)Math.Ceiling(bound), (long)Math.Floor(bound));
        return symbol switch
        {
            ">" => s_all with { From = below + 1 },
            ">=" => s_all with { From = above },
            "<" => s_all with { To = above },
            "<=" => s_all with { To = below + 1 },
            "=" => new SearchRange(above, below + 1),
            _ => null,
        };
    }

    /// <summary>The same for a comparison of __date__ with a text, which is one of texts.</summary>
    public static SearchRange? OfDate(string symbol, object? value)
    {
        return value is string text && DateTime.TryParseExact(text, s_dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local)
            // a text that was cut off is less than every one it begins
            ? OfTime(symbol == ">" ? ">=" : symbol, SqlTime.FromLocal(local) / 1000)
            : null;
    }

    private void Narrow(LogReference reference, SearchRange range)
    {
        _ranges[reference] = this[reference] is { } known
            ? new SearchRange(Math.Max(known.From, range.From), Math.Min(known.To, range.To))
            : range;
    }
}
