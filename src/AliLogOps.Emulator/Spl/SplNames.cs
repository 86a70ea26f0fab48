namespace AliLogOps.Emulator.Spl;

/// <summary>Names with a meaning in scripts.</summary>
internal static class SplNames
{
    public const string Time = "__time__";
    public const string Nanoseconds = "__time_ns_part__";
    public const string Source = "__source__";
    public const string Topic = "__topic__";
    public const string TagPrefix = "__tag__:";

    /// <summary>Commands that are built.</summary>
    public static readonly IReadOnlyList<string> Built =
        ["where", "extend", "project", "project-away", "project-rename", "limit", "parse-json", "parse-regexp", "parse-kv", "parse-csv"];

    /// <summary>Commands of the service that are not built (Log Service documentation, "SPL instructions").</summary>
    private static readonly HashSet<string> s_unbuilt = new(StringComparer.OrdinalIgnoreCase)
    {
        "stats", "sort", "join", "union", "make-series", "expand-values", "pack-fields", "unpack-json", "log-to-metric", "metric-to-metric",
        "parse", "sample", "dedup", "lookup", "render",
    };

    /// <summary>Options of the service's commands that are not built.</summary>
    private static readonly HashSet<string> s_unbuiltOptions = new(StringComparer.OrdinalIgnoreCase) { "mode", "prefix", "greedy", "delims", "kv-sep", "dot" };

    /// <summary>Words after the bar that begin no script.</summary>
    private static readonly HashSet<string> s_other = new(StringComparer.OrdinalIgnoreCase) { "select", "with", "set", "with_pack_meta" };

    public static bool IsUnbuilt(string command)
    {
        return s_unbuilt.Contains(command);
    }

    public static bool IsUnbuiltOption(string option)
    {
        return s_unbuiltOptions.Contains(option);
    }

    public static bool BeginsOther(string word)
    {
        return s_other.Contains(word);
    }

    /// <summary>The time of a log, which every command leaves alone (Log Service documentation, "Time fields").</summary>
    public static bool IsTime(string field)
    {
        return field is Time or Nanoseconds;
    }
}
