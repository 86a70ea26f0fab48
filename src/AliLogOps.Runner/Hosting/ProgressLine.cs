using System.Globalization;
using System.Management.Automation;

namespace AliLogOps.Runner.Hosting;

/// <summary>
/// The latest progress as one line on standard error, rewritten in place and wiped before anything else is printed.
/// Not thread-safe: the user interface calls it under its own lock.
/// </summary>
internal sealed class ProgressLine
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);

    private readonly Terminal _terminal;
    private long _lastDrawn;
    private bool _visible;

    internal ProgressLine(Terminal terminal)
    {
        _terminal = terminal;
    }

    internal void Update(ProgressRecord record)
    {
        if (!_terminal.ShowsProgress)
        {
            return;
        }

        if (record.RecordType == ProgressRecordType.Completed)
        {
            Clear();
            return;
        }

        if (_lastDrawn == 0 || TimeProvider.System.GetElapsedTime(_lastDrawn) >= s_interval)
        {
            _lastDrawn = TimeProvider.System.GetTimestamp();
            Draw(record);
        }
    }

    /// <summary>Wipes the line; the next update draws it again.</summary>
    internal void Clear()
    {
        if (_visible)
        {
            Console.Error.Write("\r\e[K");
            _visible = false;
        }
    }

    private void Draw(ProgressRecord record)
    {
        string percent = record.PercentComplete >= 0 ? string.Create(CultureInfo.InvariantCulture, $" {record.PercentComplete}%") : "";
        string left = record.SecondsRemaining >= 0 ? string.Create(CultureInfo.InvariantCulture, $", {TimeSpan.FromSeconds(record.SecondsRemaining)} left") : "";
        string text = $"{record.Activity}: {record.StatusDescription}{percent}{left}";
        string line = new([.. text.Select(character => char.IsControl(character) ? ' ' : character)]);
        int room = Math.Max(1, _terminal.Width - 1);
        Console.Error.Write("\r\e[K" + (line.Length <= room ? line : line[..room]));
        _visible = true;
    }
}
