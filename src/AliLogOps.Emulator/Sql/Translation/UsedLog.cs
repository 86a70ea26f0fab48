using System.Globalization;
using AliLogOps.Emulator.Logs.Search;

namespace AliLogOps.Emulator.Sql.Translation;

/// <summary>What a statement takes of a logstore, while it is translated.</summary>
internal sealed class UsedLog(LogSource source, int number)
{
    private readonly List<LogColumn> _columns = [];
    private readonly List<SearchRange> _ranges = [];

    public LogSource Source { get; } = source;

    /// <summary>What SQLite calls the table.</summary>
    public string Name { get; } = string.Create(CultureInfo.InvariantCulture, $"log{number}");

    /// <summary>The number of a column among those that have to be there.</summary>
    public int Use(LogColumn column)
    {
        int number = _columns.IndexOf(column);
        if (number < 0)
        {
            number = _columns.Count;
            _columns.Add(column);
        }
        return number;
    }

    /// <summary>Adds a range that has to be there.</summary>
    public void Use(SearchRange range)
    {
        if (range.From < range.End)
        {
            _ranges.Add(range);
        }
    }

    public StatementLog Finish()
    {
        return new StatementLog(Source, Name, _columns, Joined());
    }

    /// <summary>The ranges in order, without anything twice.</summary>
    private List<SearchRange> Joined()
    {
        List<SearchRange> joined = [];
        foreach (SearchRange range in _ranges.OrderBy(range => range.From))
        {
            if (joined.Count > 0 && range.From <= joined[^1].To)
            {
                joined[^1] = new SearchRange(joined[^1].From, Math.Max(joined[^1].To, range.To));
            }
            else
            {
                joined.Add(range);
            }
        }
        return joined;
    }
}
