using System.Globalization;
using AliLogOps.Client;

namespace AliLogOps.Commands;

/// <summary>How far a live tail is behind, over all its shards: shown while it runs, warned about when it grows.</summary>
internal sealed class TailStatus(ProgressDisplay display)
{
    private static readonly TimeSpan s_notable = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, TimeSpan> _lags = [];
    private readonly HashSet<string> _warned = [];
    private long _logs;

    /// <summary>Takes note of an event; gives a warning the first time a shard falls behind.</summary>
    public string? Note(LogTailEvent item, string target)
    {
        _logs += item.Groups.Sum(group => (long)group.Logs.Count);
        if (item.Lag is not { } lag)
        {
            return null;
        }

        _lags[target] = lag;
        if (lag < s_notable)
        {
            _warned.Remove(target);
            return null;
        }

        return _warned.Add(target)
            ? string.Create(CultureInfo.InvariantCulture, $"Reading of {target} is {lag.TotalSeconds:0} s behind what arrives.")
            : null;
    }

    public void Show()
    {
        var lag = _lags.Count == 0 ? "?" : string.Create(CultureInfo.InvariantCulture, $"{_lags.Values.Max().TotalSeconds:0.0} s");
        display.Show(string.Create(CultureInfo.InvariantCulture, $"{_logs:N0} logs from {_lags.Count} shards, lag {lag}"));
    }

    public void Complete() => display.Complete();
}
