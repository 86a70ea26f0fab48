using System.Globalization;
using AliLogOps.Logs;

namespace AliLogOps.Commands;

/// <summary>How far the searches of a command are: rows so far, and of how many where the service has counted them.</summary>
internal sealed class SearchStatus(ProgressDisplay display)
{
    private readonly List<PlannedSearch> _searches = [];

    /// <summary>Takes note of a search that is under way.</summary>
    public void Note(PlannedSearch search)
    {
        if (!_searches.Contains(search))
        {
            _searches.Add(search);
        }
    }

    public void Show()
    {
        var rows = _searches.Sum(search => search.Rows);
        var expected = _searches.All(search => search.ExpectedRows is not null) ? _searches.Sum(search => search.ExpectedRows!.Value) : 0;
        if (expected == 0)
        {
            display.Show(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows"));
            return;
        }

        display.Show(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} of {expected:N0} rows"), (int)Math.Min(100, 100 * rows / expected));
    }

    public void Complete() => display.Complete();
}
