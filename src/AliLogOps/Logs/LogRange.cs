using System.Globalization;

namespace AliLogOps.Logs;

/// <summary>The range of one call, [From, To) in whole seconds, fixed once so that pages fit together.</summary>
internal readonly record struct LogRange(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The range when nothing was given: what the console shows first.</summary>
    public static readonly TimeSpan DefaultLength = TimeSpan.FromMinutes(15);

    /// <summary>
    /// An open end is the end of the current second, so that a log written just now is inside; a begin that was not given
    /// lies <paramref name="last"/> (or fifteen minutes) before the end.
    /// </summary>
    public static LogRange Resolve(TimeSpan? last, DateTimeOffset? start, DateTimeOffset? end, DateTimeOffset now)
    {
        var to = end is { } given ? Ceiling(given) : DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds() + 1);
        var from = start ?? Subtract(to, last ?? DefaultLength);
        return new LogRange(DateTimeOffset.FromUnixTimeSeconds(Math.Max(0, from.ToUnixTimeSeconds())), to);
    }

    /// <summary>Null for a range with something in it, else what is wrong.</summary>
    public string? Problem => From < To ? null : $"The range {this} is empty: its begin must lie before its end. Give an earlier -Start or a later -End.";

    public override string ToString() => $"{Text(From)} to {Text(To)}";

    private static DateTimeOffset Ceiling(DateTimeOffset time)
    {
        var seconds = time.ToUnixTimeSeconds();
        var whole = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return whole == time ? whole : whole.AddSeconds(1);
    }

    private static DateTimeOffset Subtract(DateTimeOffset time, TimeSpan span) =>
        time - DateTimeOffset.UnixEpoch < span ? DateTimeOffset.UnixEpoch : time - span;

    private static string Text(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:sszzz", CultureInfo.InvariantCulture);
}
